// The pack of Peru holds what the register needs, and a pack that contradicts itself is refused with every fault named.
import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { loadPack } from "#src/actions/load-pack.ts";
import { competentUnit, prepareUnits } from "#src/domain/alerts/route-alerts.ts";
import { ACTS, HARMS, MEANS, ORGANISATIONS, PARTICIPATION, PURPOSES } from "#src/schema/facts.ts";
import type { Pack } from "#src/schema/pack.ts";
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
  lexicon: json("lexicon.json"),
  catalogues: readdirSync(new URL("catalogues/", PE)).map((name) => json(`catalogues/${name}`)),
});

let pack: Pack;
beforeAll(async () => {
  pack = await loadPack("pe");
});
const items = (id: string) => pack.catalogues[id]?.items ?? [];
const codes = (id: string) => items(id).map(({ code }) => code);

describe("catalogues", () => {
  test("the codes of the facts are exactly those the classifier takes", () => {
    expect(codes("act")).toEqual([...ACTS, "unspecified"]);
    expect(codes("participation")).toEqual([...PARTICIPATION]);
    expect(codes("means")).toEqual([...MEANS, "unspecified"]);
    expect(codes("purpose")).toEqual([...PURPOSES, "unspecified"]);
    expect(codes("organisation")).toEqual([...ORGANISATIONS]);
    expect(codes("case-harm")).toEqual([...HARMS]);
  });

  test("what an untrained officer could misread has help in both languages", () => {
    for (const id of ["act", "participation", "means", "purpose", "control", "recruitment", "vulnerability"])
      for (const item of items(id))
        if (item.exclusive !== true) expect(item.help?.es && item.help.en, `${id} ${item.code}`).toBeTruthy();
  });

  test("labels are told apart within a catalogue, in both languages", () => {
    for (const { id, items: listed } of Object.values(pack.catalogues))
      for (const language of ["es", "en"] as const)
        expect(new Set(listed.map(({ label }) => label[language])).size, `${id} ${language}`).toBe(
          listed.length,
        );
  });

  test("none excludes everything else wherever there is one", () => {
    for (const { id, items: listed } of Object.values(pack.catalogues))
      for (const item of listed) if (item.code === "none") expect(item.exclusive, id).toBe(true);
  });

  // Data dictionary 3.9 and 3.2 to 3.7: how many items each list has at least.
  test.each([
    ["act", 7],
    ["means", 11],
    ["purpose", 18],
    ["control", 18],
    ["recruitment", 19],
    ["relationship", 26],
    ["suspect-role", 16],
    ["transport", 17],
    ["border", 5],
    ["place-kind", 26],
    ["sector", 20],
    ["sex-form", 9],
    ["vulnerability", 24],
    ["channel", 18],
    ["document-type", 12],
    ["marital-status", 6],
    ["education", 11],
    ["disability", 8],
    ["legal-stage", 10],
    ["document-retained", 7],
    ["country", 249],
    ["rank", 17],
    ["related-offence", 21],
  ])("%s has its %i items", (id, least) => {
    expect(codes(id).length).toBeGreaterThanOrEqual(least);
  });

  test("kinship follows the law: to the 4th degree of blood and the 2nd of affinity, spouse and partner, no former ones", () => {
    const group = (code: string) => items("relationship").find((item) => item.code === code)?.group;
    for (const kin of ["parent", "step-parent", "sibling", "uncle-or-aunt", "cousin", "sibling-in-law"])
      expect(group(kin)).toBe("relative");
    expect(["spouse", "partner", "guardian", "caregiver"].map(group)).toEqual([
      "spouse",
      "partner",
      "guardian",
      "in-care",
    ]);
    for (const other of [
      "ex-spouse",
      "ex-partner",
      "sentimental-partner",
      "godparent",
      "distant-relative",
      "stranger",
    ])
      expect(group(other)).toBe("none");
  });
});

describe("places", () => {
  test("25 departments, 196 provinces, 1867 districts, each in the next wider", () => {
    const count = (length: number) => pack.places.filter(({ code }) => code.length === length).length;
    expect([count(2), count(4), count(6)]).toEqual([25, 196, 1867]);
  });

  test("codes are those of INEI, not of RENIEC", () => {
    const name = (code: string) => pack.places.find((place) => place.code === code)?.name;
    expect([name("07"), name("08"), name("15"), name("17"), name("25")]).toEqual([
      "Callao",
      "Cusco",
      "Lima",
      "Madre de Dios",
      "Ucayali",
    ]);
  });
});

