// What raises a wall and whom it hides the case from: cases somebody can read, and what holds for all of them.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Unit } from "#src/schema/unit.ts";
import { type NamedOfficer, WALL_CAUSES } from "#src/schema/wall.ts";
import { prepareUnits } from "../alerts/route-alerts.ts";
import { countsFrom, raiseWall, type WallQuestion } from "./raise-wall.ts";

const unit = (id: string, parent: string | null, kind: Unit["kind"], competence: string[] = []): Unit => ({
  id,
  parent,
  kind,
  name: id,
  entity: null,
  place: null,
  competence,
  validFrom: "2000-01-01",
  validTo: null,
});
const UNITS = [
  unit("top", null, "national"),
  unit("affairs", "top", "internal-affairs"),
  unit("detectives", "top", "direction"),
  unit("national", "detectives", "specialised-national"),
  unit("north", "top", "region"),
  unit("north-unit", "north", "specialised-regional", ["17"]),
  unit("north-station", "north", "station"),
  unit("south", "top", "region"),
  unit("south-unit", "south", "specialised-regional", ["08"]),
  unit("south-station", "south", "station"),
];
const directory = prepareUnits(UNITS, "2026-11-30");
const rules = {
  officialRoles: ["complicit-official"],
  alert: { code: "official", label: { es: "x", en: "x" }, urgency: "immediate" as const },
  prosecutorUnits: ["top"],
};
const NOTHING: WallQuestion = {
  suspects: [{ isPublicOfficial: "no" }, {}],
  words: [],
  declared: [],
  named: [],
  unitId: "north-station",
  factsPlace: "170101",
  day: "2026-11-30",
};
const raise = (change: Partial<WallQuestion>) => raiseWall({ ...NOTHING, ...change }, rules, directory);
const NORTH = ["north", "north-station", "north-unit"];
const officer = (...postings: NamedOfficer["postings"]): NamedOfficer => ({ officerId: "officer", postings });
const at = (unitId: string, role = "registrar") => ({ unitId, role });

test("a case in which nobody speaks of an officer has no wall", () => {
  expect(raise({})).toBeNull();
  expect(
    raise({ suspects: [{ isPublicOfficial: "unknown" }, { isPublicOfficial: "not-asked" }] }),
  ).toBeNull();
});

test.each([
  ["official-suspect", { suspects: [{ isPublicOfficial: "yes" as const }] }],
  ["official-suspect", { suspects: [{ officialBody: "police" }] }],
  ["official-suspect", { suspects: [{ roles: ["recruiter", "complicit-official"] }] }],
  ["narrative", { words: ["official-paid"] }],
  ["declared", { declared: ["declared" as const] }],
  ["relative", { declared: ["relative" as const] }],
  ["ticked", { declared: ["ticked" as const] }],
])("%s raises one, and hides it from the whole region of somebody nobody can name", (cause, change) => {
  expect(raise(change)).toMatchObject({
    side: "owners",
    causes: [cause],
    hiddenUnits: NORTH,
    namedOfficers: [],
  });
});

test("a number that is a staff member's hides it from the units of the postings and those above, but not the region", () => {
  expect(raise({ named: [officer(at("south-station"), at("north-station"))] })).toEqual({
    side: "owners",
    causes: ["staff-number"],
    words: [],
    namedOfficers: ["officer"],
    hiddenUnits: ["north", "north-station", "south", "south-station"],
  });
});

test("a number of which nobody can say whose it is hides it as an official whom nobody named", () => {
  expect(raise({ unchecked: true })).toEqual({
    side: "owners",
    causes: ["unchecked-number"],
    words: [],
    namedOfficers: [],
    hiddenUnits: NORTH,
  });
  expect(raise({ unchecked: false })).toBeNull();
});

test("a number that only stands in a later text hides it from the units, and takes it from nobody who deals with it", () => {
  const said = { named: [officer(at("national", "specialised-unit"))] };
  expect(raise(said)).toMatchObject({ side: "prosecutor", namedOfficers: ["officer"] });
  const wall = raise({ ...said, inPassing: ["officer"] });
  expect(wall).toMatchObject({ side: "owners", namedOfficers: [], causes: ["staff-number"] });
  expect(wall?.hiddenUnits).toEqual(["detectives", "national"]);
});

test.each([
  ["of a unit of internal affairs", at("affairs")],
  ["of internal affairs elsewhere", at("top", "internal-affairs")],
])("an officer %s is meant wherever the number stands: hidden from and not given to prosecutors, the wall would stay for ever", (_, posting) => {
  const wall = raise({ named: [officer(posting)], inPassing: ["officer"] });
  expect(wall).toMatchObject({ side: "prosecutor", namedOfficers: ["officer"] });
});

