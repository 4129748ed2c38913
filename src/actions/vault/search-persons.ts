// The vault says whether a person is in another case, and whom to call: counted and on the record before it looks.
import { randomUUID } from "node:crypto";
import { type AuditRow, insertAuditEvent, insertAuditEvents, refusalOfTrail } from "#src/database/audit.ts";
import type { ConnectionPool } from "#src/database/connect.ts";
import {
  type Candidate,
  type CandidateValues,
  countSearches,
  findUnitOfPosting,
  insertSearch,
  listCandidates,
  listCandidateValues,
  lockSearches,
} from "#src/database/person-searches.ts";
import { type Transaction, transact } from "#src/database/transact.ts";
import { listSealedBodies, type VaultSession } from "#src/database/vault.ts";
import { isSought, type KnownPerson, soughtBy, termsSought } from "#src/domain/identity/person-sought.ts";
import type { Role } from "#src/schema/case.ts";
import { type PersonSought, PersonSought as Sought } from "#src/schema/person-search.ts";
import { dealsWith } from "#src/vault/may-open.ts";
import { maySearch } from "#src/vault/may-search.ts";
import { openerOf } from "#src/vault/open-values.ts";
import { beginningIn, holdersOf, readSealedCase } from "#src/vault/sealed-case.ts";
import type { VaultAnswer } from "#src/vault/vault-door.ts";
import { auditRow, type Recorded } from "../audit-event.ts";
import { FOUND, fieldOf, fillIndex } from "./fill-indexes.ts";
import { holdingsOf, howTo } from "./own-assignments.ts";
import { type Asked, findAsker, type VaultRoom } from "./vault-room.ts";
import { wallAround } from "./wall-around.ts";

export interface PersonSearch extends Asked {
  caseId: string;
  purpose: string;
  sought: PersonSought;
}

/** Cases in which the person is, and the unit to call about each. Only the server is told which case it is. */
export interface SearchFound {
  matches: { caseId: string; unitId: string }[];
  used: number;
  allowed: number;
}

/** People under one name by ear, in a country: whoever asks for more must know more. */
const CANDIDATES_MAX = 2_000;
/** Who may deal with what is behind a wall; whether with this one, its entries say. */
const BEHIND_WALLS: readonly Role[] = ["internal-affairs", "specialised-unit"];
/** Batches put into the index before a search, so that what was just registered is found. */
const FILL_FIRST = 10;

/**
 * Each step ends before the next begins:
 * 1. session, posting and case are looked up, and the rule asked;
 * 2. the search is counted and its event committed, or its refusal: if that fails nothing is looked for;
 * 3. candidates are found by token, opened and compared; a false one leaves no trace, for nobody is told of it;
 * 4. that there was a match is committed for whoever has the other case, and only then answered. Not where one's own case
 *    is behind a wall, of which they would learn by it: then it is on the trail of that one.
 */
export async function searchPersons(room: VaultRoom, input: PersonSearch): Promise<VaultAnswer> {
  const found = await findAsker(room, input);
  if (found === undefined) return { problem: "not-found" };
  const { asker, pool } = found;
  const { caseId, purpose, requestId, address } = input;
  const recorded = (action: string): Recorded => ({
    trace: { action },
    actor: asker,
    requestId,
    address,
    now: room.clock().toISOString(),
  });
  const sought = Sought.safeParse(input.sought);
  const by = sought.success ? soughtBy(sought.data) : [];
  const counted = await keeping(() =>
    inVault(pool, async (tx) => {
      const { refusal, walled } = await refusalOf(room, tx, asker, input, by);
      const { used, more } = await countSearches(tx, asker.officerId);
      const allowed = room.searchesADay + more;
      const problem = refusal ?? (used >= allowed ? "search.limit" : undefined);
      const event =
        problem === undefined
          ? auditRow(recorded("search.person"), "done", { caseId, detail: { purpose, by } })
          : auditRow(recorded("search.person"), "refused", { caseId, detail: { problem } });
      if (problem === undefined)
        await insertSearch(tx, {
          searchId: randomUUID(),
          officerId: asker.officerId,
          postingId: asker.postingId,
          caseId,
        });
      await insertAuditEvent(tx, event);
      return { problem, used: used + 1, allowed, walled };
    }),
  );
  if (counted === "unrecorded") return { problem: "audit.unavailable" };
  if (counted.problem !== undefined || !sought.success)
    return { problem: counted.problem ?? "input.invalid" };
  const cases = await findCases(room, pool, asker, caseId, sought.data);
  if (cases === undefined) return { problem: "search.too-wide" };
  const matches = await inVault(pool, async (tx) => {
    const contacts: SearchFound["matches"] = [];
    for (const one of cases) contacts.push(...(await contactOf(tx, one, asker)));
    return contacts;
  });
  const events: AuditRow[] = matches.map((match) =>
    auditRow(recorded("search.match"), "done", {
      ...(counted.walled
        ? { caseId, detail: { purpose, matched: match.caseId } }
        : { caseId: match.caseId, detail: { purpose } }),
    }),
  );
  if (events.length > 0) {
    const kept = await keeping(() => inVault(pool, (tx) => insertAuditEvents(tx, events)));
    if (kept === "unrecorded") return { problem: "audit.unavailable" };
  }
  const { used, allowed } = counted;
  return { value: { matches, used, allowed } satisfies SearchFound };
}

