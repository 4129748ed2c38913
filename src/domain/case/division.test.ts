// A case that is two: whatever is divided, nothing is lost, nobody is counted twice, and pointers mean what they meant.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Complaint } from "#src/schema/complaint.ts";
import { type CaseState, inForce } from "./case-state.ts";
import { divisionFaults, isMoved, partThatGoes, withDivision } from "./division.ts";

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const COMPLAINT: Complaint = {
  reported: "trafficking",
  factsTo: "2021-10-03",
  place: { code: "170101", personal: { name: "sealed" } },
  channel: "police-station",
  complainant: { kind: "named", relationToVictim: "parent" },
  victims: [1, 2, 3].map((n) => ({ personId: id(n), personal: { name: `sealed-${n}` as never } })),
  suspects: [4, 5].map((n) => ({
    personId: id(n),
    relationships: [1, 2].map((victim) => ({ victim: id(victim), kind: "employer" })),
  })),
  acts: ["recruitment", "transport"],
  means: ["deception"],
  purposes: ["forced-labour"],
  route: [{ on: "2021" }],
  personal: { narrative: "sealed" },
};
const STATE = { complaint: COMPLAINT, struck: [], moved: [], dividedInto: [] } as unknown as CaseState;
const into = { caseId: id(9), caseNumber: "n" };
const side = fc.constantFrom("goes", "stays", "both");
const of = (keys: readonly string[], sides: readonly string[], want: string) =>
  keys.filter((_, i) => sides[i] === want || sides[i] === "both");

test("every division that is accepted keeps all there was, each victim once", () => {
  fc.assert(
    fc.property(
      fc.tuple(fc.array(fc.constantFrom("goes", "stays"), { minLength: 3, maxLength: 3 })),
      fc.array(side, { minLength: 2, maxLength: 2 }),
      fc.array(side, { minLength: 2, maxLength: 2 }),
      ([victims], suspects, acts) => {
        const part = (want: string) => ({
          victims: of([id(1), id(2), id(3)], victims, want),
          suspects: of([id(4), id(5)], suspects, want),
          acts: of(COMPLAINT.acts, acts, want),
          means: COMPLAINT.means,
          purposes: COMPLAINT.purposes,
        });
        const [goes, stays] = [part("goes"), part("stays")];
        const empty = [goes, stays].some((one) => one.victims.length + one.suspects.length === 0);
        expect(divisionFaults(STATE, { goes, stays }).map(({ code }) => code)).toEqual(
          empty ? ["empty"] : [],
        );
        const left = withDivision(STATE, { into, goes, stays, reason: "other" });
        const gone = partThatGoes(STATE, goes) as unknown as Complaint;
        const kept = inForce(left);
        const ids = (people: readonly { personId: string }[]) => people.map(({ personId }) => personId);
        expect([...ids(kept.victims), ...ids(gone.victims)].sort()).toEqual([id(1), id(2), id(3)]);
        expect(new Set([...ids(kept.suspects), ...ids(gone.suspects)])).toEqual(new Set([id(4), id(5)]));
        expect(new Set([...kept.acts, ...gone.acts])).toEqual(new Set(COMPLAINT.acts));
        // What a suspect is to a victim who is not of this case says nothing about it.
        for (const one of [kept, gone])
          for (const { relationships } of one.suspects)
            for (const { victim } of relationships ?? []) expect(ids(one.victims)).toContain(victim);
        expect(ids(left.complaint.victims)).toEqual(ids(COMPLAINT.victims));
      },
    ),
  );
});

test("the part says again who it is about, and nothing that is nobody's, nor who complained", () => {
  const goes = { victims: [id(1)], suspects: [], acts: [], means: [], purposes: [] };
  const part = partThatGoes(STATE, goes);
  expect(part).toMatchObject({ complainant: { kind: "named" }, place: { code: "170101" } });
  expect(JSON.stringify(part)).toContain("sealed-1");
  expect(JSON.stringify(part)).not.toMatch(/"sealed"|sealed-2|parent|route/);
});

test("whatever is said about who went is about the other case", () => {
  const stays = { victims: [id(2), id(3)], suspects: [id(4), id(5)], acts: [], means: [], purposes: [] };
  const goes = { ...stays, victims: [id(1)] };
  const left = withDivision(STATE, { into, goes, stays, reason: "other" });
  expect(left.moved).toEqual(["/victims/0"]);
  expect(
    ["/victims/0", "/victims/0/sex", "/victims/01", "/victims/1"].map((at) => isMoved(left, at)),
  ).toEqual([true, true, false, false]);
});
