// Entries and what is written with them in the same statement: the case as folded, sealed values, people, alerts, queue.
import { sql } from "kysely";
import type { Entry, EntryKind } from "#src/schema/entry.ts";
import { SOUGHT } from "./cases.ts";
import type { Transaction } from "./transact.ts";
import type { WallColumns } from "./walls.ts";

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
  /** Open answers to added questions, by code of the question: of the case and of everybody in it. */
  answers: Readonly<Record<string, readonly (string | number)[]>>;
  alerted: boolean;
  status: string;
  closingOutcome: string | null;
  mergedInto: string | null;
  /** The case it was a part of, where it did not begin with a complaint of its own. */
  dividedFrom: string | null;
  /** Proposals nobody has decided on yet. */
  pending: number;
  decidedBy: readonly string[];
  /** Hidden from everybody but the side that deals with it. */
  walled: boolean;
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
  /** Open answers about this person. */
  answers: Readonly<Record<string, unknown>>;
}

export interface AlertColumns {
  alertId: string;
  unitId: string;
  rule: string;
  urgency: string;
}

export interface NewEntryRows {
  entry: Entry;
  /** The entry as it was hashed: the text that is stored. */
  text: string;
  hash: Buffer;
  values: readonly { pointer: string; holder: string; keyClass: string; sealed: Buffer }[];
  keys: readonly { holder: string; keyClass: string; version: number; wrapped: Buffer }[];
  projection: CaseColumns;
  people: readonly PersonColumns[];
  alerts: readonly AlertColumns[];
  suggestedByNarrative: boolean;
  /** False in training: nothing of it enters the log. */
  seal: boolean;
  /** What is kept of the complainant's receipt; null where none is given. */
  receiptHash: Buffer | null;
  /** The wall a complaint raises; that of a further entry is put up after it. */
  wall: WallColumns | null;
}

const json = (value: unknown) => JSON.stringify(value);

/** What the rows of several entries are made of: one JSON text for each table, and every hash and ciphertext in one run of bytes. */
function packed(all: readonly NewEntryRows[]) {
  const bytes: Buffer[] = [];
  let length = 0;
  // Where a piece lies in the bytes, counted from 1 as PostgreSQL does. Bytes travel as they are; in JSON they would be text.
  const put = (piece: Buffer) => {
    const at = length + 1;
    bytes.push(piece);
    length += piece.length;
    return at;
  };
  const entries = all.map(({ entry, text, hash, projection, seal, receiptHash }) => {
    const receiptAt = receiptHash && put(receiptHash);
    const columns = { ...projection, seal, hashAt: put(hash), receiptAt, previousHash: entry.previousHash };
    // The text is JSON already: writing the largest part of it a second time is saved.
    return `${json(columns).slice(0, -1)},"entry":${text}}`;
  });
  const values = all.flatMap(({ entry: { entryId }, values }) =>
    values.map(({ sealed, pointer, holder, keyClass }) => {
      return { pointer, holder, keyClass, entryId, at: put(sealed), bytes: sealed.length };
    }),
  );
  const keys = all.flatMap(({ entry: { entryId }, keys }) =>
    keys.map(({ wrapped, holder, keyClass, version }) => {
      return { holder, keyClass, version, entryId, at: put(wrapped), bytes: wrapped.length };
    }),
  );
  const people = all.flatMap(({ entry, people }) =>
    people.map((person) => ({ ...person, case_id: entry.caseId })),
  );
  const alerts = all.flatMap(({ entry, projection, alerts, suggestedByNarrative }) =>
    alerts.map((alert) => ({
      ...alert,
      caseId: entry.caseId,
      entryId: entry.entryId,
      registeredBy: projection.officerId,
      suggestedByNarrative,
      at: entry.receivedAt,
    })),
  );
  const walls = all.flatMap(({ entry, wall }) => (wall === null ? [] : [{ ...wall, case_id: entry.caseId }]));
  return {
    walls: json(walls),
    entries: `[${entries.join(",")}]`,
    values: json(values),
    keys: json(keys),
    people: json(people),
    alerts: json(alerts),
    bytes: Buffer.concat(bytes, length),
  };
}

/**
 * The parts every kind of entry is written with, for several entries at once; each is one member of the statement. Flat rows
 * are read as `json`, which is not first made into a `jsonb`; the entries, which hold one, as `jsonb` (decision 0101).
 * PostgreSQL carries them out from the last one to the first.
 */
