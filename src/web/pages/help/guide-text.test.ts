// What the guides are written in, read as the screen shows it.
import { expect, test } from "vitest";
import { partsOf, readGuide } from "./guide-text.ts";

test("a guide is read in blocks; pictures and the way to the other language stay on the paper", () => {
  const guide = `# Guía

[In English](guide.en.md)

## Empezar

Primero lea [esto](other.md).

![Un retrato](picture.png)

1. Uno
2. Dos

\`\`\`sh
npx reta verify
\`\`\`

| a | b |
|---|---|
| c | d |`;
  expect(readGuide(guide)).toEqual([
    { kind: "title", text: "Guía" },
    { kind: "heading", text: "Empezar" },
    { kind: "paragraph", text: "Primero lea [esto](other.md)." },
    { kind: "steps", items: ["Uno", "Dos"] },
    { kind: "commands", text: "npx reta verify" },
    { kind: "table", head: ["a", "b"], rows: [["c", "d"]] },
  ]);
});

test.each([
  ["solo texto", [["plain", "solo texto"]]],
  [
    "**Es de dos**: *Ingreso*",
    [
      ["bold", "Es de dos"],
      ["plain", ": "],
      ["emphasis", "Ingreso"],
    ],
  ],
  [
    "con `npx reta` y [un papel](a.md).",
    [
      ["plain", "con "],
      ["code", "npx reta"],
      ["plain", " y "],
      ["plain", "un papel"],
      ["plain", "."],
    ],
  ],
  ["2 * 3 y nada más", [["plain", "2 * 3 y nada más"]]],
])("%s", (text, parts) => {
  expect(partsOf(text).map(({ kind, text: said }) => [kind, said])).toEqual(parts);
});
