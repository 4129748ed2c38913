// Break-glass as the server reads it: what the reader may know of, how the reader stands to whoever asked, the notices.
import { sql } from "kysely";
import type { Role } from "#src/schema/case.ts";
import type { UnlockClass } from "#src/schema/unlock.ts";
import { type FirstWordRow, firstWord } from "./first-words.ts";
import type { Transaction } from "./transact.ts";

/** One request with what became of it, and the reader's place in it. */
export interface SeenUnlock {
  unlockId: string;
  caseId: string;
  caseNumber: string;
  dataClass: UnlockClass;
  reason: string;
  courtOrder: string | null;
  officerId: string;
  postingId: string;
  unitId: string;
  role: Role;
  askedBy: string;
  askedAt: string;
  agreed: boolean | null;
  secondId: string | null;
  answeredBy: string | null;
  answeredAt: string | null;
  endedBy: string | null;
  endedAt: string | null;
  /** The unit that asked is that of a posting of the reader or above it; below it. */
  above: boolean;
  below: boolean;
  /** The reader stands in for whoever asked, or the other way round. */
  delegated: boolean;
  /** How whoever asked stands now. */
  word: FirstWordRow;
  notified: boolean;
  read: boolean;
}

/** Days back that are listed: longer than any review may take. */
const DAYS = 14;

/** What the reader may know of, newest first; of one case, or one of them, when it is named. */
export async function listUnlocks(
  tx: Transaction,
  {
    officerId,
    caseId,
    unlockId,
  }: { officerId: string; caseId?: string | undefined; unlockId?: string | undefined },
): Promise<SeenUnlock[]> {
  const { rows } = await sql<SeenUnlock>`
    select r.unlock_id as "unlockId", r.case_id as "caseId", c.case_number as "caseNumber", r.data_class as "dataClass",
      r.reason, r.court_order as "courtOrder", r.officer_id as "officerId", r.posting_id as "postingId", r.unit_id as "unitId", r.role,
      o.name as "askedBy", r.asked_at as "askedAt", a.agreed, a.officer_id as "secondId", s.name as "answeredBy",
      a.answered_at as "answeredAt", x.name as "endedBy", e.ended_at as "endedAt", k.above, k.below,
      exists (select from reta.postings d join reta.postings b on b.posting_id = d.delegated_from
        where d.valid_from <= clock_timestamp() and d.valid_to > clock_timestamp()
          and ((d.officer_id = r.officer_id and b.officer_id = ${officerId})
            or (d.officer_id = ${officerId} and b.officer_id = r.officer_id))) as delegated,
      ${firstWord(sql`r.officer_id`, sql`r.posting_id`)} as word,
      exists (select from unlock_notices n where n.unlock_id = r.unlock_id) as notified,
      exists (select from unlock_notices_read d where d.unlock_id = r.unlock_id) as read
    from unlock_requests r join cases c using (case_id) join reta.officers o on o.officer_id = r.officer_id
      left join unlock_answers a using (unlock_id) left join reta.officers s on s.officer_id = a.officer_id
      left join unlock_endings e using (unlock_id) left join reta.officers x on x.officer_id = e.officer_id
      cross join lateral (
        select coalesce(bool_or(l.ancestor_id = r.unit_id), false) as above,
          coalesce(bool_or(l.descendant_id = r.unit_id), false) as below
        from reta.postings p join reta.unit_closure l
          on (l.ancestor_id = r.unit_id and l.descendant_id = p.unit_id)
          or (l.ancestor_id = p.unit_id and l.descendant_id = r.unit_id)
        where p.officer_id = ${officerId} and p.valid_from <= clock_timestamp()
          and (p.valid_to is null or p.valid_to > clock_timestamp())) as k
    where r.asked_at > clock_timestamp() - make_interval(days => ${DAYS})
      and (${caseId ?? null}::uuid is null or r.case_id = ${caseId ?? null}::uuid)
      and (${unlockId ?? null}::uuid is null or r.unlock_id = ${unlockId ?? null}::uuid)
    order by r.asked_at desc limit 200`.execute(tx);
  return rows;
}

/** The reader has read the notice; one read before stays as it was. */
export async function markNoticeRead(
  tx: Transaction,
  row: { unlockId: string; officerId: string; at: string },
): Promise<void> {
  await sql`insert into unlock_notices_read (unlock_id, officer_id, read_at)
    values (${row.unlockId}, ${row.officerId}, ${row.at}) on conflict do nothing`.execute(tx);
}

/** Units whose mailbox has not been told yet of what was opened since `since`, without those named `unlock unit`. */
export async function listUnmailedNotices(
  tx: Transaction,
  since: string,
  without: readonly string[],
): Promise<{ unlockId: string; unitId: string }[]> {
  const { rows } = await sql<{ unlockId: string; unitId: string }>`
    select distinct n.unlock_id as "unlockId", n.unit_id as "unitId" from unlock_notices n join unlock_answers a using (unlock_id)
    where a.answered_at >= ${since} and n.unlock_id || ' ' || n.unit_id <> all(${without}::text[])
      and not exists (select from unlock_mails m where m.unlock_id = n.unlock_id and m.unit_id = n.unit_id)
    limit 50`.execute(tx);
  return rows;
}

/** Marks the unit as told; false when it was marked before. */
export async function insertNoticeMail(
  tx: Transaction,
  { unlockId, unitId }: { unlockId: string; unitId: string },
): Promise<boolean> {
  const sent = await sql`insert into unlock_mails (unlock_id, unit_id) values (${unlockId}, ${unitId})
    on conflict do nothing`.execute(tx);
  return sent.numAffectedRows === 1n;
}
