// One step of what two persons do in the vault: who asks is looked up, the event is written with what it records.
import { insertAuditEvent, refusalOfTrail } from "#src/database/audit.ts";
import type { ConnectionPool } from "#src/database/connect.ts";
import { type Transaction, transact } from "#src/database/transact.ts";
import type { VaultSession } from "#src/database/vault.ts";
import type { VaultAnswer } from "#src/vault/vault-door.ts";
import { auditRow } from "../audit-event.ts";
import { type Asked, findAsker, type VaultRoom } from "./vault-room.ts";

/** Thrown inside a transaction: nothing of it stays, and the code is the answer. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export type Told = Record<string, string | number | boolean | readonly string[]>;

export interface Work {
  room: VaultRoom;
  tx: Transaction;
  asker: VaultSession;
  now: Date;
  /** The event of this step, in the transaction of what it records; of the case when it is about one. */
  tell(caseId: string | undefined, detail: Told): Promise<void>;
}

/** In one transaction with its event: what is refused leaves an event too, in one of its own. */
export async function step(
  room: VaultRoom,
  action: string,
  input: Asked & { caseId?: string; unlockId?: string; orderId?: string },
  work: (work: Work, pool: ConnectionPool) => Promise<unknown>,
): Promise<VaultAnswer> {
  const found = await findAsker(room, input);
  if (found === undefined) return { problem: "not-found" };
  const { asker, pool } = found;
  const { requestId, address, caseId, unlockId, orderId } = input;
  // In the room where people practise nothing is broken open, and no key is touched.
  if (asker.training) return { problem: "access.refused" };
  const now = room.clock();
  const call = { trace: { action }, actor: asker, requestId, address, now: now.toISOString() };
  const inVault = <T>(does: (tx: Transaction) => Promise<T>) =>
    transact(pool.pool, { zone: "reta_vault" }, does);
  const of = (id: string | undefined) => (id === undefined ? {} : { caseId: id });
  try {
    const value = await inVault((tx) => {
      const tell: Work["tell"] = (id, detail) =>
        insertAuditEvent(tx, auditRow(call, "done", { ...of(id), detail }));
      return work({ room, tx, asker, now, tell }, pool);
    });
    return { value };
  } catch (error) {
    if (refusalOfTrail(error) !== undefined) return { problem: "audit.unavailable" };
    if (!(error instanceof Refused)) throw error;
    const about = { ...(unlockId && { unlock: unlockId }), ...(orderId && { order: orderId }) };
    const row = auditRow(call, "refused", { ...of(caseId), detail: { problem: error.code, ...about } });
    try {
      await inVault((tx) => insertAuditEvent(tx, row));
    } catch (failure) {
      if (refusalOfTrail(failure) === undefined) throw failure;
      return { problem: "audit.unavailable" };
    }
    return { problem: error.code };
  }
}
