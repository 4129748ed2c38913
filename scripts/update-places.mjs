// Writes packs/pe/places.csv anew from the npm package `ubigeos`: `node scripts/update-places.mjs 2026-11-21`.
// The argument is the date of the edition. Codes are never dropped: one that the new edition no longer has gets that
// date as valid_to (the first day without it), one that is new gets it as valid_from: old cases keep their place.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const { RegionData, ProvinceData, DistrictData } = require("ubigeos/dist/data");
const { version } = require("ubigeos/package.json");

const PLACES = fileURLToPath(new URL("../packs/pe/places.csv", import.meta.url));
/** Spellings of the source that are plainly slips. */
const SLIPS = new Map([
  ["Pàucar del Sara Sara", "Páucar del Sara Sara"],
  ["Anco_Huallo", "Anco Huallo"],
  ["Calleria", "Callería"],
  ["Prov. Const. del Callao", "Provincia Constitucional del Callao"],
]);

const unaccented = (word) =>
  word
    .normalize("NFD")
    .replace(/\u0301/g, "")
    .normalize("NFC")
    .toLowerCase();

/** Words that the source accents in one name only: district Huanuco takes the accent of department Huánuco. */
function accentedWords() {
  const accented = new Map();
  for (const name of [...RegionData.values(), ...ProvinceData.values(), ...DistrictData.values()]) {
    for (const word of (SLIPS.get(name) ?? name).split(/[ ()-]+/)) {
      if (unaccented(word) !== word.toLowerCase()) accented.set(unaccented(word), word);
    }
  }
  return accented;
}

function spelled(name, accented) {
  return (SLIPS.get(name) ?? name)
    .normalize("NFC")
    .trim()
    .replace(/\p{L}+/gu, (word) => accented.get(word.toLowerCase()) ?? word)
    .replace(/(?<= )(Y|De|Del)(?= )/g, (word) => word.toLowerCase());
}

const edition = process.argv[2];
if (!/^\d{4}-\d{2}-\d{2}$/.test(edition ?? "")) {
  console.error("usage: node scripts/update-places.mjs YYYY-MM-DD   (the date of this edition)");
  process.exit(2);
}
const known = new Map();
if (existsSync(PLACES)) {
  for (const line of readFileSync(PLACES, "utf8").split("\n")) {
    const [code, name, from, to] = line.split(",");
    if (/^\d+$/.test(code)) known.set(code, { name, from, to });
  }
}
const accented = accentedWords();
const places = new Map();
for (const [code, { name, from, to }] of known) places.set(code, { name, from, to: to || edition });
for (const [code, name] of [...RegionData, ...ProvinceData, ...DistrictData]) {
  const from = known.size > 0 && !known.has(code) ? edition : (known.get(code)?.from ?? "");
  places.set(code, { name: spelled(name, accented), from, to: "" });
}
const rows = [...places].sort(([a], [b]) => (a < b ? -1 : 1));
const count = (digits) => rows.filter(([code]) => code.length === digits).length;
const lines = [
  `# UBIGEO of INEI: departments (2 digits), provinces (4), districts (6). Source: npm ubigeos ${version} (ISC). Edition ${edition}.`,
  "code,name,valid_from,valid_to",
  ...rows.map(([code, { name, from, to }]) => [code, name, from, to].join(",")),
];
writeFileSync(PLACES, `${lines.join("\n")}\n`);
console.error(`${count(2)} departments, ${count(4)} provinces, ${count(6)} districts`);
