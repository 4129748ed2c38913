// What each kind of proposal asks the officer for, and what is sent of it.
import * as z from "zod/mini";
import { readCaseNumber } from "#src/domain/case/case-number.ts";
import { CaseLine } from "#src/schema/case.ts";
import { request } from "../../request.ts";

type CaseLink = { caseId: string; caseNumber: string };

export type ProposalAsked =
  | { kind: "strike" | "restore"; pointer: string }
  | { kind: "close" | "reopen" | "annul" | "reinstate" | "merge" }
  | { kind: "split"; other: CaseLink };

/** What was written, every field of every kind; empty: nothing. */
export interface Proposed {
  number: string;
  reason: string;
  outcome: string;
  document: string;
  paper: string;
  date: string;
  authority: string;
  why: string;
}

export const NOTHING: Proposed = {
  number: "",
  reason: "",
  outcome: "",
  document: "",
  paper: "",
  date: "",
  authority: "",
  why: "",
};

const PAPER = ["document", "paper", "date", "authority"] as const;

const ASKED: Readonly<Record<ProposalAsked["kind"], readonly (keyof Proposed)[]>> = {
  strike: ["reason", "why"],
  restore: ["reason", "why"],
  close: ["outcome", ...PAPER, "why"],
  reopen: [...PAPER, "why"],
  annul: [...PAPER, "why"],
  reinstate: [...PAPER, "why"],
  merge: ["number", "reason", "why"],
  split: ["reason", "why"],
};

/** The fields of this kind, in the order of the page. */
export const needs = ({ kind }: ProposalAsked): readonly (keyof Proposed)[] => ASKED[kind];

const isEmpty = (value: string) => value.trim() === "";

/** Fields that must still be filled. A paper is whole or not there; where one is needed it is whole. */
export function missingIn(asked: ProposalAsked, said: Proposed): (keyof Proposed)[] {
  const papers: readonly string[] = PAPER;
  const needed =
    asked.kind === "annul" || asked.kind === "reinstate" || PAPER.some((name) => !isEmpty(said[name]));
  return needs(asked).filter((name) => {
    if (name === "number") return readCaseNumber(said.number) === undefined;
    return isEmpty(said[name]) && (needed || !papers.includes(name));
  });
}

/** The case a typed number is of, among those in reach: the register searches, so that nothing else is learned. */
export async function findOther(number: string): Promise<CaseLink | undefined> {
  const shape = z.object({ cases: z.array(CaseLine) });
  const { cases } = await request("GET", `/api/cases?number=${encodeURIComponent(number.trim())}`, shape);
  return cases[0];
}

/** The last part of the address and the body beside the envelope. */
export function bodyOf(
  asked: ProposalAsked,
  said: Proposed,
  other: CaseLink | undefined,
  otherEntryId: string,
): { path: string; body: Record<string, unknown> } {
  const { reason, outcome, document, date, authority } = said;
  const personal = { explanation: said.why.trim() };
  const reference = isEmpty(document)
    ? {}
    : { reference: { document, number: said.paper.trim(), date, authority } };
  switch (asked.kind) {
    case "strike":
    case "restore":
      return {
        path: "amendments",
        body: { amendment: { pointer: asked.pointer, change: asked.kind, reason, personal } },
      };
    case "close":
      return { path: "closings", body: { closing: { change: "close", outcome, ...reference, personal } } };
    case "reopen":
      return { path: "closings", body: { closing: { change: "reopen", ...reference, personal } } };
    case "annul":
    case "reinstate":
      return { path: "annulments", body: { annulment: { change: asked.kind, ...reference, personal } } };
    case "merge":
    case "split": {
      const joined = asked.kind === "split" ? asked.other : other;
      const merge = { change: asked.kind, other: joined?.caseId, reason, personal };
      return { path: "merges", body: { otherEntryId, merge } };
    }
  }
}
