// Holds stored entries against their own hashes, against the columns beside them, and each against the one before it.
import { entryHash, NotSealable } from "./canonical.ts";
import { bytesToHex, type Digest, sameBytes } from "./hash.ts";
import type { LedgerProblem } from "./problem.ts";

/** A sealed object as it is stored: an entry of a case, or an event of the audit trail (which has no case). */
export interface SealedRow {
  readonly entryId: string;
  readonly caseId?: string;
  readonly seq?: number;
  readonly caseNumber?: string;
  /** The hash recorded for it, 32 bytes. */
  readonly entryHash: Uint8Array;
  /** The whole object whose RFC 8785 form was hashed. */
  readonly body: unknown;
  /** Columns that repeat members of the body under the same names; each must say the same. */
  readonly columns?: Readonly<Record<string, unknown>>;
}

/** What is wrong with one row taken by itself. */
export function checkEntry(row: SealedRow, digest?: Digest): LedgerProblem[] {
  const named = nameOf(row);
  const problems: LedgerProblem[] = [];
  const hash = hashOf(row.body, digest);
  if (typeof hash === "string") problems.push({ kind: "entry-altered", ...named, detail: hash });
  else if (!sameBytes(hash, row.entryHash)) {
    const detail = `hashes to ${bytesToHex(hash)}, sealed as ${bytesToHex(row.entryHash)}`;
    problems.push({ kind: "entry-altered", ...named, detail });
  }
  for (const [column, value] of Object.entries(columnsOf(row))) {
    const sealed = memberOf(row.body, column);
    if (sealed === value) continue;
    const detail = `${column} is ${JSON.stringify(value)}, sealed as ${JSON.stringify(sealed) ?? "nothing"}`;
    problems.push({ kind: "entry-column-differs", ...named, detail });
  }
  return problems;
}

/**
 * Checks that the entries of each case follow each other. Give it every row ordered by case and sequence; it remembers
 * one row only. Rows without a case are passed over. Throws when the order is not kept, for then it could not tell.
 */
export function chainChecker(): (row: SealedRow) => LedgerProblem[] {
  let last: { caseId: string; seq: number; hash: string } | undefined;
  return (row) => {
    const { caseId, seq } = row;
    if (caseId === undefined || seq === undefined) return [];
    const before = last?.caseId === caseId ? last : undefined;
    if (last && (before ? seq <= before.seq : caseId < last.caseId)) {
      throw new Error("entries are verified in the order of their cases and sequence numbers");
    }
    last = { caseId, seq, hash: bytesToHex(row.entryHash) };
    return linkProblems(row, seq, before);
  };
}

/** The same for an entry read by itself, held against the hash of the entry that has the number before its own. */
export function checkLink(row: SealedRow, hashBefore: Uint8Array | null): LedgerProblem[] {
  const { seq } = row;
  if (seq === undefined) return [];
  return linkProblems(row, seq, hashBefore ? { seq: seq - 1, hash: bytesToHex(hashBefore) } : undefined);
}

function linkProblems(
  row: SealedRow,
  seq: number,
  before: { seq: number; hash: string } | undefined,
): LedgerProblem[] {
  const [wantedSeq, wantedHash] = before ? [before.seq + 1, before.hash] : [1, null];
  const previous = memberOf(row.body, "previousHash");
  if (seq === wantedSeq && previous === wantedHash) return [];
  const detail =
    seq === wantedSeq
      ? `follows ${JSON.stringify(previous) ?? "nothing"}, the entry before it is ${JSON.stringify(wantedHash)}`
      : `number ${seq} of its case where ${wantedSeq} was due`;
  return [{ kind: "entry-chain-broken", ...nameOf(row), detail }];
}

/** How a row is named in a problem. */
export function nameOf({ entryId, caseNumber }: SealedRow): { entryId: string; caseNumber?: string } {
  return { entryId, ...(caseNumber !== undefined && { caseNumber }) };
}

function columnsOf(row: SealedRow): Record<string, unknown> {
  const { entryId, caseId, seq, columns } = row;
  return caseId === undefined ? { ...columns } : { entryId, caseId, seq, ...columns };
}

function hashOf(body: unknown, digest?: Digest): Uint8Array | string {
  try {
    return entryHash(body, digest);
  } catch (error) {
    if (error instanceof NotSealable) return error.message;
    throw error;
  }
}

function memberOf(body: unknown, name: string): unknown {
  if (body === null || typeof body !== "object" || !Object.hasOwn(body, name)) return undefined;
  return (body as Record<string, unknown>)[name];
}
