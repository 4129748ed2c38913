// The pack of Peru holds what the register needs: codes, places, units.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { loadPack } from "#src/actions/load-pack.ts";
import { competentUnit, prepareUnits } from "#src/domain/alerts/route-alerts.ts";
import { applyChanges } from "#src/domain/pack/apply-changes.ts";
import type { AuditReviewRules } from "#src/schema/audit-review.ts";
import { ACTS, HARMS, MEANS, ORGANISATIONS, PARTICIPATION, PURPOSES } from "#src/schema/facts.ts";
import type { Pack } from "#src/schema/pack.ts";

const PE = new URL("../packs/pe/", import.meta.url);
const json = (name: string) => JSON.parse(readFileSync(new URL(name, PE), "utf8"));

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
    const directory = prepareUnits(pack.units, "2026-01-01");
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
    const directory = prepareUnits(pack.units, "2026-01-01");
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

test("limits of the review that were changed before there was a rule stand, and that rule is the pack's", () => {
  const { manyOpenings, ...known } = pack.auditReview;
  const rules = { ...known, manySearches: { aDay: 45 } } as AuditReviewRules;
  const stored = {
    ...{ changeId: "1", seq: 1, madeAt: "2026-11-01T00:00:00Z", officerId: null, effectiveOn: "2026-11-02" },
    ...{ orderNumber: null, revoked: false, confirmed: true, confirmedAt: "2026-11-01" },
    change: { kind: "review-rules", rules } as const,
  };
  expect(applyChanges(pack, [stored], "2026-12-01").auditReview).toEqual({ ...rules, manyOpenings });
});
