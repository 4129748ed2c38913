// The vault checks that every personal value an entry committed to is there, opens, and is that one. No value is told.
import type { Runner } from "#src/database/ledger.ts";
import {
  findValuesOfEntries,
  listStrayValues,
  listValuesOfEntries,
  type ValuesOfEntry,
} from "#src/database/personal-values.ts";
import { opens } from "#src/domain/ledger/commitment.ts";
import { hexToBytes } from "#src/domain/ledger/hash.ts";
import { type OpenedValue, openerOf } from "#src/vault/open-values.ts";
import { commitmentsIn, type SealedValue } from "#src/vault/personal-values.ts";
import { TokenClosed } from "#src/vault/token.ts";
import type { Unwrapper } from "#src/vault/wrapped-key.ts";

export interface ValueProblem {
  kind: "value-altered" | "value-missing";
  entryId: string;
  caseNumber: string;
  /** The pointer of the value in the entry. */
  detail: string;
}

/** One problem for each value that is not as it was sealed, that is gone, or that no entry speaks of. */
export async function checkPersonalValues(tx: Runner, unwrapper: Unwrapper): Promise<ValueProblem[]> {
  const problems: ValueProblem[] = [];
  for await (const entry of listValuesOfEntries(tx)) {
    const { entryId, caseNumber } = entry;
    for (const [kind, detail] of problemsOf(entry, unwrapper))
      problems.push({ kind, entryId, caseNumber, detail });
  }
  for (const { entryId, detail } of await listStrayValues(tx))
    problems.push({ kind: "value-altered", entryId, caseNumber: "", detail });
  return problems;
}

/** The same for some entries; values that belong to no entry are not looked for. */
export async function checkValuesOf(
  tx: Runner,
  unwrapper: Unwrapper,
  entryIds: readonly string[],
): Promise<ValueProblem[]> {
  const entries = await findValuesOfEntries(tx, entryIds);
  return entries.flatMap((entry) =>
    problemsOf(entry, unwrapper).map(([kind, detail]) => ({
      ...{ kind, detail },
      entryId: entry.entryId,
      caseNumber: entry.caseNumber,
    })),
  );
}

function problemsOf(entry: ValuesOfEntry, unwrapper: Unwrapper): [ValueProblem["kind"], string][] {
  const keys = entry.keys.map(({ wrapped, ...key }) => ({ ...key, wrapped: Buffer.from(wrapped, "hex") }));
  const open = openerOf({ entryId: entry.entryId, keys }, unwrapper);
  const found = new Map(
    entry.values.map(({ sealed, ...value }) => [
      value.pointer,
      { ...value, sealed: Buffer.from(sealed, "hex") },
    ]),
  );
  // A part of another case repeats commitments whose values are sealed, and checked, where they were first said.
  const committed = isPart(entry.content) ? new Map<string, string>() : commitmentsIn(entry.content);
  const problems: [ValueProblem["kind"], string][] = [];
  for (const [pointer, commitment] of committed) {
    const value = found.get(pointer);
    if (value === undefined) problems.push(["value-missing", pointer]);
    else if (!isWhole(value, commitment, open)) problems.push(["value-altered", pointer]);
  }
  for (const pointer of found.keys()) if (!committed.has(pointer)) problems.push(["value-altered", pointer]);
  return problems;
}

const isPart = (content: unknown) => typeof content === "object" && content !== null && "begins" in content;

function isWhole(value: SealedValue, commitment: string, open: (value: SealedValue) => OpenedValue): boolean {
  try {
    const { salt, value: plain } = open(value);
    return opens(hexToBytes(commitment), salt, plain);
  } catch (error) {
    // Keys that are away say nothing of what they would open.
    if (error instanceof TokenClosed) throw error;
    return false;
  }
}
