// The secret of receipts and staff marks: the one this database was used with, or none. Another in its place would know no
// officer and no receipt again, and say so to nobody.
import { createHmac, hkdfSync } from "node:crypto";
import type { ConnectionPool } from "#src/database/connect.ts";
import type { Runner } from "#src/database/ledger.ts";
import {
  findSecretCheck,
  insertReceiptOf,
  isReceiptSecretUsed,
  keepSecretCheck,
  listMarkedNumbers,
  listWithoutReceipt,
  noteSecretMissing,
} from "#src/database/secret-checks.ts";
import type { Receipts } from "#src/vault/receipts.ts";
import { sameSecret } from "#src/vault/same-secret.ts";
import { loadSecret, readSecretFile } from "#src/vault/secret-file.ts";
import { staffMarksOf } from "#src/vault/staff-marks.ts";

const SECRET = "receipts";
const BYTES = 32;

/**
 * Reads the secret from `file`. A database that has used none yet gets a new one; where one was used before, a file that
 * is gone or holds another is `undefined`, nothing is made in its place, and from when on is noted.
 */
export function loadOwnSecret(owner: ConnectionPool, file: string): Promise<Buffer | undefined> {
  return owner.query.transaction().execute(async (tx) => {
    const known = await findSecretCheck(tx, SECRET);
    const isNew = known === undefined && !(await isReceiptSecretUsed(tx));
    const found = readSecretFile(file) ?? (isNew ? loadSecret(file) : undefined);
    if (found?.length === BYTES && (await isOwn(tx, found, known?.selfCheck ?? null))) return found;
    await noteSecretMissing(tx, SECRET);
    return undefined;
  });
}

async function isOwn(tx: Runner, secret: Buffer, kept: Buffer | null): Promise<boolean> {
  // Before there were checks: the police numbers that are marked tell as well, where there are any.
  if (kept === null && !(await marksNumbers(tx, secret))) return false;
  const selfCheck = selfCheckOf(secret);
  return sameSecret(selfCheck, kept ?? (await keepSecretCheck(tx, SECRET, selfCheck)));
}

async function marksNumbers(tx: Runner, secret: Buffer): Promise<boolean> {
  const marked = await listMarkedNumbers(tx);
  const of = staffMarksOf(secret);
  return (
    marked.length === 0 ||
    marked.some(({ cip, marks }) => {
      const own = [of.of(cip), of.of(cip.replaceAll(/\D/g, ""))];
      return marks.some((mark) => own.some((mine) => sameSecret(mine, mark)));
    })
  );
}

/** What it makes of a fixed text: tells that it is the same, and nothing of what it is. */
function selfCheckOf(secret: Buffer): Buffer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "reta/self-check/v1", BYTES));
  return createHmac("sha256", key).update(SECRET).digest();
}

/** Whether the file still holds what was read from it: it can be lost under a server that runs. */
export function stillHolds(file: string, secret: Buffer | undefined): boolean {
  if (secret === undefined) return false;
  try {
    const there = readSecretFile(file);
    return there !== undefined && sameSecret(there, secret);
  } catch {
    return false;
  }
}

/** Makes the receipts of complaints that were registered while the secret was away. */
export async function makeMissingReceipts(owner: ConnectionPool, receipts: Receipts): Promise<void> {
  await owner.query.transaction().execute(async (tx) => {
    const known = await findSecretCheck(tx, SECRET);
    if (!known?.missingSince) return;
    for (const { entryId } of await listWithoutReceipt(tx, known.missingSince))
      await insertReceiptOf(tx, entryId, receipts.hash(receipts.make(entryId)));
  });
}
