// A pack that contradicts itself is refused, with every fault named.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PackError } from "#src/schema/pack-fault.ts";
import { type PackFiles, readPack } from "#src/schema/read-pack.ts";

const PE = new URL("../packs/pe/", import.meta.url);
const text = (name: string) => readFileSync(new URL(name, PE), "utf8");
const json = (name: string) => JSON.parse(text(name));
const files = (): PackFiles => ({
  manifest: json("manifest.json"),
  law: json("law.json"),
  palermo: json("../palermo/law.json"),
  placesCsv: text("places.csv"),
  unitsCsv: text("units.csv"),
  alerts: json("alerts.json"),
  auditReview: json("audit-review.json"),
  lexicon: json("lexicon.json"),
  catalogues: readdirSync(new URL("catalogues/", PE)).map((name) => json(`catalogues/${name}`)),
});

const faultsOf = (change: (good: PackFiles) => PackFiles) => {
  try {
    readPack(change(files()));
  } catch (error) {
    if (error instanceof PackError) return error.faults;
    throw error;
  }
  return [];
};
const unitRow = (row: string) => (good: PackFiles) => ({ ...good, unitsCsv: `${good.unitsCsv}${row}\n` });
const placeRow = (row: string) => (good: PackFiles) => ({
  ...good,
  placesCsv: `${good.placesCsv}${row}\n`,
});
const catalogue =
  (id: string, change: (catalogue: { items: Record<string, unknown>[] }) => void) => (good: PackFiles) => {
    const copy = structuredClone(good.catalogues) as { id: string; items: Record<string, unknown>[] }[];
    for (const one of copy) if (one.id === id) change(one);
    return { ...good, catalogues: copy };
  };

test("the unchanged files have no fault", () => {
  expect(faultsOf((good) => good)).toEqual([]);
});