test("the region of the station and that of the facts are hidden from when they differ", () => {
  const wall = raise({ words: ["official-is"], factsPlace: "080101" });
  expect(wall?.hiddenUnits).toEqual([...NORTH, "south", "south-station", "south-unit"]);
});

test("one official who is known does not explain another who is not", () => {
  const wall = raise({
    suspects: [{ isPublicOfficial: "yes" }, { isPublicOfficial: "yes" }],
    named: [officer(at("south-station"))],
  });
  expect(wall?.hiddenUnits).toEqual([...NORTH, "south", "south-station"]);
});

test("a relative serves at the station or commands it, whoever else is named", () => {
  const wall = raise({ declared: ["relative"], named: [officer(at("south-station"))] });
  expect(wall).toMatchObject({ causes: ["staff-number", "relative"], namedOfficers: ["officer"] });
  expect(wall?.hiddenUnits).toEqual([...NORTH, "south", "south-station"]);
});

test("somebody whose postings are long past may serve anywhere near", () => {
  expect(raise({ named: [officer()] })).toMatchObject({ namedOfficers: ["officer"], hiddenUnits: NORTH });
});

test("where no region is known only the national side is left", () => {
  const wall = raise({ words: ["official-is"], unitId: "national", factsPlace: null });
  expect(wall?.hiddenUnits).toEqual([...NORTH, "south", "south-station", "south-unit"]);
});

test.each([
  at("top", "internal-affairs"),
  at("top", "administrator"),
  at("top", "specialised-unit"),
  at("national", "investigator"),
  at("north-unit", "chief"),
  at("affairs", "registrar"),
])("one of the side that would deal with it gives it to the prosecutor: %o", (posting) => {
  expect(raise({ named: [officer(posting)] })?.side).toBe("prosecutor");
});

test("postings count for 24 months back from the day", () => {
  expect(countsFrom("2026-11-30")).toBe("2024-11-30");
  expect(countsFrom("2026-01-15")).toBe("2024-01-15");
  expect(countsFrom("2026-02-28")).toBe("2024-02-28");
  expect(countsFrom("2024-02-29")).toBe("2022-02-28");
});

const anyQuestion: fc.Arbitrary<WallQuestion> = fc.record({
  suspects: fc.array(fc.record({ isPublicOfficial: fc.constantFrom("yes", "no", "unknown", "not-asked") }), {
    maxLength: 3,
  }),
  words: fc.subarray(["official-is", "official-paid"]),
  declared: fc.subarray(["ticked", "declared", "relative"]),
  named: fc.array(
    fc.record({
      officerId: fc.constantFrom("a", "b", "c"),
      postings: fc.array(
        fc.record({
          unitId: fc.constantFrom(...UNITS.map(({ id }) => id)),
          role: fc.constantFrom("registrar", "chief", "internal-affairs", "administrator"),
        }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 3 },
  ),
  unitId: fc.constantFrom(...UNITS.map(({ id }) => id)),
  factsPlace: fc.constantFrom("170101", "080101", "150101", null),
  day: fc.constant("2026-11-30"),
});

test("a wall always has a cause, hides the case from somebody, and names whoever is named", () => {
  fc.assert(
    fc.property(anyQuestion, (question) => {
      const wall = raiseWall(question, rules, directory);
      const said =
        question.words.length + question.declared.length + question.named.length > 0 ||
        question.suspects.some(({ isPublicOfficial }) => isPublicOfficial === "yes");
      expect(wall !== null).toBe(said);
      if (wall === null) return;
      expect(wall.causes.length).toBeGreaterThan(0);
      expect(wall.causes.every((cause) => WALL_CAUSES.includes(cause))).toBe(true);
      expect(wall.hiddenUnits.length + wall.namedOfficers.length).toBeGreaterThan(0);
      for (const { officerId, postings } of question.named) {
        expect(wall.namedOfficers).toContain(officerId);
        for (const { unitId } of postings) expect(wall.hiddenUnits).toContain(unitId);
      }
    }),
  );
});

test("more that is said never hides a case from fewer, nor gives it back to the police", () => {
  fc.assert(
    fc.property(anyQuestion, anyQuestion, (one, more) => {
      const before = raiseWall(one, rules, directory);
      const after = raiseWall(
        {
          ...one,
          suspects: [...one.suspects, ...more.suspects],
          words: [...one.words, ...more.words],
          named: [...one.named, ...more.named],
        },
        rules,
        directory,
      );
      if (before === null) return;
      // Naming somebody may say where the unnamed one of before serves: what is hidden from then is their units.
      if (more.named.length === 0)
        expect(after?.hiddenUnits).toEqual(expect.arrayContaining(before.hiddenUnits));
      expect(after?.namedOfficers).toEqual(expect.arrayContaining(before.namedOfficers));
      if (before.side === "prosecutor") expect(after?.side).toBe("prosecutor");
    }),
  );
});
