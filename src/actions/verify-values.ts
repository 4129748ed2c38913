// Checks that every personal value an entry committed to is there, opens, and is that one. Values are not told.
import type { Runner } from "#src/database/ledger.ts";
import { listValuesOfEntries, type ValuesOfEntry } from "#src/database/personal-values.ts";
import { opens } from "#src/domain/ledger/commitment.ts";
import { hexToBytes } from "#src/domain/ledger/hash.ts";
import { commitmentsIn, openValue } from "#src/vault/personal-values.ts";
import type { ValueKey } from "#src/vault/value-key.ts";

export interface ValueProblem {
  kind: "value-altered" | "value-missing";
  entryId: string;
  caseNumber: string;
  /** The pointer of the value in the entry. */
  detail: string;
}

/** One problem for each value that is not as it was sealed, that is gone, or that no entry speaks of. */
export async function checkPersonalValues(tx: Runner, key: ValueKey): Promise<ValueProblem[]> {
  const problems: ValueProblem[] = [];
  for await (const entry of listValuesOfEntries(tx)) {
    const { entryId, caseNumber } = entry;
    for (const [kind, detail] of problemsOf(entry, key)) problems.push({ kind, entryId, caseNumber, detail });
  }
  return problems;
}

function problemsOf(
  { entryId, content, values }: ValuesOfEntry,
  key: ValueKey,
): [ValueProblem["kind"], string][] {
  const found = new Map(values.map(({ pointer, sealed }) => [pointer, Buffer.from(sealed, "hex")]));
  const committed = commitmentsIn(content);
  const problems: [ValueProblem["kind"], string][] = [];
  for (const [pointer, commitment] of committed) {
    const sealed = found.get(pointer);
    if (sealed === undefined) problems.push(["value-missing", pointer]);
    else if (!isWhole(entryId, pointer, sealed, commitment, key)) problems.push(["value-altered", pointer]);
  }
  for (const pointer of found.keys()) if (!committed.has(pointer)) problems.push(["value-altered", pointer]);
  return problems;
}

function isWhole(
  entryId: string,
  pointer: string,
  sealed: Buffer,
  commitment: string,
  key: ValueKey,
): boolean {
  try {
    const { salt, value } = openValue(entryId, { pointer, sealed }, key);
    return opens(hexToBytes(commitment), salt, value);
  } catch {
    return false;
  }
}
