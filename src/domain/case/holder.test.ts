// Whose a value is: each person's own key, the case's for what names several, and a child's wherever it may be one.
import { expect, test } from "vitest";
import { holderAt, holderIn } from "./holder.ts";

const CASE = "case";
const COMPLAINT = {
  complainant: { person: { personId: "c1" } },
  victims: [
    { personId: "v1", ageAtFacts: 15 },
    { personId: "v2", ageAtFacts: 30 },
    { personId: "v3" },
    { personId: "v4", ageMin: 17, ageMax: 19 },
  ],
  suspects: [{ personId: "s1" }],
};

test.each([
  ["/complainant/person/personal/name", "c1", "complainant"],
  ["/victims/0/personal/name", "v1", "minor-victim"],
  ["/victims/1/personal/name", "v2", "victim"],
  ["/victims/2/personal/name", "v3", "minor-victim"],
  ["/victims/3/personal/name", "v4", "minor-victim"],
  ["/suspects/0/personal/aliases", "s1", "suspect"],
  ["/vehicles/0/personal/plate", CASE, "suspect"],
  ["/route/0/personal/company", CASE, "suspect"],
  ["/personal/narrative", CASE, "facts"],
  ["/place/personal/name", CASE, "facts"],
  ["/victims/9/personal/name", CASE, "facts"],
])("%s is of %s, class %s", (pointer, id, keyClass) => {
  expect(holderAt(COMPLAINT, pointer, CASE)).toEqual({ id, keyClass });
});

test("a correction's values are those of the field it is about, its explanation is the case's", () => {
  const content = { pointer: "/victims/1/personal/address" };
  const holderOf = holderIn({ kind: "amendment", caseId: CASE, content }, COMPLAINT);
  expect(holderOf("/personal/newValue")).toEqual({ id: "v2", keyClass: "victim" });
  expect(holderOf("/personal/oldValue")).toEqual({ id: "v2", keyClass: "victim" });
  expect(holderOf("/personal/explanation")).toEqual({ id: CASE, keyClass: "facts" });
  const coded = holderIn({ kind: "amendment", caseId: CASE, content: { pointer: "/factsTo" } }, COMPLAINT);
  expect(coded("/personal/newValue")).toEqual({ id: CASE, keyClass: "facts" });
});

test("a person of a supplement holds a key of the same id as before", () => {
  const content = { victims: [{ personId: "v2", ageAtFacts: 30 }] };
  const holderOf = holderIn({ kind: "supplement", caseId: CASE, content }, COMPLAINT);
  expect(holderOf("/victims/0/personal/phones")).toEqual({ id: "v2", keyClass: "victim" });
});
