// A case as the fold of its entries: what each kind does, in which order, and that folding in steps is folding at once.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Complaint } from "#src/schema/complaint.ts";
import type { SealedFinding, SealedSuggestion } from "#src/schema/entry.ts";
import { applyEntry, foldCase, valueAt } from "./case.ts";
import type { CaseState, FoldableEntry } from "./case-state.ts";
import { withSupplement } from "./join-complaint.ts";
import { isPersonal, newValueOf } from "./proposal.ts";

const person = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const finding = (verdict: SealedFinding["verdict"]): SealedFinding => ({
  classifier: "1",
  factsHash: "",
  verdict,
  palermo: verdict,
  lawVersion: "pe-2021",
  otherLawVersions: [],
  missing: [],
  alert: false,
  exploitation: [],
  victims: [],
  offences: [],
  aggravating: [],
  relatedOffences: [],
});
const COMPLAINT: Complaint = {
  reported: "trafficking",
  factsTo: "2021-10",
  place: { code: "170101" },
  channel: "police-station",
  complainant: { kind: "anonymous" },
  victims: [{ personId: person(1), sex: "female", ageAtFacts: 16 }],
  suspects: [],
  acts: ["recruitment"],
  means: ["unknown"],
  purposes: ["unspecified"],
};

let made = 0;
const entry = (
  kind: FoldableEntry["kind"],
  content: Record<string, unknown>,
  change: Partial<FoldableEntry> = {},
): FoldableEntry => {
  made += 1;
  return {
    kind,
    entryId: `entry-${made}`,
    caseId: "case",
    caseNumber: "00000-00000-0",
    seq: made,
    officerId: "officer",
    postingId: "posting",
    unitId: "unit",
    receivedAt: "2021-11-01T00:00:00.000Z",
    content,
    finding: finding("incomplete"),
    suggested: null,
    ...change,
  };
};
const first = (change: Partial<FoldableEntry> = {}) =>
  entry("complaint", COMPLAINT as unknown as Record<string, unknown>, change);
const fold = (...entries: FoldableEntry[]): CaseState => {
  const state = foldCase(entries);
  if (state === undefined) throw new Error("nothing was folded");
  return state;
};
const amendment = (pointer: string, oldValue: unknown, newValue: unknown, officerId = "officer") =>
  entry("amendment", { pointer, reason: "typing-error", oldValue, newValue, personal: {} }, { officerId });
const decision = (proposal: string, approved: boolean) =>
  entry("amendment-decision", { proposal, approved }, { officerId: "another" });

describe("a complaint", () => {
  test("opens the case with what it says", () => {
    expect(fold(first())).toMatchObject({
      caseId: "case",
      entries: 1,
      complaint: COMPLAINT,
      pending: [],
      decided: [],
      suggested: null,
    });
  });

  test("comes first, and once", () => {
    expect(() => applyEntry(undefined, entry("supplement", {}))).toThrow("begins with a complaint");
    expect(() => fold(first(), first())).toThrow("one complaint");
    expect(foldCase([])).toBeUndefined();
  });
});

describe("a supplement", () => {
  test("joins codes without repeating them, and what was not known gives way", () => {
    const { complaint } = fold(
      first(),
      entry("supplement", {
        acts: ["recruitment", "transport"],
        means: ["deception"],
        purposes: ["begging"],
      }),
    );
    expect(complaint.acts).toEqual(["recruitment", "transport"]);
    expect(complaint.means).toEqual(["deception"]);
    expect(complaint.purposes).toEqual(["begging"]);
  });

  test("leaves what it does not mention", () => {
    expect(fold(first(), entry("supplement", { kind: "other" })).complaint).toEqual(COMPLAINT);
  });

  test("appends legs, vehicles and numbers, and adds new people", () => {
    const { complaint } = fold(
      first(),
      entry("supplement", { route: [{ transport: "bus" }], victims: [{ personId: person(2) }] }),
      entry("supplement", { route: [{ transport: "river" }], suspects: [{ personId: person(3) }] }),
    );
    expect(complaint.route).toEqual([{ transport: "bus" }, { transport: "river" }]);
    expect(complaint.victims.map(({ personId }) => personId)).toEqual([person(1), person(2)]);
    expect(complaint.suspects.map(({ personId }) => personId)).toEqual([person(3)]);
  });

  test("completes a person known before, field by field and name by name", () => {
    const before = {
      ...COMPLAINT,
      victims: [{ personId: person(1), sex: "female", personal: { address: "here" } }],
    };
    const after = withSupplement(before, {
      victims: [{ personId: person(1), ageAtFacts: 15, personal: { phones: ["9"] } }],
    });
    expect(after.victims).toEqual([
      { personId: person(1), sex: "female", ageAtFacts: 15, personal: { address: "here", phones: ["9"] } },
    ]);
    expect(before.victims[0]).not.toHaveProperty("ageAtFacts");
  });

  test("brings its finding, and keeps a suggestion it has none of its own instead of", () => {
    const suggested: SealedSuggestion = {
      acts: ["transfer"],
      means: [],
      purposes: [],
      minor: true,
      alerts: true,
    };
    const state = fold(first({ suggested }), entry("supplement", {}, { finding: finding("consistent") }));
    expect(state.finding.verdict).toBe("consistent");
    expect(state.suggested).toEqual(suggested);
    expect(state.entries).toBe(2);
  });
});

