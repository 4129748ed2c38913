// What one administrator cannot do alone: have alerts reach nobody, or other words stand for what the law decides by.
import { describe, expect, test } from "vitest";
import type { Pack } from "#src/schema/pack.ts";
import type { PackChange, StoredChange } from "#src/schema/pack-change.ts";
import type { Unit, UnitKind } from "#src/schema/unit.ts";
import { changeFaults } from "./change-faults.ts";
import { takesTwo } from "./takes-two.ts";

const DAY = "2026-06-01";
const unit = (id: string, parent: string | null, kind: UnitKind = "station"): Unit => ({
  ...{ id, parent, kind, name: id, entity: null, place: null, validFrom: "2020-01-01", validTo: null },
  competence: kind === "specialised-regional" ? ["17"] : [],
});
const UNITS = [
  unit("top", null, "national"),
  unit("other-top", null, "national"),
  unit("detectives", "top", "direction"),
  unit("hears", "detectives", "specialised-national"),
  unit("region", "top", "region"),
  unit("regional", "region", "specialised-regional"),
  unit("station", "region"),
  unit("station-2", "region"),
  unit("affairs", "top", "internal-affairs"),
  unit("prosecutors", "other-top"),
  unit("archive", "other-top"),
];
const stored = (change: StoredChange["change"], effectiveOn: string, seq: number): StoredChange => ({
  ...{ changeId: String(seq), seq, madeAt: `${DAY}T00:00:00Z`, officerId: null, effectiveOn },
  ...{ orderNumber: null, change, revoked: false, confirmed: true, confirmedAt: null },
});
const label = { es: "a", en: "b" };
const variable = (code: string, personal: boolean) => ({
  ...{ code, label, type: "text" as const, subject: "case" as const, personal, validFrom: "2026-01-01" },
});
const pack = {
  manifest: { root: "top" },
  units: UNITS,
  places: [],
  catalogues: {},
  variables: [variable("sealed", true), variable("open", false)],
  alertRules: { wall: { prosecutorUnits: ["prosecutors"] } },
} as unknown as Pack;
const IMPORT = stored({ kind: "unit-import", units: UNITS }, "2020-01-01", 1);

const close = (unitId: string, successor: string | null = null): PackChange => ({
  ...{ kind: "unit-close", unitId, successor, postings: "move" },
});
const move = (unitId: string, parent: string): PackChange => ({ kind: "unit-move", unitId, parent });
const merge = (into: string, ...unitIds: string[]): PackChange => ({
  ...{ kind: "unit-merge", unitIds, into, postings: "move" },
});
const competence = (unitId: string): PackChange => ({ kind: "unit-competence", unitId, competence: [] });
const open = (kind: UnitKind, more: string[] = []): PackChange => ({
  kind: "unit-open",
  unit: { ...{ id: "new", parent: "top", kind, name: "n", entity: null, place: null }, competence: more },
});
const relabel = (catalogue: string): PackChange => ({ kind: "item-relabel", catalogue, code: "x", label });

describe("a change takes", () => {
  test.each<[1 | 2, string, PackChange]>([
    [2, "the national unit closed", close("hears")],
    [2, "the regional unit closed", close("regional")],
    [2, "internal affairs closed", close("affairs")],
    [2, "a unit of prosecutors closed", close("prosecutors")],
    [1, "a station closed", close("station", "station-2")],
    [2, "a station closed, its officers to internal affairs", close("station", "affairs")],
    [2, "the regional unit without places", competence("regional")],
    [1, "a station without places", competence("station")],
    [2, "the national unit moved", move("hears", "top")],
    [2, "what stands above the national unit moved", move("detectives", "region")],
    [2, "the region of the regional unit moved", move("region", "detectives")],
    [1, "a station moved", move("station", "detectives")],
    [2, "a station moved under another institution", move("station", "other-top")],
    [2, "a station closed, its cases to another institution", close("station", "archive")],
    [2, "a station merged into a unit of another institution", merge("archive", "station")],
    [1, "a unit of another institution moved within it", move("archive", "prosecutors")],
    [2, "the regional unit merged", merge("station", "regional")],
    [2, "a station merged into internal affairs", merge("affairs", "station")],
    [1, "stations merged", merge("station-2", "station")],
    [2, "another unit for a place", open("specialised-regional", ["1701"])],
    [2, "another unit of internal affairs", open("internal-affairs")],
    [1, "another station", open("station")],
    [1, "another name", { kind: "unit-rename", unitId: "hears", name: "x" }],
    [2, "other words for a means", relabel("means")],
    [2, "other words for what an officer did", relabel("officer-involvement")],
    [1, "other words for a network", relabel("platform")],
    [2, "other words for a sealed question", { kind: "variable-relabel", code: "sealed", label }],
    [1, "other words for an open question", { kind: "variable-relabel", code: "open", label }],
  ])("%i: %s", (people, _, change) => {
    expect(takesTwo({ pack, changes: [IMPORT], change, effectiveOn: DAY })).toBe(people === 2);
  });

  test("two for what a planned move will have brought below it by then", () => {
    const planned = stored(move("hears", "station"), "2026-08-01", 2);
    const asked = { pack, change: move("station", "top"), effectiveOn: "2026-07-01" };
    expect(takesTwo({ ...asked, changes: [IMPORT] })).toBe(false);
    expect(takesTwo({ ...asked, changes: [IMPORT, planned] })).toBe(true);
  });
});

describe("somebody always hears", () => {
  const codes = (change: PackChange, made: readonly StoredChange[] = [], effectiveOn = DAY) =>
    changeFaults({ pack, changes: [IMPORT, ...made], change, effectiveOn, today: DAY }).map(
      ({ code }) => code,
    );

  test.each<[string, PackChange]>([
    ["closed", close("hears")],
    ["moved under another top", move("hears", "other-top")],
    ["moved there with what stands above it", move("detectives", "other-top")],
    ["merged into a station", merge("station", "hears")],
  ])("though the one unit is %s", (_, change) => expect(codes(change)).toEqual(["unit-nobody-hears"]));

  test("on a later day as well, and it is said which", () => {
    const planned = stored(move("hears", "station"), "2026-08-01", 2);
    const change = move("station", "other-top");
    const asked = { pack, changes: [IMPORT, planned], change, effectiveOn: "2026-07-01", today: DAY };
    expect(changeFaults(asked)).toMatchObject([{ code: "unit-nobody-hears", expected: "2026-08-01" }]);
  });

  test("by another, if there is another", () => {
    const second = stored(open("specialised-national"), "2026-05-01", 2);
    expect(codes(close("hears"), [second])).toEqual([]);
    expect(codes(close("new"), [second, stored(close("hears"), DAY, 3)])).toEqual(["unit-nobody-hears"]);
  });

  test("of the institution that keeps the register then", () => {
    const second = stored(
      {
        kind: "unit-open",
        unit: {
          ...{ id: "p", parent: "other-top", kind: "specialised-national", name: "p", entity: null },
          ...{ place: null, competence: [] },
        },
      },
      "2026-05-01",
      2,
    );
    const keeper: PackChange = { kind: "institution", institution: label, root: "other-top" };
    expect(codes(close("hears"), [second])).toEqual(["unit-nobody-hears"]);
    expect(codes(close("hears"), [second, stored(keeper, DAY, 3)])).toEqual([]);
    const ends = stored(close("p"), "2026-09-01", 3);
    expect(codes(keeper, [second, ends], "2026-07-01")).toEqual(["institution-without-national"]);
  });
});
