// Alerts: the inbox of a unit, what is new since a server process last looked, answers, escalations, mails.
import { sql } from "kysely";
import type { AlertLine } from "#src/schema/case.ts";
import type { StandingWall } from "#src/schema/case-ties.ts";
import { IN_HANDS_OF } from "./assignments.ts";
import type { Runner } from "./ledger.ts";
import type { Transaction } from "./transact.ts";
import { STANDING_WALL } from "./walls.ts";

const LINE = sql`a.alert_id as "alertId", a.case_id as "caseId", c.case_number as "caseNumber", a.rule, a.urgency,
  a.raised_at as "raisedAt", a.level, a.suggested_by_narrative as "suggestedByNarrative", c.verdict,
  c.palermo_verdict as "palermoVerdict", c.exploitation, c.place_code as "placeCode", a.unit_id as "unitId", c.victims, c.minor,
  k.acknowledged_at as "acknowledgedAt", o.name as "acknowledgedBy", k.officer_id as "acknowledgedById",
  ${IN_HANDS_OF} as "assignedTo"`;
const FROM = sql`alerts a join cases c using (case_id) left join alert_acknowledgements k using (alert_id)
  left join reta.officers o on o.officer_id = k.officer_id`;

/** The inbox the reader may see: open ones, oldest first; or the newest 200 of all. */
export async function listAlerts(tx: Transaction, state: "open" | "all"): Promise<AlertLine[]> {
  const { rows } = await (state === "open"
    ? sql<AlertLine>`select ${LINE} from ${FROM} join open_alerts w on w.alert_id = a.alert_id
        order by w.raised_at, w.alert_id limit 500`
    : // Alerts of one case are of one moment: without the id their order would change from one reading to the next.
      // The newest of each unit along its index: sorting all that a unit was ever alerted of would take seconds.
      sql<AlertLine>`select ${LINE} from ${FROM} where a.alert_id in (
          select n.alert_id from unnest(context_units()) as one (id) cross join lateral (
            select x.alert_id, x.raised_at from alerts x where x.unit_id = one.id order by x.raised_at desc limit 200) as n
          order by n.raised_at desc, n.alert_id limit 200)
        order by a.raised_at desc, a.alert_id limit 200`
  ).execute(tx);
  return rows;
}

/** One alert the reader may see. */
export async function findAlert(
  tx: Transaction,
  alertId: string,
): Promise<(AlertLine & { acknowledgedById: string | null; walled: boolean }) | undefined> {
  const { rows } = await sql<
    AlertLine & { acknowledgedById: string | null; walled: boolean }
  >`select ${LINE}, c.walled from ${FROM} where a.alert_id = ${alertId}`.execute(tx);
  return rows[0];
}

/** Stores who answered; false when somebody had answered before. */
export async function insertAcknowledgement(
  tx: Transaction,
  row: { alertId: string; officerId: string; postingId: string; at: string },
): Promise<boolean> {
  const stored =
    await sql`insert into alert_acknowledgements (alert_id, officer_id, posting_id, acknowledged_at)
    values (${row.alertId}, ${row.officerId}, ${row.postingId}, ${row.at}) on conflict do nothing`.execute(
      tx,
    );
  return stored.numAffectedRows === 1n;
}

/** An alert or an answer to one that a server process has to deliver; or that something was directed in a case. */
export type Delivery =
  | { kind: "alert" | "acknowledged"; alertId: string; unitId: string; wall: StandingWall | null }
  /** For who has the case: a posting, or the officer who keeps what they registered. */
  | {
      kind: "direction";
      caseId: string;
      to: { postingId: string } | { officerId: string };
      /** Tells one change from the next. */
      changedIn: string;
      wall: StandingWall | null;
    };

/**
 * What transactions from `since` on have raised or answered, and up to where every transaction is finished. Rows at or
 * above that mark may come again, so the caller forgets what it has delivered only below it: none is ever missed,
 * whatever the order of commits.
 */