test.each<[string, (good: PackFiles) => PackFiles, string, string, string]>([
  [
    "an unknown parent",
    unitRow("x-1,pe-nowhere,station,X,,170101,,2000-01-01,,"),
    "units.csv",
    "parent",
    "pe-nowhere",
  ],
  [
    "a unit twice",
    unitRow("pe-hotline,pe-pnp,hotline,X,,150101,,2004-01-01,,"),
    "units.csv",
    "id",
    "pe-hotline",
  ],
  ["an unknown kind", unitRow("x-1,pe-pnp,tower,X,,170101,,2000-01-01,,"), "units.csv", "kind", '"tower"'],
  [
    "a place that does not exist",
    unitRow("x-1,pe-pnp,station,X,,999999,,2000-01-01,,"),
    "units.csv",
    "place",
    "999999",
  ],
  [
    "a day that does not exist",
    unitRow("x-1,pe-pnp,station,X,,170101,,2001-02-30,,"),
    "units.csv",
    "validFrom",
    '"2001-02-30"',
  ],
  [
    "an end before the start",
    unitRow("x-1,pe-pnp,station,X,,170101,,2001-02-03,2001-02-03,"),
    "units.csv",
    "valid_to",
    "2001-02-03",
  ],
  [
    "a unit longer than its parent",
    unitRow("x-1,pe-depintrap,station,X,,170101,,2005-01-01,,"),
    "units.csv",
    "valid_to",
    "",
  ],
  [
    "a unit older than its parent",
    unitRow("x-1,pe-divintrap,station,X,,170101,,2005-01-01,,"),
    "units.csv",
    "valid_from",
    "2005-01-01",
  ],
  [
    "several tops and no word on which keeps the register",
    (good) => ({ ...good, manifest: { ...(good.manifest as object), root: undefined } }),
    "manifest.json",
    "root",
    "",
  ],
  [
    "a unit checked by a word nobody knows",
    unitRow("x-1,pe-pnp,station,X,,170101,,2000-01-01,,perhaps"),
    "units.csv",
    "verified",
    '"perhaps"',
  ],
  [
    "prosecutors that are to hear in a unit of the police",
    (good) => ({
      ...good,
      alerts: {
        ...(good.alerts as object),
        wall: { ...json("alerts.json").wall, prosecutorUnits: ["pe-pnp"] },
      },
    }),
    "alerts.json",
    "wall.prosecutorUnits.0",
    "pe-pnp",
  ],
  [
    "a tree that is too deep",
    unitRow(
      "x-1,pe-depintrap,station,X,,150101,,2005-01-01,2006-01-01,\nx-2,x-1,station,X,,150101,,2005-01-01,2006-01-01,",
    ),
    "units.csv",
    "parent",
    "level 6",
  ],
  [
    "a cycle",
    unitRow("x-1,x-2,station,X,,150101,,2005-01-01,,\nx-2,x-1,station,X,,150101,,2005-01-01,,"),
    "units.csv",
    "parent",
    "x-2",
  ],
  [
    "two regional units for one prefix",
    unitRow("x-1,pe-pnp,specialised-regional,X,,170101,17,2010-01-01,,"),
    "units.csv",
    "competence",
    "17",
  ],
  [
    "a row with too many cells",
    unitRow("x-1,pe-pnp,station,X, Y,,170101,,2000-01-01,,"),
    "units.csv",
    "row",
    "11 cells",
  ],
  ["a district without its province", placeRow("179901,X,,"), "places.csv", "code", "179901"],
  ["a place twice", placeRow("170101,X,,"), "places.csv", "code", "170101"],
  ["a wrong header", (good) => ({ ...good, placesCsv: "code;name\n" }), "places.csv", "header", "code;name"],
  [
    "a field without its catalogue",
    (good) => ({ ...good, catalogues: good.catalogues.slice(1) }),
    "catalogues",
    "/acts",
    "no catalogue",
  ],
  [
    "a code twice",
    catalogue("channel", ({ items: listed }) => listed.push({ ...listed[0] })),
    "catalogues/channel.json",
    "items.19.code",
    "police-station",
  ],
  [
    "an item for what every field accepts",
    catalogue("sex", ({ items: listed }) => listed.push({ code: "unknown", label: { es: "x", en: "x" } })),
    "catalogues/sex.json",
    "items.3.code",
    "unknown",
  ],
  [
    "a label without English",
    catalogue("sex", ({ items: listed }) => listed.push({ code: "x", label: { es: "x" } })),
    "catalogues/sex.json",
    "items.3.label.en",
    "",
  ],
  [
    "an act the classifier does not know",
    catalogue("act", ({ items: listed }) => listed.push({ code: "hiding", label: { es: "x", en: "x" } })),
    "catalogues/act.json",
    "items",
    "hiding",
  ],
  [
    "a law that names what nobody can tick",
    catalogue("purpose", ({ items: listed }) => listed.splice(0, 1)),
    "law.json",
    "versions.0.purposes",
    "prostitution-of-others",
  ],
  [
    "a tie the law has no word for",
    catalogue("relationship", ({ items: listed }) =>
      listed.push({ code: "x", label: { es: "x", en: "x" }, group: "kin" }),
    ),
    "catalogues/relationship.json",
    "items.33.group",
    "kin",
  ],
  [
    "an escalation that does not grow",
    (good) => ({ ...good, alerts: { ...json("alerts.json"), escalateAfterMinutes: [15, 15] } }),
    "alerts.json",
    "escalateAfterMinutes.1",
    "15",
  ],
  ["a manifest without a time zone", (good) => ({ ...good, manifest: {} }), "manifest.json", "timeZone", ""],
])("%s", (_, change, file, field, found) => {
  expect(faultsOf(change)).toContainEqual(expect.objectContaining({ file, field, found }));
});

test("every fault is listed at once, with its line", () => {
  const faults = faultsOf((good) => ({
    ...unitRow("x-1,pe-nowhere,station,X,,999999,,2000-01-01,,")(good),
    manifest: {},
  }));
  const lines = text("units.csv").split("\n").length;
  expect(faults.filter(({ file, row }) => file === "units.csv" && row === lines)).toHaveLength(2);
  expect(faults.some(({ file }) => file === "manifest.json")).toBe(true);
});
