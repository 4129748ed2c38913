// One-time codes to set up how to sign in, by their hash; and who has a way in already.
import { sql } from "kysely";
import type { Role } from "#src/schema/case.ts";
import { type FirstWordRow, firstWord } from "./first-words.ts";
import type { Transaction } from "./transact.ts";

export interface NewCode {
  hash: Buffer;
  salt: Buffer;
  /** The first four characters, by which it is found when typed. */
  group: string;
  officerId: string;
  postingId: string;
  issuedBy: string | null;
  minutes: number;
}

/** Stores a code and withdraws the officer's earlier ones: one is out at a time. Gives the end of its time. */
export async function insertCode(tx: Transaction, row: NewCode): Promise<string> {
  await sql`update enrolment_codes set withdrawn_at = clock_timestamp()
    where officer_id = ${row.officerId} and used_at is null and withdrawn_at is null`.execute(tx);
  const { rows } = await sql<{ expiresAt: string }>`
    insert into enrolment_codes (code_hash, salt, code_group, officer_id, posting_id, issued_by, expires_at)
    values (${row.hash}, ${row.salt}, ${row.group}, ${row.officerId}, ${row.postingId}, ${row.issuedBy},
      clock_timestamp() + make_interval(mins => ${row.minutes})) returning expires_at as "expiresAt"`.execute(
    tx,
  );
  return rows[0]?.expiresAt ?? "";
}

/** The salts of the codes that are out and begin so: one, or by a rare chance more. */
export async function listSalts(tx: Transaction, group: string): Promise<Buffer[]> {
  const { rows } = await sql<{ salt: Buffer }>`select salt from enrolment_codes
    where code_group = ${group} and used_at is null and withdrawn_at is null
      and expires_at > clock_timestamp()`.execute(tx);
  return rows.map(({ salt }) => salt);
}

/** Uses a code up and tells whose it is, when its posting is valid now; `undefined` and nothing used otherwise. */
export async function spendCode(
  tx: Transaction,
  hash: Buffer,
): Promise<{ officerId: string; postingId: string } | undefined> {
  const { rows } = await sql<{ officerId: string; postingId: string }>`update enrolment_codes e
    set used_at = clock_timestamp()
    from officers o, postings p
    where e.code_hash = ${hash} and e.used_at is null and e.withdrawn_at is null and e.expires_at > clock_timestamp()
      and o.officer_id = e.officer_id and o.suspended_at is null and p.posting_id = e.posting_id
      and p.valid_from <= clock_timestamp() and (p.valid_to is null or p.valid_to > clock_timestamp())
    returning e.officer_id as "officerId", e.posting_id as "postingId"`.execute(tx);
  return rows[0];
}

export interface EnrolmentRow {
  officerId: string;
  login: string;
  name: string;
  rank: string | null;
  postingId: string;
  unitId: string;
  role: Role;
  validFrom: string;
  /** Of every posting of one's own that has not ended, within reach or not, begun or still to begin. */
  postings: { role: Role; unitId: string; unitKind: string }[];
  /** Who proposed those of them that took a second person's word. */
  proposedBy: string[];
  endsAt: string | null;
  /** The end it has is that of a renewal. */
  renewed: boolean;
  enrolled: boolean;
  recoveryId: string | null;
  recoveryAskedAt: string | null;
  recoveryAskedBy: string | null;
  recoveryAskerId: string | null;
  /** How whoever asked for it stands now. */
  recoveryWord: FirstWordRow | null;
}

/**
 * Officers under a posting valid now, by login, whether they have a way in, and a recovery that waits. `units`: of these
 * units only; null: of all. A page of 100 after a login.
 */
export async function listEnrolments(
  tx: Transaction,
  by: {
    units: readonly string[] | null;
    search?: string | undefined;
    after?: string | undefined;
    officerId?: string;
    /** Only postings that end within so many days. */
    endingWithin?: number | undefined;
  },
): Promise<EnrolmentRow[]> {
  const pattern = `%${(by.search ?? "").replaceAll(/[\\%_]/g, "\\$&")}%`;
  const held = sql`from postings q where q.officer_id = o.officer_id and q.delegated_from is null
    and (q.valid_to is null or q.valid_to > clock_timestamp())`;
  const { rows } = await sql<EnrolmentRow>`
    select distinct on (o.login) o.officer_id as "officerId", o.login, o.name, o.rank, p.posting_id as "postingId",
      p.unit_id as "unitId", p.role, p.valid_to as "endsAt",
      coalesce((select c.valid_from from posting_proposals c where c.posting_id = p.posting_id), p.valid_from) as "validFrom",
      exists (select from posting_renewals w where w.posting_id = p.posting_id and w.until = p.valid_to) as renewed,
      (select jsonb_agg(jsonb_build_object('role', q.role, 'unitId', q.unit_id, 'unitKind', (
        select u.kind from units u where u.unit_id = q.unit_id))) ${held}) as postings,
      array(select distinct c.proposed_by from posting_proposals c where c.agreed
        and c.posting_id in (select q.posting_id ${held})) as "proposedBy",
      coalesce(c.password_hash is not null, false)
        or exists (select from passkeys k where k.officer_id = o.officer_id and k.removed_at is null)
        or exists (select from single_sign_on_links l where l.officer_id = o.officer_id and l.removed_at is null)
        as enrolled,
      r.recovery_id as "recoveryId", r.asked_at as "recoveryAskedAt", a.name as "recoveryAskedBy",
      r.asked_by as "recoveryAskerId", ${firstWord(sql`r.asked_by`, sql`r.asked_posting`)} as "recoveryWord"
    from officers o join postings p using (officer_id) left join credentials c using (officer_id)
      left join recoveries r on r.officer_id = o.officer_id and r.confirmed_at is null and r.withdrawn_at is null
      left join officers a on a.officer_id = r.asked_by
    where o.suspended_at is null and p.delegated_from is null and o.login > ${by.after ?? ""}
      and p.valid_from <= clock_timestamp() and (p.valid_to is null or p.valid_to > clock_timestamp())
      and (${by.units}::text[] is null or p.unit_id = any(${by.units}::text[]))
      and (${by.endingWithin ?? null}::int is null
        or p.valid_to <= clock_timestamp() + make_interval(days => ${by.endingWithin ?? null}::int))
      and (${by.officerId ?? null}::uuid is null or o.officer_id = ${by.officerId ?? null}::uuid)
      and (${by.search ?? null}::text is null or o.login ilike ${pattern} or o.name ilike ${pattern})
    order by o.login, p.valid_from desc limit 100`.execute(tx);
  return rows;
}