export async function listDeliveries(
  tx: Transaction,
  since: string,
): Promise<{ next: string; deliveries: Delivery[] }> {
  const { rows } = await sql<{
    next: string;
    kind: Delivery["kind"] | null;
    alertId: string;
    unitId: string;
    caseId: string;
    postingId: string | null;
    officerId: string;
    changedIn: string;
    wall: StandingWall | null;
  }>`
    with mark as (select pg_snapshot_xmin(pg_current_snapshot()) as xmin),
    news as (
      select 'alert' as kind, alert_id, unit_id, case_id, null::uuid as posting_id, null::uuid as officer_id,
        null::xid8 as changed_in
      from alerts where raised_in >= ${since}::xid8
      union all
      select 'acknowledged', k.alert_id, a.unit_id, a.case_id, null, null, null
      from alert_acknowledgements k join alerts a using (alert_id) where k.acknowledged_in >= ${since}::xid8
      union all
      select 'direction', null, null, d.case_id, d.posting_id, d.officer_id, d.changed_in from direction_news(${since}::xid8) d)
    select mark.xmin::text as next, kind, alert_id as "alertId", unit_id as "unitId", case_id as "caseId",
      posting_id as "postingId", officer_id as "officerId", changed_in::text as "changedIn",
      case when is_walled(news.case_id) then ${STANDING_WALL(sql`news.case_id`)} end as wall from mark left join news on true`.execute(
    tx,
  );
  return {
    next: rows[0]?.next ?? since,
    deliveries: rows.flatMap(({ kind, alertId, unitId, postingId, officerId, ...row }): Delivery[] => {
      const { caseId, changedIn, wall } = row;
      if (kind === null) return [];
      if (kind !== "direction") return [{ kind, alertId, unitId, wall }];
      return [{ kind, caseId, to: postingId === null ? { officerId } : { postingId }, changedIn, wall }];
    }),
  };
}

/** From where a process that starts now has to look. */
export async function deliveryMark(tx: Transaction): Promise<string> {
  const { rows } = await sql<{
    mark: string;
  }>`select pg_snapshot_xmin(pg_current_snapshot())::text as mark`.execute(tx);
  return rows[0]?.mark ?? "0";
}

/** An unanswered alert whose next step up the tree of command is due. */
export interface DueAlert {
  alertId: string;
  caseId: string;
  entryId: string;
  unitId: string;
  registeredBy: string;
  rule: string;
  urgency: string;
  suggestedByNarrative: boolean;
  level: number;
}

/**
 * Ends of escalation chains that nobody has answered, longest waiting first, where the pack's minutes for their level
 * have passed at `now` since the first alert of the chain, and whose next unit up has not heard of the entry by another
 * way. Each row is judged by index look-ups of its own, so that the time grows with what waits, never with its square.
 */
export async function listDueAlerts(
  tx: Transaction,
  afterMinutes: readonly number[],
  now: string,
): Promise<DueAlert[]> {
  const { rows } = await sql<DueAlert>`
    select a.alert_id as "alertId", a.case_id as "caseId", a.entry_id as "entryId", a.unit_id as "unitId",
      a.registered_by as "registeredBy", a.rule, a.urgency, a.suggested_by_narrative as "suggestedByNarrative", a.level
    from open_alerts w join alerts a on a.alert_id = w.alert_id join reta.units u on u.unit_id = a.unit_id
    cross join lateral (
      with recursive up as (
        select a.alert_id, a.escalates, a.raised_at
        union all
        select b.alert_id, b.escalates, b.raised_at from up join alerts b on b.alert_id = up.escalates)
      select min(up.raised_at) as first_raised_at, count(k.alert_id) as answers
      from up left join alert_acknowledgements k using (alert_id)) chain
    where a.level < ${afterMinutes.length}
      and (a.level > 0 or a.raised_at <= ${now}::timestamptz - make_interval(mins => (${afterMinutes}::int[])[1]))
      and u.parent_id is not null
      -- Whoever may hear of a walled case has heard; nobody further up may.
      and not is_walled(a.case_id)
      and not exists (select from alerts above where above.escalates = a.alert_id)
      and not exists (select from alerts b where b.case_id = a.case_id and b.entry_id = a.entry_id and b.unit_id = u.parent_id)
      and chain.answers = 0
      and chain.first_raised_at <= ${now}::timestamptz - make_interval(mins => (${afterMinutes}::int[])[a.level + 1])
    order by chain.first_raised_at limit 1000`.execute(tx);
  return rows;
}

/** Raises the next step; does nothing when the unit already has an alert of this entry. */
export async function insertEscalation(
  tx: Transaction,
  from: DueAlert,
  to: { alertId: string; unitId: string; level: number; at: string },
): Promise<boolean> {
  const raised =
    await sql`insert into alerts (alert_id, case_id, entry_id, unit_id, registered_by, rule, urgency,
      suggested_by_narrative, level, escalates, raised_at)
    values (${to.alertId}, ${from.caseId}, ${from.entryId}, ${to.unitId}, ${from.registeredBy}, ${from.rule}, ${from.urgency},
      ${from.suggestedByNarrative}, ${to.level}, ${from.alertId}, ${to.at})
    on conflict (case_id, entry_id, unit_id) do nothing`.execute(tx);
  return raised.numAffectedRows === 1n;
}