describe("an amendment", () => {
  test("changes nothing until another officer approves it", () => {
    const proposal = amendment("/factsTo", "2021-10", "2021-09");
    const waiting = fold(first(), proposal);
    expect(waiting.complaint).toEqual(COMPLAINT);
    expect(waiting.pending).toMatchObject([
      { proposalId: proposal.entryId, proposedBy: "officer", pointer: "/factsTo", newValue: "2021-09" },
    ]);
    const approved = applyEntry(waiting, decision(proposal.entryId, true));
    expect(approved.complaint).toEqual({ ...COMPLAINT, factsTo: "2021-09" });
    expect(approved).toMatchObject({ pending: [], decided: [proposal.entryId] });
  });

  test("that is refused is decided and changes nothing", () => {
    const proposal = amendment("/factsTo", "2021-10", "2021-09");
    const state = fold(first(), proposal, decision(proposal.entryId, false));
    expect(state).toMatchObject({ complaint: COMPLAINT, pending: [], decided: [proposal.entryId] });
  });

  test("that empties a field takes it away", () => {
    const proposal = amendment("/victims/0/ageAtFacts", 16, null);
    const { complaint } = fold(first(), proposal, decision(proposal.entryId, true));
    expect(complaint.victims).toEqual([{ personId: person(1), sex: "female" }]);
  });

  test("is decided once, and only if it waits", () => {
    const proposal = amendment("/factsTo", "2021-10", "2021-09");
    const decided = fold(first(), proposal, decision(proposal.entryId, false));
    expect(() => applyEntry(decided, decision(proposal.entryId, true))).toThrow("proposal that waits");
    expect(() => applyEntry(decided, decision("nothing", true))).toThrow("proposal that waits");
  });

  test("of a personal value takes the sealed value for who may see it, and leaves none for who may not", () => {
    const pointer = "/victims/0/personal/address";
    const proposal = (personal: Record<string, unknown>) =>
      entry("amendment", { pointer, reason: "misheard", newValue: "in the open", personal });
    const seeing = proposal({ newValue: "sealed" });
    const seen = fold(first(), seeing, decision(seeing.entryId, true));
    expect(valueAt(seen.complaint, pointer)).toBe("sealed");
    const blind = proposal({});
    const unseen = fold(first(), blind, decision(blind.entryId, true));
    expect(valueAt(unseen.complaint, pointer)).toBeUndefined();
    expect(newValueOf({ ...seen.pending, pointer } as never)).toBeUndefined();
  });

  test("of one field leaves another proposal waiting", () => {
    const [one, two] = [
      amendment("/factsTo", "2021-10", "2021-09"),
      amendment("/channel", "police-station", "x"),
    ];
    const state = fold(first(), one, two, decision(two.entryId, true));
    expect(state.pending.map(({ proposalId }) => proposalId)).toEqual([one.entryId]);
    expect(state.complaint).toMatchObject({ factsTo: "2021-10", channel: "x" });
  });
});

test.each([
  ["/victims/0/personal/name", true],
  ["/personal/narrative", true],
  ["/victims/0/personal", true],
  ["/victims/0/sex", false],
  ["/personally", false],
])("the pointer %s is personal: %s", (pointer, expected) => {
  expect(isPersonal(pointer)).toBe(expected);
});

test("folding in two steps is folding at once, and no entry is changed by it", () => {
  const step = fc.oneof(
    fc
      .record({
        acts: fc.subarray(["recruitment", "transport", "unknown"]),
        victims: fc.array(fc.record({ personId: fc.nat(4).map(person), ageAtFacts: fc.nat(90) }), {
          maxLength: 3,
        }),
      })
      .map((content) => ({ kind: "supplement" as const, content })),
    fc.constantFrom("/factsTo", "/channel").map((pointer) => ({ kind: "amendment" as const, pointer })),
    fc.boolean().map((approved) => ({ kind: "decision" as const, approved })),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.nat(), (steps, cut) => {
      const entries = [first()];
      const waiting: string[] = [];
      for (const made of steps) {
        if (made.kind === "supplement") entries.push(entry("supplement", made.content));
        else if (made.kind === "amendment") {
          const proposal = amendment(made.pointer, null, `value ${entries.length}`);
          waiting.push(proposal.entryId);
          entries.push(proposal);
        } else {
          const proposal = waiting.shift();
          if (proposal !== undefined) entries.push(decision(proposal, made.approved));
        }
      }
      const kept = structuredClone(entries);
      const at = cut % (entries.length + 1);
      const inSteps = foldCase(entries.slice(at), foldCase(entries.slice(0, at)));
      expect(inSteps).toEqual(foldCase(entries));
      expect(inSteps?.entries).toBe(entries.length);
      expect(entries).toEqual(kept);
    }),
  );
});