const inVault = <T>({ pool }: ConnectionPool, work: (tx: Transaction) => Promise<T>) =>
  transact(pool, { zone: "reta_vault" }, work);

async function keeping<T>(work: () => Promise<T>): Promise<T | "unrecorded"> {
  try {
    return await work();
  } catch (error) {
    if (refusalOfTrail(error) === undefined) throw error;
    return "unrecorded";
  }
}

async function refusalOf(
  room: VaultRoom,
  tx: Transaction,
  asker: VaultSession,
  input: PersonSearch,
  by: readonly string[],
): Promise<{ refusal: string | undefined; walled: boolean }> {
  const { caseId, purpose } = input;
  await lockSearches(tx, asker.officerId);
  const entries = readSealedCase(caseId, await listSealedBodies(tx, caseId));
  const wall = await wallAround(tx, caseId, entries, asker.officerId);
  const answer = (refusal: string | undefined) => ({ refusal, walled: wall !== null });
  if (entries.length === 0 || (wall !== null && !dealsWith(asker, wall))) return answer("not-found");
  const holdings = await holdingsOf(room, tx, howTo(asker, input), caseId, entries);
  if (!maySearch(asker, holdings)) return answer("access.refused");
  if (!room.purposes.has(purpose)) return answer("input.invalid");
  return answer(by.length === 0 ? "search.too-little" : undefined);
}

/** Ids of the cases the person is in, in an order that tells nothing; `undefined` when too many would have to be opened. */
async function findCases(
  room: VaultRoom,
  pool: ConnectionPool,
  { training, role }: VaultSession,
  ownCase: string,
  sought: PersonSought,
): Promise<string[] | undefined> {
  const register = training ? "training" : "real";
  for (let batch = 0; batch < FILL_FIRST && (await fillIndex(room, register)) > 0; batch += 1);
  const tokens = termsSought(sought).map((term) => ({
    purpose: term.purpose,
    token: room.indexKey.token(register, term),
  }));
  const { candidates, known } = await inVault(pool, async (tx) => {
    const of = { ownCase, behind: BEHIND_WALLS.includes(role) };
    const listed = await listCandidates(tx, of, tokens, CANDIDATES_MAX + 1);
    const open = listed.length > CANDIDATES_MAX ? [] : listed;
    return { candidates: listed, known: await listCandidateValues(tx, open, FOUND) };
  });
  if (candidates.length > CANDIDATES_MAX) return undefined;
  const people = new Map<string, Candidate[]>();
  for (const one of candidates) {
    const person = `${one.found} ${one.holder}`;
    people.set(person, [...(people.get(person) ?? []), one]);
  }
  const cases = [...people.values()].flatMap((places) =>
    isSought(sought, personOf(room, places, known)) ? places.slice(0, 1).map(({ found }) => found) : [],
  );
  return [...new Set(cases)].sort();
}

const FIELDS: Readonly<Record<string, keyof KnownPerson>> = {
  name: "names",
  aliases: "aliases",
  documents: "documents",
  phones: "phones",
  birthDate: "birthDates",
};

// What cannot be opened is not known; it does not keep others from being found.
function personOf(
  room: VaultRoom,
  places: readonly Candidate[],
  { entries, values, keys }: CandidateValues,
): KnownPerson {
  const person: KnownPerson = { names: [], aliases: [], documents: [], phones: [], birthDates: [] };
  const holder = places[0]?.holder;
  const of = new Set(places.map(({ caseId }) => caseId));
  for (const { entryId, kind, pointer } of entries.filter((entry) => of.has(entry.caseId))) {
    const open = openerOf({ entryId, keys: keys.filter((key) => key.entryId === entryId) }, room.unwrapper);
    for (const value of values.filter((one) => one.entryId === entryId && one.holder === holder)) {
      const into = FIELDS[fieldOf(kind, pointer, value.pointer) ?? ""];
      if (into === undefined) continue;
      try {
        const opened = open(value).value;
        (person[into] as unknown[]).push(...(Array.isArray(opened) ? opened : [opened]));
      } catch {
        // Erased, altered, or sealed for a key that is away.
      }
    }
  }
  return person;
}

// Whoever has the case now, by its own entries; while nobody has, the unit that took the complaint.
async function contactOf(
  tx: Transaction,
  caseId: string,
  asker: VaultSession,
): Promise<SearchFound["matches"]> {
  const entries = readSealedCase(caseId, await listSealedBodies(tx, caseId));
  const wall = await wallAround(tx, caseId, entries, asker.officerId);
  if (wall !== null && !dealsWith(asker, wall)) return [];
  const holder = holdersOf(entries).holders.at(-1);
  const has = holder === undefined ? undefined : await findUnitOfPosting(tx, holder);
  // Behind a wall nobody calls the station: until somebody of that side has it, the reader's own unit does.
  const unitId = wall === null ? has : has === undefined || wall.units.includes(has) ? asker.unitId : has;
  return [{ caseId, unitId: unitId ?? (entries[0] === undefined ? "" : beginningIn(entries[0]).unitId) }];
}
