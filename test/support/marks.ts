// Marks: what no other text in the world holds, planted where personal values go, and found again in whatever dress.
import { createHash, randomInt } from "node:crypto";
import { constants, gunzipSync, inflateSync } from "node:zlib";

export interface Marks {
  /** Letters alone, which cleaning a name and writing it as it sounds leave as they are, but for their case. */
  readonly word: string;
  /** Digits alone: a telephone number, and one of a document. */
  readonly phone: string;
  readonly number: string;
  /** A date of birth, for one of the ages of the typical complaint; nothing else in a register has it. */
  bornAt(age: 16 | 22 | 60): string;
  /** A text with the mark in it, never the same twice. */
  next(before?: string, after?: string): string;
  /** How many texts were made. */
  made(): number;
  /** Whether a text holds it as it was written. */
  isIn(text: string): boolean;
  /** The dresses in which these bytes hold it, or anything compressed in them does. */
  dressesIn(bytes: Buffer): string[];
}

const pick = (from: string) => from[randomInt(from.length)] ?? "";
const digits = (count: number) => Array.from({ length: count }, () => pick("0123456789")).join("");

/** New marks. Random, so that what an earlier run left behind is not taken for this one's. */
export function newMarks(): Marks {
  const word = `T${pick("aeo")}${Array.from({ length: 5 }, () => pick("bdfkmnprt") + pick("aeo")).join("")}`;
  const [phone, number] = [`9${digits(8)}`, digits(12)];
  const day = `0${pick("3456789")}-${pick("12")}${pick("123456789")}`;
  // The facts are of October 2021.
  const bornAt = (age: number) => `${2021 - age}-${day}`;
  const dates = [16, 22, 60].map(bornAt);
  const needles = [
    ...[word, word.toLowerCase(), word.toUpperCase()].flatMap(dressed),
    ...[phone, number].flatMap((one) => [...dressed(one), ...hashed(one)]),
    ...dates.map((date) => ({ dress: "utf-8", needle: Buffer.from(date) })),
  ];
  // One pass over the bytes for all of them: most hold none.
  const any = new RegExp(needles.map(({ needle }) => escaped(needle.toString("latin1"))).join("|"));
  let made = 0;
  return {
    word,
    phone,
    number,
    bornAt,
    next(before = "", after = "") {
      made += 1;
      return `${before}${word}${made}q${after}`;
    },
    made: () => made,
    isIn: (text) =>
      [word, phone, number, ...dates].some((one) => text.toLowerCase().includes(one.toLowerCase())),
    dressesIn: (bytes) => [
      ...new Set(
        [bytes, ...unpacked(bytes)]
          .filter((plain) => any.test(plain.toString("latin1")))
          .flatMap((plain) =>
            needles.filter(({ needle }) => plain.includes(needle)).map(({ dress }) => dress),
          ),
      ),
    ],
  };
}

const escaped = (text: string) =>
  text.replaceAll(/[^A-Za-z0-9]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, "0")}`);

type Needle = { dress: string; needle: Buffer };

/** The same words as bytes of several kinds, and those written as text. */
function dressed(words: string): Needle[] {
  const plain = Buffer.from(words);
  const wide = Buffer.from(words, "utf16le");
  const each = (write: (hex: string) => string) =>
    [...plain].map((byte) => write(byte.toString(16).padStart(2, "0"))).join("");
  const texts: [string, string][] = [
    ["hex", plain.toString("hex")],
    ["hex", plain.toString("hex").toUpperCase()],
    ["percent", each((hex) => `%${hex}`)],
    ["percent", each((hex) => `%${hex.toUpperCase()}`)],
    ["json escape", each((hex) => `\\u00${hex}`)],
    ...[0, 1, 2].map((offset): [string, string] => ["base64", inBase64(plain, offset)]),
    ["base64", inBase64(wide, 0)],
  ];
  return [
    { dress: "utf-8", needle: plain },
    { dress: "utf-16le", needle: wide },
    { dress: "utf-16be", needle: Buffer.from(wide).swap16() },
    ...texts.map(([dress, text]) => ({ dress, needle: Buffer.from(text) })),
  ];
}

// What stays the same whatever stands before and after; +/ and -_ are left to chance, which letters alone never need.
function inBase64(words: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), words]).toString("base64");
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + words.length) * 8) / 6));
}

// A number without a key before it is found by trying all of them: its bare hash is as good as the number.
function hashed(number: string): Needle[] {
  return ["sha256", "sha1", "md5"].flatMap((algorithm) =>
    ["", "+51"].flatMap((before) => {
      const hash = createHash(algorithm)
        .update(before + number)
        .digest()
        .subarray(0, 8);
      return [
        { dress: `bare ${algorithm}`, needle: hash },
        { dress: `bare ${algorithm}`, needle: Buffer.from(hash.toString("hex")) },
      ];
    }),
  );
}

const GZIP = Buffer.from([0x1f, 0x8b, 8]);
const ZLIB = [0x01, 0x5e, 0x9c, 0xda].map((level) => Buffer.from([0x78, level]));
// A stream that ends before its end shows what it held so far.
const CUT_SHORT = { finishFlush: constants.Z_SYNC_FLUSH };

/** Whatever in these bytes begins like something compressed and can be unpacked. */
function unpacked(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  const tryAt = (signature: Buffer, open: (part: Buffer) => Buffer) => {
    for (let at = bytes.indexOf(signature); at !== -1; at = bytes.indexOf(signature, at + 1)) {
      try {
        found.push(open(bytes.subarray(at)));
      } catch {
        // Two or three bytes that happened to be these.
      }
    }
  };
  tryAt(GZIP, (part) => gunzipSync(part, CUT_SHORT));
  for (const signature of ZLIB) tryAt(signature, (part) => inflateSync(part, CUT_SHORT));
  return found;
}
