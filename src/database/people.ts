// Who is who: units, officers, postings, sessions, attempts to sign in.
import { sql } from "kysely";
import type { Role } from "#src/schema/case.ts";
import type { Unit } from "#src/schema/unit.ts";
import type { Runner } from "./ledger.ts";
import type { Transaction } from "./transact.ts";

/** An officer signed in under one posting, as every request needs it. */
export interface SessionRow {
  officerId: string;
  login: string;
  name: string;
  rank: string | null;
  postingId: string;
  unitId: string;
  unitName: string;
  unitPlace: string | null;
  role: Role;
  training: boolean;
  expiresAt: string;
  mustChange: boolean;
  draftKey: Buffer;
}

const SESSION = sql`o.officer_id as "officerId", o.login, o.name, o.rank, p.posting_id as "postingId", u.unit_id as "unitId",
  u.name as "unitName", u.place_code as "unitPlace", p.role, c.must_change as "mustChange", c.draft_key as "draftKey"`;

/** The live session of a cookie; `undefined` when it, its posting or its officer is no longer valid. */
export async function findSession(tx: Transaction, hash: Buffer): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`select ${SESSION}, s.training, s.expires_at as "expiresAt"
    from sessions s join officers o using (officer_id) join postings p using (posting_id) join units u using (unit_id)
      join credentials c on c.officer_id = o.officer_id
    where s.session_hash = ${hash} and s.ended_at is null and s.expires_at > clock_timestamp() and o.suspended_at is null
      and p.valid_from <= clock_timestamp() and (p.valid_to is null or p.valid_to > clock_timestamp())`.execute(
    tx,
  );
  return rows[0];
}

/** What a sign-in is checked against: the officer with the newest posting valid now. */
export async function findCredentials(
  tx: Transaction,
  login: string,
): Promise<(Omit<SessionRow, "training" | "expiresAt"> & { passwordHash: string }) | undefined> {
  const { rows } = await sql<Omit<SessionRow, "training" | "expiresAt"> & { passwordHash: string }>`
    select ${SESSION}, c.password_hash as "passwordHash"
    from officers o join credentials c using (officer_id) join postings p using (officer_id) join units u using (unit_id)
    where o.login = ${login} and o.suspended_at is null
      and p.valid_from <= clock_timestamp() and (p.valid_to is null or p.valid_to > clock_timestamp())
    order by p.valid_from desc limit 1`.execute(tx);
  return rows[0];
}

export async function insertSession(
  tx: Transaction,
  row: { hash: Buffer; officerId: string; postingId: string; training: boolean; expiresAt: string },
): Promise<void> {
  await sql`insert into sessions (session_hash, officer_id, posting_id, training, expires_at)
    values (${row.hash}, ${row.officerId}, ${row.postingId}, ${row.training}, ${row.expiresAt})`.execute(tx);
}

export async function endSession(tx: Transaction, hash: Buffer): Promise<void> {
  await sql`update sessions set ended_at = clock_timestamp() where session_hash = ${hash} and ended_at is null`.execute(
    tx,
  );
}

/** Ends every session of an officer but one. */
export async function endSessionsOf(
  tx: Transaction,
  officerId: string,
  except: Buffer | null,
): Promise<void> {
  await sql`update sessions set ended_at = clock_timestamp()
    where officer_id = ${officerId} and ended_at is null and session_hash is distinct from ${except}`.execute(
    tx,
  );
}

/** Failures within the window that count against an attempt; a success clears those of its login and address. */
export interface Failures {
  /** Of this login from this address, of this login from anywhere, of any login from this address. */
  here: number;
  anywhere: number;
  address: number;
  /** This login has signed in from this address before. */
  known: boolean;
}

/** Counts them, one attempt of a login after the other, so that many at once are counted as well. */
export async function countFailures(
  tx: Transaction,
  row: { loginHash: Buffer; addressHash: Buffer; minutes: number },
): Promise<Failures> {
  await sql`select pg_advisory_xact_lock(hashtext(encode(${row.loginHash}::bytea, 'hex')))`.execute(tx);
  const { rows } = await sql<Failures>`
    with recent as (
      select login_hash = ${row.loginHash} as same_login, address_hash = ${row.addressHash} as same_address, succeeded, tried_at
      from sign_in_attempts
      where (login_hash = ${row.loginHash} or address_hash = ${row.addressHash})
        and tried_at > clock_timestamp() - make_interval(mins => ${row.minutes})),
    success as (select max(tried_at) as at from recent where succeeded and same_login and same_address)
    select count(*) filter (where same_login and same_address and tried_at > coalesce(success.at, '-infinity'))::int as here,
      count(*) filter (where same_login)::int as anywhere,
      count(*) filter (where same_address)::int as address,
      exists (select from sign_in_attempts
        where login_hash = ${row.loginHash} and address_hash = ${row.addressHash} and succeeded) as known
    from recent, success where not recent.succeeded`.execute(tx);
  return rows[0] ?? { here: 0, anywhere: 0, address: 0, known: false };
}

/** Records an attempt before its password is checked, as failed: one that is never finished counts. */
export async function insertAttempt(
  tx: Transaction,
  row: { loginHash: Buffer; addressHash: Buffer },
): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`insert into sign_in_attempts (login_hash, address_hash, succeeded)
    values (${row.loginHash}, ${row.addressHash}, false) returning attempt_id as id`.execute(tx);
  return rows[0]?.id ?? 0;
}

export async function attemptSucceeded(tx: Transaction, attemptId: number): Promise<void> {
  await sql`update sign_in_attempts set succeeded = true where attempt_id = ${attemptId}`.execute(tx);
}

