// Entries and what is written with them in the same statement: the case as folded, sealed values, people, alerts, queue.
import { sql } from "kysely";
import type { Entry, EntryKind } from "#src/schema/entry.ts";
import type { Transaction } from "./transact.ts";

/** The projection of a case, as its columns. Times are ISO texts. */
export interface CaseColumns {
  caseId: string;
  caseNumber: string;
  unitId: string;
  officerId: string;
  reported: string;
  complaintMadeAt: string;
  complaintMadeOn: string;
  enteredAt: string;
  receivedAt: string;
  late: boolean;
  factsFrom: string | null;
  factsTo: string;
  placeCode: string | null;
  channel: string;
  acts: readonly string[];
  means: readonly string[];
  purposes: readonly string[];
  verdict: string;
  palermoVerdict: string;
  lawVersion: string | null;
  exploitation: readonly string[];
  finding: unknown;
  suggested: unknown;
  minor: boolean;
  victims: number;
  suspects: number;
  alerted: boolean;
}

export interface PersonColumns {
  person_id: string;
  part: "victim" | "suspect";
  position: number;
  sex: string | null;
  identity_status: string | null;
  age_min: number | null;
  age_max: number | null;
  majority: "adult" | "minor" | "unknown";
  citizenships: readonly string[];
  verdict: string | null;
}

export interface AlertColumns {
  alertId: string;
  unitId: string;
  rule: string;
  urgency: string;
}

export interface NewEntryRows {
  entry: Entry;
  hash: Buffer;
  values: readonly { pointer: string; holder: string; keyClass: string; sealed: Buffer }[];
  keys: readonly { holder: string; keyClass: string; version: number; wrapped: Buffer }[];
  projection: CaseColumns;
  people: readonly PersonColumns[];
  alerts: readonly AlertColumns[];
  suggestedByNarrative: boolean;
  /** False in training: nothing of it enters the log. */
  seal: boolean;
}

const json = (value: unknown) => JSON.stringify(value);

/** The parts every kind of entry is written with; each is one member of the statement. */
function entryParts(rows: NewEntryRows) {
  const { entry, hash, values, keys, alerts } = rows;
  const previous = entry.previousHash === null ? null : Buffer.from(entry.previousHash, "hex");
  return sql`
    entry as (
      insert into entries (entry_id, case_id, seq, kind, officer_id, posting_id, received_at, entry_hash, previous_hash, body)
      values (${entry.entryId}, ${entry.caseId}, ${entry.seq}, ${entry.kind}, ${entry.officerId}, ${entry.postingId},
        ${entry.receivedAt}, ${hash}, ${previous}, ${json(entry)})),
    sealed_values as (
      insert into personal_values (entry_id, pointer, holder, key_class, sealed)
      select ${entry.entryId}::uuid, pointer, holder, key_class, sealed
      from unnest(${values.map(({ pointer }) => pointer)}::text[], ${values.map(({ holder }) => holder)}::uuid[],
        ${values.map(({ keyClass }) => keyClass)}::text[], ${values.map(({ sealed }) => sealed)}::bytea[])
        as v (pointer, holder, key_class, sealed)),
    keys as (
      insert into wrapped_keys (entry_id, holder, key_class, version, wrapped)
      select ${entry.entryId}::uuid, holder, key_class, version, wrapped
      from unnest(${keys.map(({ holder }) => holder)}::uuid[], ${keys.map(({ keyClass }) => keyClass)}::text[],
        ${keys.map(({ version }) => version)}::int[], ${keys.map(({ wrapped }) => wrapped)}::bytea[])
        as k (holder, key_class, version, wrapped)),
    people as (
      insert into case_people (case_id, person_id, part, position, sex, identity_status, age_min, age_max, majority, citizenships, verdict)
      select ${entry.caseId}::uuid, person_id, part, position, sex, identity_status, age_min, age_max, majority, citizenships, verdict
      from jsonb_to_recordset(${json(rows.people)}::jsonb) as p (person_id uuid, part text, position int, sex text,
        identity_status text, age_min smallint, age_max smallint, majority text, citizenships text[], verdict text)),
    raised as (
      insert into alerts (alert_id, case_id, entry_id, unit_id, registered_by, rule, urgency, suggested_by_narrative, level, raised_at)
      select alert_id, ${entry.caseId}::uuid, ${entry.entryId}::uuid, unit_id, ${rows.projection.officerId}::uuid, rule, urgency,
        ${rows.suggestedByNarrative}, 0, ${entry.receivedAt}::timestamptz
      from unnest(${alerts.map((a) => a.alertId)}::uuid[], ${alerts.map((a) => a.unitId)}::text[],
        ${alerts.map((a) => a.rule)}::text[], ${alerts.map((a) => a.urgency)}::text[]) as a (alert_id, unit_id, rule, urgency)
      -- A unit that was alerted of this case before, which the writer may not be allowed to see.
      on conflict do nothing),
    queued as (
      insert into log_queue (log, entry_hash) select 'entries', ${hash}::bytea where ${rows.seal}::boolean)`;
}

