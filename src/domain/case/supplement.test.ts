// What a supplement may say of somebody the case already knows, as a table.
import { expect, test } from "vitest";
import type { Complaint } from "#src/schema/complaint.ts";
import { changesOfKnown } from "./supplement.ts";

const ID = "00000000-0000-4000-8000-000000000001";
const known = {
  victims: [
    {
      personId: ID,
      sex: "female",
      ageAtFacts: 16,
      education: "unknown",
      vulnerabilities: [],
      personal: { name: "ab12" },
    },
  ],
  suspects: [],
} as unknown as Pick<Complaint, "victims" | "suspects">;

test.each([
  ["another age", { ageAtFacts: 35 }, ["/victims/0/ageAtFacts"]],
  ["the same age again", { ageAtFacts: 16 }, []],
  ["an answer to what was unknown", { education: "primary-complete" }, []],
  ["an answer to what nobody asked", { situation: "rescued" }, []],
  ["codes where there were none", { vulnerabilities: ["poverty"] }, []],
  ["another name", { personal: { name: { givenNames: "Otra" } } }, ["/victims/0/personal/name"]],
  ["a phone nobody had given", { personal: { phones: ["900000000"] } }, []],
  ["leaving a definite answer unknown again", { sex: "unknown" }, ["/victims/0/sex"]],
])("%s", (_, change, pointers) => {
  const faults = changesOfKnown(known, { victims: [{ personId: ID, ...change } as never] });
  expect(faults.map(({ pointer }) => pointer)).toEqual(pointers);
});

test("a person the case did not know may be anything", () => {
  const other = { personId: "00000000-0000-4000-8000-000000000002", ageAtFacts: 35, personal: { name: "x" } };
  expect(changesOfKnown(known, { victims: [other as never] })).toEqual([]);
});
