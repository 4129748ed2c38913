// What a proposal does that matters for its approval: each row of the table once for it and once against it.
import { expect, test } from "vitest";
import type { SealedFinding } from "#src/schema/entry.ts";
import { consequencesOf, lowersFinding } from "./consequence.ts";
import type { Proposal, ProposalContent } from "./proposal.ts";

const finding = (change: Partial<SealedFinding> = {}): SealedFinding => ({
  classifier: "1",
  factsHash: "",
  verdict: "consistent",
  palermo: "consistent",
  lawVersion: "pe-2021",
  otherLawVersions: [],
  missing: [],
  alert: true,
  exploitation: ["sexual"],
  victims: [],
  offences: ["trafficking"],
  aggravating: ["several-victims"],
  relatedOffences: [],
  ...change,
});
const SAME = { before: finding(), after: finding() };
const made = (content: ProposalContent): Proposal => ({
  ...content,
  proposalId: "p",
  proposedBy: "o",
  postingId: "q",
  unitId: "u",
  proposedAt: "",
});
const REFERENCE = { document: "x", number: "1", date: "2026-01-01", authority: "y" };
const PART = { victims: [], suspects: [], acts: [], means: [], purposes: [] };
const LINK = { caseId: "c", caseNumber: "n" };

test.each<[string, ProposalContent, string[]]>([
  ["a field", { kind: "amendment", pointer: "/factsTo", reason: "x" }, []],
  [
    "a suspect struck",
    { kind: "amendment", pointer: "/suspects/0", reason: "x", change: "strike" },
    ["removes-suspect"],
  ],
  ["a suspect put back", { kind: "amendment", pointer: "/suspects/0", reason: "x", change: "restore" }, []],
  ["a field of a suspect", { kind: "amendment", pointer: "/suspects/0/sex", reason: "x" }, []],
  ...[
    "",
    "/name",
    "/name/paternalSurname",
    "/documents",
    "/documents/0/number",
    "/aliases",
    "/phones",
  ].flatMap((member): [string, ProposalContent, string[]][] => {
    const amendment = { kind: "amendment" as const, pointer: `/suspects/12/personal${member}`, reason: "x" };
    return [
      [`a suspect's${member} that was there`, { ...amendment, replaces: true }, ["removes-suspect"]],
      [`a suspect's${member} of which nobody knows`, amendment, ["removes-suspect"]],
      [`a suspect's${member} where there was none`, { ...amendment, replaces: false }, []],
    ];
  }),
  [
    "a suspect's id",
    { kind: "amendment", pointer: "/suspects/0/personId", reason: "x", oldValue: "a", newValue: "b" },
    ["removes-suspect"],
  ],
  [
    "an answer about a suspect",
    { kind: "amendment", pointer: "/suspects/0/variables/personal/x", reason: "x", replaces: true },
    [],
  ],
  [
    "a victim's name",
    { kind: "amendment", pointer: "/victims/0/personal/name", reason: "x", replaces: true },
    [],
  ],
  [
    "a relationship struck",
    { kind: "amendment", pointer: "/suspects/0/relationships/0", reason: "x", change: "strike" },
    [],
  ],
  ["a victim struck", { kind: "amendment", pointer: "/victims/0", reason: "x", change: "strike" }, []],
  [
    "the complainant",
    { kind: "amendment", pointer: "/complainant/kind", reason: "x" },
    ["touches-complainant"],
  ],
  ["a closing", { kind: "closing", change: "close" }, ["closes-case"]],
  ["an opening again", { kind: "closing", change: "reopen" }, []],
  ["an annulment", { kind: "annulment", change: "annul", reference: REFERENCE }, ["annuls-case"]],
  ["a merge", { kind: "merge", part: "merged", other: LINK, pair: "x", reason: "y" }, ["joins-cases"]],
  ["a division", { kind: "division", into: LINK, goes: PART, stays: PART, reason: "y" }, ["divides-case"]],
  ["a split", { kind: "split", part: "survivor", other: LINK, pair: "x", reason: "y" }, ["joins-cases"]],
])("%s", (_, content, expected) => {
  expect(consequencesOf(made(content), SAME)).toEqual(["corrects", ...expected]);
  const lower = { before: finding(), after: finding({ verdict: "incomplete" }) };
  expect(consequencesOf(made(content), lower)).toEqual(["corrects", ...expected, "lowers-finding"]);
});

test.each<[string, Partial<SealedFinding>, boolean]>([
  ["the same", {}, false],
  ["a weaker verdict", { verdict: "age-decides" }, true],
  ["a weaker verdict under the protocol alone", { palermo: "not-consistent" }, true],
  ["an alert that would not go out", { alert: false }, true],
  ["an offence less", { offences: [] }, true],
  ["an aggravation less", { aggravating: [] }, true],
  ["an aggravation for another", { aggravating: ["disability"] }, true],
  [
    "more of everything",
    { offences: ["trafficking", "pimping"], aggravating: ["several-victims", "disability"] },
    false,
  ],
  ["another related offence", { relatedOffences: ["x"] }, false],
])("%s lowers the finding: %s", (_, change, expected) => {
  expect(lowersFinding({ before: finding(), after: finding(change) })).toBe(expected);
});

test("what was never consistent is lowered by nothing that leaves it so", () => {
  const weak = finding({
    verdict: "not-consistent",
    palermo: "not-consistent",
    alert: false,
    offences: [],
    aggravating: [],
  });
  expect(lowersFinding({ before: weak, after: weak })).toBe(false);
  expect(lowersFinding({ before: weak, after: finding() })).toBe(false);
});