/** A walled case whose prosecutors have not heard of it, and what an alert of it says. */
export interface UntoldWall {
  caseId: string;
  entryId: string;
  registeredBy: string;
}

/** Walled cases that are the prosecutor's now, of which none of these units has had an alert. */
export async function listUntoldWalls(tx: Transaction, units: readonly string[]): Promise<UntoldWall[]> {
  const { rows } = await sql<UntoldWall>`
    select w.case_id as "caseId", w.entry_id as "entryId", w.registered_by as "registeredBy"
    from walls_untold(${[...units]}::text[]) w`.execute(tx);
  return rows;
}

/** Raises it; false when it is there already. */
export async function insertWallAlert(
  tx: Transaction,
  wall: UntoldWall,
  alert: { alertId: string; unitId: string; rule: string; urgency: string; at: string },
): Promise<boolean> {
  const raised =
    await sql`insert into alerts (alert_id, case_id, entry_id, unit_id, registered_by, rule, urgency,
      suggested_by_narrative, level, raised_at)
    values (${alert.alertId}, ${wall.caseId}, ${wall.entryId}, ${alert.unitId}, ${wall.registeredBy}, ${alert.rule},
      ${alert.urgency}, false, 0, ${alert.at})
    on conflict do nothing`.execute(tx);
  return raised.numAffectedRows === 1n;
}

/** Alerts raised since `since` whose mail has not gone out, oldest first, without those named. */
export async function listUnmailedAlerts(
  tx: Transaction,
  since: string,
  without: readonly string[],
): Promise<{ alertId: string; unitId: string }[]> {
  const { rows } = await sql<{ alertId: string; unitId: string }>`
    select a.alert_id as "alertId", a.unit_id as "unitId" from alerts a
    where a.raised_at >= ${since} and a.alert_id <> all(${without}::uuid[])
      and not exists (select from alert_mails m where m.alert_id = a.alert_id)
      -- A unit's letter box is read by more than the side that deals with a walled case.
      and not is_walled(a.case_id)
    order by a.raised_at limit 50`.execute(tx);
  return rows;
}

/** Marks the alert as mailed; false when it was marked before. */
export async function insertMail(tx: Transaction, alertId: string): Promise<boolean> {
  const sent =
    await sql`insert into alert_mails (alert_id) values (${alertId}) on conflict do nothing`.execute(tx);
  return sent.numAffectedRows === 1n;
}

/**
 * Alerts that are not as the record says: a case that was alerted without an alert, an answer that is not on the audit
 * trail, an alert without an answer that no inbox shows. The owner's connection, past row-level security.
 */
export async function listAlertContradictions(tx: Runner): Promise<
  {
    kind: "alert-missing" | "acknowledgement-unrecorded" | "alert-not-open";
    caseNumber: string;
    detail: string;
  }[]
> {
  const { rows } = await sql<{
    kind: "alert-missing" | "acknowledgement-unrecorded" | "alert-not-open";
    caseNumber: string;
    detail: string;
  }>`
    select 'alert-missing' as kind, c.case_number as "caseNumber", c.case_id::text as detail
    from cases c where c.alerted and not exists (select from alerts a where a.case_id = c.case_id)
    union all
    select 'acknowledgement-unrecorded', c.case_number, k.alert_id::text
    from alert_acknowledgements k join alerts a using (alert_id) join cases c using (case_id)
    where not exists (select from audit_events e where e.action = 'alert.acknowledge' and e.outcome = 'done'
      and e.case_id = a.case_id and e.officer_id = k.officer_id)
    union all
    select 'alert-not-open', c.case_number, a.alert_id::text from alerts a join cases c using (case_id)
    where not exists (select from alert_acknowledgements k where k.alert_id = a.alert_id)
      and not exists (select from open_alerts w where w.alert_id = a.alert_id)`.execute(tx);
  return rows;
}

/** The newest cases this unit was alerted of, by the day of the complaint: the owner's connection only. */
export async function listAlertedOf(tx: Runner, unitId: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ caseId: string }>`
    select c.case_id as "caseId" from cases c
    where exists (select from alerts a where a.case_id = c.case_id and a.unit_id = ${unitId})
    order by c.complaint_made_at desc, c.case_id limit ${most}`.execute(tx);
  return rows.map(({ caseId }) => caseId);
}
