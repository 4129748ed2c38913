// What is written on each page of a PDF as Chromium prints it: enough of ISO 32000-1 to read text, and no more.
import { inflateSync } from "node:zlib";

interface PdfObject {
  dictionary: string;
  stream: string;
}

/** The text of each page, spaces left out (a printer places words, it does not write the gaps). */
export function textOfPages(pdf: Buffer): string[] {
  const objects = objectsOf(pdf);
  const at = (id: string | undefined) => objects.get(id ?? "") ?? { dictionary: "", stream: "" };
  return [...objects.values()]
    .filter(({ dictionary }) => /\/Type\s*\/Page\b/.test(dictionary))
    .map((page) => {
      const resources = reference(page.dictionary, "Resources");
      const fonts = /\/Font\s*<<(.*?)>>/s.exec(resources ? at(resources).dictionary : page.dictionary)?.[1];
      const letters = new Map<string, (codes: string) => string>();
      for (const [, name = "", id] of (fonts ?? "").matchAll(/\/(\w+)\s+(\d+) 0 R/g)) {
        letters.set(name, lettersOf(at(id).dictionary, at(reference(at(id).dictionary, "ToUnicode")).stream));
      }
      return textOf(at(reference(page.dictionary, "Contents")).stream, letters);
    });
}

const reference = (dictionary: string, key: string) =>
  new RegExp(`/${key}\\s+(\\d+) 0 R`).exec(dictionary)?.[1];

function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const text = pdf.toString("latin1");
  const objects = new Map<string, PdfObject>();
  for (const found of text.matchAll(/(?:^|\n)(\d+) 0 obj\s(.*?)(?:endobj|stream\r?\n)/gs)) {
    const [whole, id = "", dictionary = ""] = found;
    const start = found.index + whole.length;
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
    const raw = whole.endsWith("endobj") ? Buffer.alloc(0) : pdf.subarray(start, start + length);
    const stream = /\/FlateDecode/.test(dictionary) && raw.length > 0 ? inflateSync(raw) : raw;
    objects.set(id, { dictionary, stream: stream.toString("latin1") });
  }
  return objects;
}

/** How the codes of a font (hexadecimal) read, by its ToUnicode map (9.10.3). */
function lettersOf(font: string, map: string): (codes: string) => string {
  const width = /\/Subtype\s*\/Type3/.test(font) ? 2 : 4;
  const letters = new Map<number, string>();
  const toText = (hex: string) => Buffer.from(hex, "hex").swap16().toString("utf16le");
  for (const [, part = ""] of map.matchAll(/beginbfchar(.*?)endbfchar/gs)) {
    for (const [, code = "", hex = ""] of part.matchAll(/<(\w+)>\s*<(\w+)>/g)) {
      letters.set(Number.parseInt(code, 16), toText(hex));
    }
  }
  for (const [, part = ""] of map.matchAll(/beginbfrange(.*?)endbfrange/gs)) {
    for (const [, from = "", to = "", hex = ""] of part.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const first = Number.parseInt(from, 16);
      for (let code = first; code <= Number.parseInt(to, 16); code++) {
        letters.set(code, String.fromCodePoint(Number.parseInt(hex, 16) + code - first));
      }
    }
  }
  return (codes) =>
    (codes.match(new RegExp(`\\w{${width}}`, "g")) ?? [])
      .map((code) => letters.get(Number.parseInt(code, 16)) ?? "")
      .join("");
}

/** Follows the font in use (`Tf`) through the strings that are shown (`Tj`, `TJ`). */
function textOf(content: string, letters: ReadonlyMap<string, (codes: string) => string>): string {
  let read: (codes: string) => string = () => "";
  let text = "";
  for (const [, font, codes] of content.matchAll(/\/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
    if (font !== undefined) read = letters.get(font) ?? (() => "");
    if (codes !== undefined) text += read(codes);
  }
  return text.replace(/\s/g, "");
}