function entryParts(given: ReturnType<typeof packed>, ifAlerted: ReturnType<typeof sql>) {
  return sql`
    sent as (select ${given.bytes}::bytea as bytes),
    given as materialized (
      select *, substring((select bytes from sent) from "hashAt" for 32) as hash
      from jsonb_to_recordset(${given.entries}::jsonb) as g ("caseId" uuid, "caseNumber" text, "unitId" text, "officerId" uuid,
        reported text, "complaintMadeAt" timestamptz, "complaintMadeOn" date, "enteredAt" timestamptz, "receivedAt" timestamptz,
        late boolean, "factsFrom" text, "factsTo" text, "placeCode" text, channel text, acts text[], means text[],
        purposes text[], verdict text, "palermoVerdict" text, "lawVersion" text, exploitation text[], finding jsonb,
        suggested jsonb, minor boolean, victims int, suspects int, answers jsonb, alerted boolean, walled boolean, "dividedFrom" uuid, "decidedBy" uuid[], seal boolean, "hashAt" int,
        "receiptAt" int, "previousHash" text, entry jsonb)),
    receipted as (
      insert into receipts (receipt_hash, entry_hash, registered_at)
      select substring((select bytes from sent) from "receiptAt" for 32), hash, "receivedAt" from given where "receiptAt" is not null),
    queued as (
      insert into log_queue (log, entry_hash) select 'entries', hash from given where seal),
    raised as (
      insert into alerts (alert_id, case_id, entry_id, unit_id, registered_by, rule, urgency, suggested_by_narrative, level, raised_at)
      select "alertId", "caseId", "entryId", "unitId", "registeredBy", rule, urgency, "suggestedByNarrative", 0, at
      from json_to_recordset(${given.alerts}::json) as a ("alertId" uuid, "caseId" uuid, "entryId" uuid, "unitId" text,
        "registeredBy" uuid, rule text, urgency text, "suggestedByNarrative" boolean, at timestamptz)
      ${ifAlerted}),
    people as (
      insert into case_people (case_id, person_id, part, position, sex, identity_status, age_min, age_max, majority, citizenships, verdict, answers)
      select case_id, person_id, part, position, sex, identity_status, age_min, age_max, majority, citizenships, verdict, answers
      from json_to_recordset(${given.people}::json) as p (case_id uuid, person_id uuid, part text, position int, sex text,
        identity_status text, age_min smallint, age_max smallint, majority text, citizenships text[], verdict text, answers jsonb)),
    sealed_values as (
      insert into personal_values (entry_id, pointer, holder, key_class, sealed)
      select "entryId", pointer, holder, "keyClass", substring((select bytes from sent) from at for v.bytes)
      from json_to_recordset(${given.values}::json) as v ("entryId" uuid, pointer text, holder uuid, "keyClass" text, at int,
        bytes int)),
    keys as (
      insert into wrapped_keys (entry_id, holder, key_class, version, wrapped)
      select "entryId", holder, "keyClass", version, substring((select bytes from sent) from at for k.bytes)
      from json_to_recordset(${given.keys}::json) as k ("entryId" uuid, holder uuid, "keyClass" text, version int, at int,
        bytes int))`;
}

// The last part, and so the first to be carried out: an id used before is refused by the key of the entries.
const ENTRY = sql`
    entry as (
      insert into entries (entry_id, case_id, seq, kind, officer_id, posting_id, received_at, entry_hash, previous_hash, body)
      select (entry ->> 'entryId')::uuid, "caseId", (entry ->> 'seq')::int, entry ->> 'kind', (entry ->> 'officerId')::uuid,
        (entry ->> 'postingId')::uuid, (entry ->> 'receivedAt')::timestamptz, hash, decode("previousHash", 'hex'), entry from given)`;

/**
 * Writes complaints, or parts of them: the case and its first entry of each, everything in one statement, all of them or none.
 * Throws on a repeated id.
 */
export async function insertCases(tx: Transaction, rows: readonly NewEntryRows[]): Promise<void> {
  const given = packed(rows);
  await sql`with ${entryParts(given, sql``)},
    walled as (
      insert into case_walls (case_id, side, causes, named_officers, hidden_units, consents, raised_at)
      select case_id, side, causes, named_officers, hidden_units, consents, raised_at
      from json_to_recordset(${given.walls}::json) as w (case_id uuid, side text, causes text[], named_officers uuid[],
        hidden_units text[], consents text[], raised_at timestamptz)),
    opened as (
      insert into cases (case_id, case_number, unit_id, officer_id, reported, complaint_made_at, complaint_made_on, entered_at,
        received_at, late, facts_from, facts_to, place_code, channel, acts, means, purposes, verdict, palermo_verdict,
        law_version, exploitation, finding, suggested, minor, victims, suspects, answers, alerted, walled, divided_from, decided_by, entry_count, last_hash, last_received_at)
      select "caseId", "caseNumber", "unitId", "officerId", reported, "complaintMadeAt", "complaintMadeOn", "enteredAt",
        "receivedAt", late, "factsFrom", "factsTo", "placeCode", channel, acts, means, purposes, verdict, "palermoVerdict",
        "lawVersion", exploitation, finding, suggested, minor, victims, suspects, answers, alerted, walled, "dividedFrom", "decidedBy", 1, hash,
        (entry ->> 'receivedAt')::timestamptz from given),
    ${ENTRY}
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
      victims = ${c.victims}, suspects = ${c.suspects}, answers = ${json(c.answers)}, alerted = alerted or ${c.alerted}, entry_count = ${rows.entry.seq},
      status = ${c.status}, closing_outcome = ${c.closingOutcome}, merged_into = ${c.mergedInto}, pending = ${c.pending},
      decided_by = ${c.decidedBy}, last_hash = ${rows.hash}, last_received_at = ${rows.entry.receivedAt}
    where case_id = ${c.caseId} and last_hash = ${previous}`.execute(tx);
  if (folded.numAffectedRows !== 1n) return false;
  // Before the statement that writes the people anew: members of one statement all see the state before it.
  await sql`delete from case_people where case_id = ${c.caseId}`.execute(tx);
  // A unit that was alerted of this case before, which the writer may not be allowed to see.
  await sql`with ${entryParts(packed([rows]), sql`on conflict do nothing`)}, ${ENTRY} select 1`.execute(tx);
  return true;
}

/**
 * What was answered to an entry of the reader's own, by its id; `undefined` when there is none. Past what the reader may
 * see of the case now: the first answer stays the first answer.
 */
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
      content: Record<string, unknown>;
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
    content: Record<string, unknown>;
  }>`
    select case_id as "caseId", case_number as "caseNumber", received_at as "receivedAt", entry_hash as hash,
      officer_id as "officerId", kind, content from first_answer(${entryId})`.execute(tx);
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
    where e.case_id = (select c.case_id from cases c where c.case_id = ${SOUGHT(caseId)}) order by e.seq`.execute(
    tx,
  );
  return rows;
}
