// Sessions: found by the hash of their cookie, begun, refreshed, ended.
import { sql } from "kysely";
import type { Role } from "#src/schema/case.ts";
import type { DelegableRight, Delegation } from "#src/schema/delegation.ts";
import type { OwnPosting } from "#src/schema/own-posting.ts";
import type { Place } from "#src/schema/session.ts";
import { delegationsOf, GIVER_VALID } from "./delegations.ts";
import type { Transaction } from "./transact.ts";

/** How a session was opened. `code`: with an enrolment code, which opens nothing but setting up how to sign in. */
export type SignInMethod = "password" | "totp" | "passkey" | "code" | "single-sign-on";

/** An officer under one posting valid now. */
export interface PostedOfficer {
  officerId: string;
  login: string;
  name: string;
  rank: string | null;
  postingId: string;
  unitId: string;
  unitName: string;
  unitPlace: string | null;
  role: Role;
  draftKey: Buffer;
}

/** An officer signed in under one posting, as every request needs it. */
export interface SessionRow extends PostedOfficer {
  /** What the officer knows the session by; never what opens it. */
  sessionId: string;
  training: boolean;
  expiresAt: string;
  method: SignInMethod;
  /** When the officer last proved to be there, and with what. */
  authenticatedAt: string;
  provedBy: SignInMethod;
  /** How many the officer has. */
  passkeys: number;
  /** Network that proof was given from; null where none was told. */
  provedFrom: string | null;
  /** Browser and system in words, as it was opened or last proved from. */
  device: string | null;
  /** It opens nothing but proving again to be there. */
  locked: boolean;
  /** Seconds since the officer last asked for something. */
  unusedFor: number;
  /** When the posting ends; null where no end was written down. */
  postingEndsAt: string | null;
  /** The posting is a delegated one: whose it stands in for, what it carries, until when. Null for an own posting. */
  delegation: { giver: string; rights: DelegableRight[]; until: string } | null;
  /** What kind of unit the posting is in. */
  unitKind: string;
  /** Units of every posting held now, those stood in for among them; for who deals with walled cases only. */
  postedIn: string[];
  /** What the officer gave to others or holds of them now. */
  delegations: Delegation[];
  /** Two people gave the officer a new way in, and the officer has not yet been told who. */
  recovered: { at: string; askedBy: string; confirmedBy: string } | null;
}

const POSTED = sql`o.officer_id as "officerId", o.login, o.name, o.rank, p.posting_id as "postingId", u.unit_id as "unitId",
  u.name as "unitName", u.place_code as "unitPlace", p.role, c.draft_key as "draftKey"`;
const PASSKEYS = sql`(select count(*)::int from passkeys k where k.officer_id = o.officer_id and k.removed_at is null)`;
const VALID = sql`o.suspended_at is null
  and p.valid_from <= clock_timestamp() and (p.valid_to is null or p.valid_to > clock_timestamp())
  and ${GIVER_VALID}`;

/** Roles that may see something behind a wall: of them alone it is asked where else they serve. */
const WALL_ROLES: readonly Role[] = [
  "internal-affairs",
  "specialised-unit",
  "prosecutor",
  "auditor",
  "amender",
];

// A session used in the future: the clock was put back since, and its end would come that much later.
const LIVE = sql`s.ended_at is null and s.expires_at > clock_timestamp()
  and s.last_used_at <= clock_timestamp() + interval '5 minutes'`;