export async function insertOfficer(
  tx: Transaction,
  row: { officerId: string; login: string; name: string; rank: string | null; cip: string | null },
): Promise<void> {
  await sql`insert into officers (officer_id, login, name, rank, cip)
    values (${row.officerId}, ${row.login}, ${row.name}, ${row.rank}, ${row.cip})`.execute(tx);
}

/** Stores or replaces the password of an officer; false when there is no such officer. */
export async function putCredentials(
  tx: Transaction,
  row: { officerId: string; passwordHash: string; mustChange: boolean; draftKey: Buffer },
): Promise<boolean> {
  const stored = await sql`insert into credentials (officer_id, password_hash, must_change, draft_key)
    select officer_id, ${row.passwordHash}, ${row.mustChange}::boolean, ${row.draftKey}::bytea
    from officers where officer_id = ${row.officerId}
    on conflict (officer_id) do update set password_hash = excluded.password_hash, must_change = excluded.must_change,
      draft_key = excluded.draft_key, changed_at = clock_timestamp()`.execute(tx);
  return stored.numAffectedRows === 1n;
}

export async function insertPosting(
  tx: Transaction,
  row: {
    postingId: string;
    officerId: string;
    unitId: string;
    role: Role;
    validFrom: string;
    validTo: string | null;
    orderNumber: string | null;
    createdBy: string | null;
  },
): Promise<void> {
  await sql`insert into postings (posting_id, officer_id, unit_id, role, valid_from, valid_to, order_number, created_by)
    values (${row.postingId}, ${row.officerId}, ${row.unitId}, ${row.role}, ${row.validFrom}, ${row.validTo},
      ${row.orderNumber}, ${row.createdBy})`.execute(tx);
}

/** Ends a posting and every session under it, at server time. False when it had ended before. */
export async function endPosting(tx: Transaction, postingId: string): Promise<boolean> {
  const ended =
    await sql`update postings set valid_to = greatest(clock_timestamp(), valid_from + interval '1 microsecond')
    where posting_id = ${postingId} and (valid_to is null or valid_to > clock_timestamp())`.execute(tx);
  await sql`update sessions set ended_at = clock_timestamp() where posting_id = ${postingId} and ended_at is null`.execute(
    tx,
  );
  return ended.numAffectedRows === 1n;
}

export interface OfficerRow {
  officerId: string;
  login: string;
  name: string;
  rank: string | null;
  cip: string | null;
  postings: {
    postingId: string;
    unitId: string;
    role: Role;
    validFrom: string;
    validTo: string | null;
    orderNumber: string | null;
  }[];
}

/** Officers by name with all their postings; a page of 100 after a login. */
export async function listOfficers(
  tx: Transaction,
  filter: { search?: string | undefined; after?: string | undefined },
): Promise<OfficerRow[]> {
  // What people type is no pattern.
  const pattern = `%${(filter.search ?? "").replaceAll(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<OfficerRow>`
    select o.officer_id as "officerId", o.login, o.name, o.rank, o.cip,
      coalesce((select jsonb_agg(jsonb_build_object('postingId', p.posting_id, 'unitId', p.unit_id, 'role', p.role,
        'validFrom', p.valid_from, 'validTo', p.valid_to, 'orderNumber', p.order_number) order by p.valid_from desc)
        from postings p where p.officer_id = o.officer_id), '[]') as postings
    from officers o
    where o.login > ${filter.after ?? ""}
      and (${filter.search ?? null}::text is null or o.login ilike ${pattern} or o.name ilike ${pattern})
    order by o.login limit 100`.execute(tx);
  return rows;
}

/** Stores the pack's units and makes the closure anew. Runs as the owner when the server starts. */
export async function storeUnits(tx: Transaction, units: readonly Unit[]): Promise<void> {
  const rows = JSON.stringify(units.map((unit, order) => ({ ...unit, order })));
  await sql`insert into units (unit_id, parent_id, kind, name, entity, place_code, competence, valid_from, valid_to)
    select id, parent, kind, name, entity, place, competence, "validFrom", "validTo"
    from jsonb_to_recordset(${rows}::jsonb) as u (id text, parent text, kind text, name text, entity text, place text,
      competence text[], "validFrom" date, "validTo" date, "order" int)
    on conflict (unit_id) do update set parent_id = excluded.parent_id, kind = excluded.kind, name = excluded.name,
      entity = excluded.entity, place_code = excluded.place_code, competence = excluded.competence,
      valid_from = excluded.valid_from, valid_to = excluded.valid_to`.execute(tx);
  await sql`delete from unit_closure`.execute(tx);
  await sql`insert into unit_closure (ancestor_id, descendant_id, depth, valid_from, valid_to)
    with recursive tree as (
      select unit_id as ancestor, unit_id as descendant, 0 as depth, valid_from, valid_to from units
      union all
      select tree.ancestor, u.unit_id, tree.depth + 1, greatest(tree.valid_from, u.valid_from), least(tree.valid_to, u.valid_to)
      from tree join units u on u.parent_id = tree.descendant)
    select ancestor, descendant, depth, valid_from, valid_to from tree`.execute(tx);
}

/** A unit with everything below it, itself included. */
export async function listUnitsBelow(tx: Transaction, unitId: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select descendant_id as id from unit_closure where ancestor_id = ${unitId}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** How many officers there are. */
export async function countOfficers(tx: Runner): Promise<number> {
  const { rows } = await sql<{ officers: number }>`select count(*)::int as officers from officers`.execute(
    tx,
  );
  return rows[0]?.officers ?? 0;
}
