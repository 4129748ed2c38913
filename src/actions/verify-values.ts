// Checks that every personal value still opens and is the one its entry committed to. Values themselves are not told.

import type { Runner } from "#src/database/ledger.ts";
import { listValuesOfEntries, type ValuesOfEntry } from "#src/database/personal-values.ts";
import { readPointer } from "#src/domain/case/pointer.ts";
import { opens } from "#src/domain/ledger/commitment.ts";
import { hexToBytes } from "#src/domain/ledger/hash.ts";
import { openValue } from "#src/vault/personal-values.ts";
import type { ValueKey } from "#src/vault/value-key.ts";

export interface ValueProblem {
  kind: "value-altered";
  entryId: string;
  caseNumber: string;
  /** The pointer of the value in the entry. */
  detail: string;
}

/** A value that is missing was erased: the entry still verifies without it. One that is there must be the right one. */
export async function checkPersonalValues(tx: Runner, key: ValueKey): Promise<ValueProblem[]> {
  const problems: ValueProblem[] = [];
  for await (const row of listValuesOfEntries(tx)) {
    if (!isWhole(row, key)) {
      problems.push({
        kind: "value-altered",
        entryId: row.entryId,
        caseNumber: row.caseNumber,
        detail: row.pointer,
      });
    }
  }
  return problems;
}

function isWhole({ entryId, pointer, sealed, content }: ValuesOfEntry, key: ValueKey): boolean {
  const commitment = readPointer(content, pointer);
  if (typeof commitment !== "string") return false;
  try {
    const { salt, value } = openValue(entryId, { pointer, sealed }, key);
    return opens(hexToBytes(commitment), salt, value);
  } catch {
    return false;
  }
}
