// Passkeys: WebAuthn credentials of officers, several each, by the id the authenticator gave them.
import { sql } from "kysely";
import type { Transaction } from "./transact.ts";

/** What a signature is checked with. */
export interface PasskeyRow {
  passkeyId: string;
  officerId: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
}

export async function insertPasskey(
  tx: Transaction,
  row: PasskeyRow & { synced: boolean; name: string },
): Promise<void> {
  await sql`insert into passkeys (passkey_id, officer_id, public_key, counter, transports, synced, name)
    values (${row.passkeyId}, ${row.officerId}, ${row.publicKey}, ${row.counter}, ${row.transports}::text[],
      ${row.synced}, ${row.name})`.execute(tx);
}

/** The passkey to check a signature with; locked, so that two answers of one counter are checked one after the other. */
export async function findPasskey(tx: Transaction, passkeyId: string): Promise<PasskeyRow | undefined> {
  const { rows } = await sql<PasskeyRow>`select passkey_id as "passkeyId", officer_id as "officerId",
      public_key as "publicKey", counter, transports
    from passkeys where passkey_id = ${passkeyId} and removed_at is null for update`.execute(tx);
  return rows[0];
}

export async function passkeyUsed(tx: Transaction, passkeyId: string, counter: number): Promise<void> {
  await sql`update passkeys set counter = ${counter}, last_used_at = clock_timestamp()
    where passkey_id = ${passkeyId}`.execute(tx);
}

export interface PasskeyLine {
  passkeyId: string;
  name: string;
  synced: boolean;
  createdAt: string;
  lastUsedAt: string | null;
  transports: string[];
}

/** An officer's passkeys, oldest first. */
export async function listPasskeys(tx: Transaction, officerId: string): Promise<PasskeyLine[]> {
  const { rows } =
    await sql<PasskeyLine>`select passkey_id as "passkeyId", name, synced, created_at as "createdAt",
      last_used_at as "lastUsedAt", transports
    from passkeys where officer_id = ${officerId} and removed_at is null order by created_at, passkey_id`.execute(
      tx,
    );
  return rows;
}

/** Removes one passkey of an officer; false when there is no such one. */
export async function removePasskey(
  tx: Transaction,
  row: { officerId: string; passkeyId: string },
): Promise<boolean> {
  const removed = await sql`update passkeys set removed_at = clock_timestamp()
    where officer_id = ${row.officerId} and passkey_id = ${row.passkeyId} and removed_at is null`.execute(tx);
  return removed.numAffectedRows === 1n;
}