describe("units", () => {
  test.each([
    "2004-06-01",
    "2007-01-17",
    "2008-03-01",
    "2011-12-31",
    "2026-11-21",
  ])("on %s every place has one regional unit and the country has one national unit", (day) => {
    const directory = prepareUnits(pack.units);
    const standing = directory.regional.filter(
      (unit) => unit.validFrom <= day && (unit.validTo ?? "9999") > day,
    );
    for (const { code } of pack.places) {
      const lengths = standing.flatMap(({ id, competence }) =>
        competence
          .filter((prefix) => code.startsWith(prefix))
          .map((prefix) => ({ id, length: prefix.length })),
      );
      const longest = Math.max(...lengths.map(({ length }) => length));
      const best = lengths.filter(({ length }) => length === longest);
      expect(best.length, code).toBe(1);
      expect(competentUnit(directory, code, day)?.id).toBe(best[0]?.id);
    }
    expect(
      directory.national.filter((unit) => unit.validFrom <= day && (unit.validTo ?? "9999") > day),
    ).toHaveLength(1);
  });

  test("the regional unit is that of the region's own entity", () => {
    const directory = prepareUnits(pack.units);
    const entity = (place: string) => competentUnit(directory, place, "2010-01-01")?.entity;
    expect(["200101", "140101", "220901", "150101", "021801", "170101", "010101"].map(entity)).toEqual([
      "dirtepol-i",
      "dirtepol-ii",
      "dirtepol-iv",
      "dirtepol-vii",
      "dirtepol-xiii",
      "dirtepol-x-madre-de-dios",
      "dirtepol-ii",
    ]);
    for (const station of pack.units.filter(({ kind }) => kind === "station"))
      expect(entity(station.place ?? ""), station.id).toBe(station.entity);
  });

  test("every entity of the published figures has units: regions with three to six stations", () => {
    const figures: { cases: { entity: string }[] } = json("demo/figures.json");
    expect(figures.cases).toHaveLength(26);
    for (const { entity } of figures.cases) {
      const own = pack.units.filter((unit) => unit.entity === entity);
      expect(own.length, entity).toBeGreaterThan(0);
      if (!entity.startsWith("dirtepol")) continue;
      expect(own.filter(({ kind }) => kind === "region")).toHaveLength(1);
      expect(own.filter(({ kind }) => kind === "specialised-regional")).toHaveLength(1);
      const stations = own.filter(({ kind, validTo }) => kind === "station" && validTo === null).length;
      expect(stations, entity).toBeGreaterThanOrEqual(3);
      expect(stations, entity).toBeLessThanOrEqual(6);
    }
  });

  test("the specialised unit of the capital follows its predecessor on 1 March 2008", () => {
    const unit = (id: string) => pack.units.find((candidate) => candidate.id === id);
    expect(unit("pe-depintrap")?.validTo).toBe("2008-03-01");
    expect(unit("pe-divintrap")?.validFrom).toBe("2008-03-01");
  });
});

describe("a pack that contradicts itself", () => {
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
      unitRow("x-1,pe-nowhere,station,X,,170101,,2000-01-01,"),
      "units.csv",
      "parent",
      "pe-nowhere",
    ],
    [
      "a unit twice",
      unitRow("pe-hotline,pe-pnp,hotline,X,,150101,,2004-01-01,"),
      "units.csv",
      "id",
      "pe-hotline",
    ],
    ["an unknown kind", unitRow("x-1,pe-pnp,tower,X,,170101,,2000-01-01,"), "units.csv", "kind", '"tower"'],
    [
      "a place that does not exist",
      unitRow("x-1,pe-pnp,station,X,,999999,,2000-01-01,"),
      "units.csv",
      "place",
      "999999",
    ],
    [
      "a day that does not exist",
      unitRow("x-1,pe-pnp,station,X,,170101,,2001-02-30,"),
      "units.csv",
      "validFrom",
      '"2001-02-30"',
    ],
    [
      "an end before the start",
      unitRow("x-1,pe-pnp,station,X,,170101,,2001-02-03,2001-02-03"),
      "units.csv",
      "valid_to",
      "2001-02-03",
    ],
    [
      "a unit longer than its parent",
      unitRow("x-1,pe-depintrap,station,X,,170101,,2005-01-01,"),
      "units.csv",
      "valid_to",
      "",
    ],
    [
      "a unit older than its parent",
      unitRow("x-1,pe-divintrap,station,X,,170101,,2005-01-01,"),
      "units.csv",
      "valid_from",
      "2005-01-01",
    ],
    ["a second top", unitRow("x-1,,national,X,,150101,,2000-01-01,"), "units.csv", "parent", ""],
    [
      "a tree that is too deep",
      unitRow(
        "x-1,pe-depintrap,station,X,,150101,,2005-01-01,2006-01-01\nx-2,x-1,station,X,,150101,,2005-01-01,2006-01-01",
      ),
      "units.csv",
      "parent",
      "level 6",
    ],
    [
      "a cycle",
      unitRow("x-1,x-2,station,X,,150101,,2005-01-01,\nx-2,x-1,station,X,,150101,,2005-01-01,"),
      "units.csv",
      "parent",
      "x-2",
    ],
    [
      "two regional units for one prefix",
      unitRow("x-1,pe-pnp,specialised-regional,X,,170101,17,2010-01-01,"),
      "units.csv",
      "competence",
      "17",
    ],
    [
      "a row with too many cells",
      unitRow("x-1,pe-pnp,station,X, Y,,170101,,2000-01-01,"),
      "units.csv",
      "row",
      "10 cells",
    ],
    ["a district without its province", placeRow("179901,X,,"), "places.csv", "code", "179901"],
    ["a place twice", placeRow("170101,X,,"), "places.csv", "code", "170101"],
    [
      "a wrong header",
      (good) => ({ ...good, placesCsv: "code;name\n" }),
      "places.csv",
      "header",
      "code;name",
    ],
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
    [
      "a manifest without a time zone",
      (good) => ({ ...good, manifest: {} }),
      "manifest.json",
      "timeZone",
      "",
    ],
  ])("%s", (_, change, file, field, found) => {
    expect(faultsOf(change)).toContainEqual(expect.objectContaining({ file, field, found }));
  });

  test("every fault is listed at once, with its line", () => {
    const faults = faultsOf((good) => ({
      ...unitRow("x-1,pe-nowhere,station,X,,999999,,2000-01-01,")(good),
      manifest: {},
    }));
    const lines = text("units.csv").split("\n").length;
    expect(faults.filter(({ file, row }) => file === "units.csv" && row === lines)).toHaveLength(2);
    expect(faults.some(({ file }) => file === "manifest.json")).toBe(true);
  });
});