/** The live session of a cookie; `undefined` when it, its posting or its officer is no longer valid. */
export async function findSession(tx: Transaction, hash: Buffer): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`select ${POSTED}, s.session_id as "sessionId", s.training,
      s.expires_at as "expiresAt", p.valid_to as "postingEndsAt", s.method, s.authenticated_at as "authenticatedAt",
      s.proved_by as "provedBy", ${PASSKEYS} as passkeys, s.proved_from as "provedFrom", s.device,
      s.locked_at is not null as locked,
      extract(epoch from clock_timestamp() - s.last_used_at)::float8 as "unusedFor",
      (select jsonb_build_object('giver', g.name, 'rights', p.rights, 'until', p.valid_to)
        from postings b join officers g on g.officer_id = b.officer_id
        where b.posting_id = p.delegated_from) as delegation,
      ${delegationsOf(sql`o.officer_id`)} as delegations,
      u.kind as "unitKind",
      case when p.role = any(${WALL_ROLES}::text[]) then array(select e.unit_id from postings e
        where e.officer_id = o.officer_id and e.valid_from <= clock_timestamp()
          and (e.valid_to is null or e.valid_to > case when e.delegated_from is null
            then clock_timestamp() - interval '24 months' else clock_timestamp() end)) else '{}' end as "postedIn",
      (select jsonb_build_object('at', r.confirmed_at, 'askedBy', a.name, 'confirmedBy', b.name)
        from recoveries r join officers a on a.officer_id = r.asked_by join officers b on b.officer_id = r.confirmed_by
        where r.officer_id = o.officer_id and r.confirmed_at is not null and r.told_at is null
        order by r.confirmed_at desc limit 1) as recovered
    from sessions s join officers o using (officer_id) join postings p using (posting_id) join units u using (unit_id)
      join credentials c on c.officer_id = o.officer_id
    where s.session_hash = ${hash} and ${LIVE} and ${VALID}`.execute(tx);
  return rows[0];
}

/** The officer has asked for something under it; a minute's precision is enough, and spares the writes. */
export async function touchSession(tx: Transaction, hash: Buffer): Promise<void> {
  await sql`update sessions set last_used_at = clock_timestamp()
    where session_hash = ${hash} and ended_at is null
      and last_used_at < clock_timestamp() - interval '30 seconds'`.execute(tx);
}

/** Of these sessions, by the hashes of their cookies, those under which somebody may still work. */
export async function listLiveSessions(tx: Transaction, hashes: readonly Buffer[]): Promise<Buffer[]> {
  const { rows } = await sql<{ hash: Buffer }>`select s.session_hash as hash
    from sessions s join officers o using (officer_id) join postings p using (posting_id)
    where s.session_hash = any(${hashes}::bytea[]) and ${LIVE} and ${VALID}`.execute(tx);
  return rows.map(({ hash }) => hash);
}

export interface OpenSessionRow {
  sessionId: string;
  startedAt: string;
  lastUsedAt: string;
  device: string | null;
  method: SignInMethod;
  training: boolean;
}

/** An officer's open sessions, the one last used first. */
export async function listOpenSessions(tx: Transaction, officerId: string): Promise<OpenSessionRow[]> {
  const { rows } = await sql<OpenSessionRow>`select s.session_id as "sessionId", s.created_at as "startedAt",
      s.last_used_at as "lastUsedAt", s.device, s.method, s.training
    from sessions s join officers o using (officer_id) join postings p using (posting_id)
    where s.officer_id = ${officerId} and ${LIVE} and ${VALID}
    order by s.last_used_at desc, s.session_id`.execute(tx);
  return rows;
}

/** What a sign-in is checked against. */
export interface Credentials {
  passwordHash: string | null;
  totpSecret: Buffer | null;
  totpStep: number | null;
  /** How many passkeys and linked accounts of single sign-on there are. */
  stronger: number;
}

/** An officer by login or id under the newest posting valid now, with what a sign-in is checked against. */
export async function findPosted(
  tx: Transaction,
  by: { login: string } | { officerId: string },
): Promise<(PostedOfficer & Credentials) | undefined> {
  const who = "login" in by ? sql`o.login = ${by.login}` : sql`o.officer_id = ${by.officerId}`;
  const { rows } = await sql<PostedOfficer & Credentials>`
    select ${POSTED}, c.password_hash as "passwordHash", c.totp_secret as "totpSecret", c.totp_step as "totpStep",
      ${PASSKEYS}
      + (select count(*)::int from single_sign_on_links l where l.officer_id = o.officer_id and l.removed_at is null)
        as stronger
    from officers o join credentials c using (officer_id) join postings p using (officer_id) join units u using (unit_id)
    where ${who} and p.delegated_from is null and ${VALID} order by p.valid_from desc limit 1`.execute(tx);
  return rows[0];
}

