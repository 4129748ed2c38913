// What the vault reads for itself before it opens anything: the session, the case's entries, sealed values and keys.
import { sql } from "kysely";
import type { Role } from "#src/schema/case.ts";
import type { KeyClass } from "#src/schema/key-class.ts";
import type { SealedValueRow, WrappedKeyRow } from "./personal-values.ts";
import type { Transaction } from "./transact.ts";

/** Who asks, as session and posting say at this moment. */
export interface VaultSession {
  officerId: string;
  postingId: string;
  unitId: string;
  role: Role;
  /** What kind of unit the posting is in. */
  unitKind: string;
  /** Units of every posting held now or in the last 24 months, and of those stood in for now. */
  postedIn: string[];
  training: boolean;
  /** When this officer last proved to be there. */
  authenticatedAt: string;
  /** And with what, and how many passkeys they have. */
  provedBy: string;
  passkeys: number;
}

/** The live session of a token's hash; `undefined` when it, its posting or its officer is no longer valid. */
export async function findVaultSession(tx: Transaction, hash: Buffer): Promise<VaultSession | undefined> {
  const { rows } = await sql<VaultSession>`
    select o.officer_id as "officerId", p.posting_id as "postingId", p.unit_id as "unitId", p.role, s.training,
      (select u.kind from reta.units u where u.unit_id = p.unit_id) as "unitKind",
      array(select e.unit_id from reta.postings e where e.officer_id = o.officer_id and e.valid_from <= clock_timestamp()
        and (e.valid_to is null or e.valid_to > case when e.delegated_from is null
          then clock_timestamp() - interval '24 months' else clock_timestamp() end)) as "postedIn",
      s.authenticated_at as "authenticatedAt", s.proved_by as "provedBy",
      (select count(*)::int from reta.passkeys k where k.officer_id = o.officer_id and k.removed_at is null) as passkeys
    from reta.sessions s join reta.officers o using (officer_id) join reta.postings p using (posting_id)
    where s.session_hash = ${hash} and s.ended_at is null and s.locked_at is null and s.expires_at > clock_timestamp()
      and s.last_used_at <= clock_timestamp() + interval '5 minutes'
      and o.suspended_at is null and p.officer_id = o.officer_id and p.delegated_from is null
      and p.valid_from <= clock_timestamp() and (p.valid_to is null or p.valid_to > clock_timestamp())`.execute(
    tx,
  );
  return rows[0];
}

/** An entry as it was sealed, with the hash recorded for it. */
export interface SealedBody {
  entryId: string;
  seq: number;
  hash: Buffer;
  previousHash: Buffer | null;
  body: unknown;
}

/** The entries of a case in their order. */
export async function listSealedBodies(tx: Transaction, caseId: string): Promise<SealedBody[]> {
  const { rows } = await sql<SealedBody>`
    select entry_id as "entryId", seq, entry_hash as hash, previous_hash as "previousHash", body
    from entries where case_id = ${caseId} order by seq`.execute(tx);
  return rows;
}

/** Sealed values of these classes in a case, and the keys they need. */
export async function listSealed(
  tx: Transaction,
  caseId: string,
  classes: readonly KeyClass[],
): Promise<{ values: SealedValueRow[]; keys: WrappedKeyRow[] }> {
  const [values, keys] = await Promise.all([
    sql<SealedValueRow>`select v.entry_id as "entryId", v.pointer, v.holder, v.key_class as "keyClass", v.sealed
      from entries e join personal_values v using (entry_id)
      where e.case_id = ${caseId} and v.key_class = any(${classes}::text[])`.execute(tx),
    sql<WrappedKeyRow>`select k.entry_id as "entryId", k.holder, k.key_class as "keyClass", k.version, k.wrapped
      from entries e join wrapped_keys k using (entry_id)
      where e.case_id = ${caseId} and k.key_class = any(${classes}::text[])`.execute(tx),
  ]);
  return { values: values.rows, keys: keys.rows };
}