/** Writes a complaint: the case and its first entry, everything in one statement. Throws on a repeated id. */
export async function insertCase(tx: Transaction, rows: NewEntryRows): Promise<void> {
  const c = rows.projection;
  await sql`with opened as (
      insert into cases (case_id, case_number, unit_id, officer_id, reported, complaint_made_at, complaint_made_on, entered_at,
        received_at, late, facts_from, facts_to, place_code, channel, acts, means, purposes, verdict, palermo_verdict,
        law_version, exploitation, finding, suggested, minor, victims, suspects, alerted, entry_count, last_hash, last_received_at)
      values (${c.caseId}, ${c.caseNumber}, ${c.unitId}, ${c.officerId}, ${c.reported}, ${c.complaintMadeAt}, ${c.complaintMadeOn},
        ${c.enteredAt}, ${c.receivedAt}, ${c.late}, ${c.factsFrom}, ${c.factsTo}, ${c.placeCode}, ${c.channel}, ${c.acts},
        ${c.means}, ${c.purposes}, ${c.verdict}, ${c.palermoVerdict}, ${c.lawVersion}, ${c.exploitation}, ${json(c.finding)},
        ${c.suggested === null ? null : json(c.suggested)}, ${c.minor}, ${c.victims}, ${c.suspects}, ${c.alerted}, 1,
        ${rows.hash}, ${c.receivedAt})),
    ${entryParts(rows)}
    select 1`.execute(tx);
}

/**
 * Writes a further entry and the case as it is now folded. Answers false, with nothing written, when another entry
 * came first (the case's newest hash is no longer the one this entry was chained to): fold again and repeat.
 */
export async function insertFurtherEntry(tx: Transaction, rows: NewEntryRows): Promise<boolean> {
  const c = rows.projection;
  const previous = Buffer.from(rows.entry.previousHash ?? "", "hex");
  const folded =
    await sql`update cases set facts_from = ${c.factsFrom}, facts_to = ${c.factsTo}, place_code = ${c.placeCode},
      channel = ${c.channel}, acts = ${c.acts}, means = ${c.means}, purposes = ${c.purposes}, verdict = ${c.verdict},
      palermo_verdict = ${c.palermoVerdict}, law_version = ${c.lawVersion}, exploitation = ${c.exploitation},
      finding = ${json(c.finding)}, suggested = ${c.suggested === null ? null : json(c.suggested)}, minor = ${c.minor},
      victims = ${c.victims}, suspects = ${c.suspects}, alerted = alerted or ${c.alerted}, entry_count = ${rows.entry.seq},
      last_hash = ${rows.hash}, last_received_at = ${rows.entry.receivedAt}
    where case_id = ${c.caseId} and last_hash = ${previous}`.execute(tx);
  if (folded.numAffectedRows !== 1n) return false;
  // Before the statement that writes the people anew: members of one statement all see the state before it.
  await sql`delete from case_people where case_id = ${c.caseId}`.execute(tx);
  await sql`with ${entryParts(rows)} select 1`.execute(tx);
  return true;
}

/** What was answered to a registration, by its entry id; `undefined` when there is none this reader may see. */
export async function findAnswer(
  tx: Transaction,
  entryId: string,
): Promise<
  | {
      caseId: string;
      caseNumber: string;
      receivedAt: string;
      hash: Buffer;
      officerId: string;
      kind: EntryKind;
    }
  | undefined
> {
  const answer = await sql<{
    caseNumber: string;
    receivedAt: string;
    hash: Buffer;
    officerId: string;
    caseId: string;
    kind: EntryKind;
  }>`
    select c.case_id as "caseId", c.case_number as "caseNumber", e.body ->> 'receivedAt' as "receivedAt", e.entry_hash as hash,
      e.officer_id as "officerId", e.kind
    from entries e join cases c using (case_id) where e.entry_id = ${entryId}`.execute(tx);
  return answer.rows[0];
}

/** One entry as stored, with its place in the log (null while only promised). */
export interface StoredEntry {
  entryId: string;
  body: Entry;
  hash: Buffer;
  leafIndex: number | null;
  /** Name of the officer who made it. */
  officer: string;
}

/** The entries of a case the reader may see, in order. */
export async function listEntries(tx: Transaction, caseId: string): Promise<StoredEntry[]> {
  const { rows } = await sql<StoredEntry>`
    select e.entry_id as "entryId", e.body, e.entry_hash as hash, l.leaf_index as "leafIndex", o.name as officer
    from entries e join reta.officers o using (officer_id) left join ledger_leaves l on l.log = 'entries' and l.entry_hash = e.entry_hash
    where e.case_id = ${caseId} order by e.seq`.execute(tx);
  return rows;
}