/** An officer's own postings in force, the newest first; those of standing in for somebody are not among them. */
export async function listOwnPostings(tx: Transaction, officerId: string): Promise<OwnPosting[]> {
  const { rows } = await sql<OwnPosting>`
    select p.posting_id as "postingId", u.name as "unitName", p.role, p.valid_to as until
    from officers o join postings p using (officer_id) join units u using (unit_id)
    where o.officer_id = ${officerId} and p.delegated_from is null and ${VALID}
    order by p.valid_from desc, p.posting_id`.execute(tx);
  return rows;
}

export interface NewSession {
  hash: Buffer;
  officerId: string;
  postingId: string;
  training: boolean;
  expiresAt: string;
  method: SignInMethod;
  authenticatedAt: string;
  provedBy: SignInMethod;
  provedFrom: string | null;
  device: string | null;
}

export async function insertSession(tx: Transaction, row: NewSession): Promise<void> {
  await sql`insert into sessions
      (session_hash, officer_id, posting_id, training, expires_at, method, authenticated_at, proved_by, proved_from,
        device)
    values (${row.hash}, ${row.officerId}, ${row.postingId}, ${row.training}, ${row.expiresAt}, ${row.method},
      ${row.authenticatedAt}, ${row.provedBy}, ${row.provedFrom}, ${row.device})`.execute(tx);
}

/** The officer has proved to be there again, with what and from where; a lock is open with that. */
export async function refreshSession(
  tx: Transaction,
  hash: Buffer,
  provedBy: SignInMethod,
  place: Place | undefined,
): Promise<void> {
  const from = place === undefined ? sql`` : sql`, proved_from = ${place.network}, device = ${place.device}`;
  await sql`update sessions set authenticated_at = clock_timestamp(), proved_by = ${provedBy},
      last_used_at = clock_timestamp(), locked_at = null ${from}
    where session_hash = ${hash} and ended_at is null`.execute(tx);
}

/** Locks a session; one that is locked already stays as it is. */
export async function lockSession(tx: Transaction, hash: Buffer): Promise<void> {
  await sql`update sessions set locked_at = clock_timestamp()
    where session_hash = ${hash} and ended_at is null and locked_at is null`.execute(tx);
}

/** Ends the sessions that nobody has used for so many minutes and that are not locked; answers how many. */
export async function endIdleSessions(tx: Transaction, minutes: number): Promise<number> {
  const ended = await sql`update sessions set ended_at = clock_timestamp()
    where ended_at is null and locked_at is null and expires_at > clock_timestamp()
      and last_used_at < clock_timestamp() - make_interval(secs => ${minutes * 60}::float8)`.execute(tx);
  return Number(ended.numAffectedRows);
}

export async function endSession(tx: Transaction, hash: Buffer): Promise<void> {
  await sql`update sessions set ended_at = clock_timestamp() where session_hash = ${hash} and ended_at is null`.execute(
    tx,
  );
}

/** Ends one session of an officer, by the id it is known by. False when there is no such open one. */
export async function endSessionOf(
  tx: Transaction,
  { officerId, sessionId }: { officerId: string; sessionId: string },
): Promise<boolean> {
  const ended = await sql`update sessions set ended_at = clock_timestamp()
    where session_id = ${sessionId} and officer_id = ${officerId} and ended_at is null`.execute(tx);
  return ended.numAffectedRows === 1n;
}

/** Ends every session of an officer but one; answers how many. */
export async function endSessionsOf(
  tx: Transaction,
  officerId: string,
  except: Buffer | null,
): Promise<number> {
  const ended = await sql`update sessions set ended_at = clock_timestamp()
    where officer_id = ${officerId} and ended_at is null and session_hash is distinct from ${except}`.execute(
    tx,
  );
  return Number(ended.numAffectedRows);
}

/**
 * Ends an officer's open sessions but those used last, so many as said. Two sign-ins at the same moment follow each other:
 * a lock of the officer's is held until the transaction ends, or each would count without the other's session.
 */
export async function endSessionsBeyond(tx: Transaction, officerId: string, most: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${officerId}, 2))`.execute(tx);
  await sql`update sessions set ended_at = clock_timestamp() where session_hash in (
    select s.session_hash from sessions s
    where s.officer_id = ${officerId} and ${LIVE}
    order by s.last_used_at desc, s.created_at desc offset ${most})`.execute(tx);
}
