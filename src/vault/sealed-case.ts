// A case as the vault believes it: its entries hash to what was sealed, each chained to the one before.
import { canonicalBytes } from "#src/domain/ledger/canonical.ts";
import type { Entry } from "#src/schema/entry.ts";
import type { VaultWall } from "./may-open.ts";
import { sha256 } from "./sha256.ts";

export interface SealedEntryRow {
  entryId: string;
  seq: number;
  hash: Buffer;
  previousHash: Buffer | null;
  body: unknown;
}

/** An entry is not the one that was sealed: nothing of its case is opened. */
export class CaseAltered extends Error {
  override readonly name = "CaseAltered";
}

/** What decides is in no signed checkpoint yet: nothing is opened on the strength of it. */
export class CaseNotLogged extends Error {
  override readonly name = "CaseNotLogged";
}

/** The entries of one case, checked. Throws `CaseAltered`. */
export function readSealedCase(caseId: string, rows: readonly SealedEntryRow[]): Entry[] {
  let previous: Buffer | undefined;
  return rows.map((row, i) => {
    const entry = row.body as Entry;
    const chained = previous === undefined ? row.previousHash === null : row.previousHash?.equals(previous);
    const whole =
      sha256(canonicalBytes(row.body)).equals(row.hash) &&
      entry.entryId === row.entryId &&
      entry.caseId === caseId &&
      entry.seq === i + 1 &&
      entry.seq === row.seq &&
      entry.previousHash === (previous?.toString("hex") ?? null);
    if (!chained || !whole) throw new CaseAltered(`entry ${row.entryId} is not as it was sealed`);
    previous = row.hash;
    return entry;
  });
}

/** Whether a proposal in these entries has no decision yet. */
export function hasWaiting(entries: readonly Entry[]): boolean {
  const decided = new Set(
    entries.filter(({ kind }) => kind === "amendment-decision").map(({ content }) => content.proposal),
  );
  return entries.some(
    ({ kind, entryId, seq }) => PROPOSALS.includes(kind) && seq > 1 && !decided.has(entryId),
  );
}

const PROPOSALS: readonly string[] = ["amendment", "closing", "annulment", "merge", "split", "division"];

/**
 * Persons who are no longer of this case by its entries, read without the register's own fold: an approved division took
 * them into another one, and let them stay in none of this one's.
 */
export function movedFrom(entries: readonly Entry[]): ReadonlySet<string> {
  const approved = new Set(
    entries
      .filter(({ kind, content }) => kind === "amendment-decision" && content.approved === true)
      .map(({ content }) => content.proposal),
  );
  const divisions = entries.filter(
    ({ kind, seq, entryId }) => kind === "division" && seq > 1 && approved.has(entryId),
  );
  return new Set(
    divisions.flatMap(({ content }) => {
      const { goes, stays } = content as unknown as Record<"goes" | "stays", Record<string, string[]>>;
      return ["victims", "suspects"].flatMap((part) =>
        (goes[part] ?? []).filter((personId) => stays[part]?.includes(personId) !== true),
      );
    }),
  );
}

/** Who registered the complaint a case began with, in which unit and when, read without the register's own fold. */
export function beginningIn(first: Entry): { registeredBy: string; unitId: string; receivedAt: string } {
  const begins = (first.kind === "division" ? first.content.begins : undefined) as
    | { registeredBy: string; unitId: string; receivedAt: string }
    | undefined;
  const { registeredBy, unitId, receivedAt } = begins ?? { ...first, registeredBy: first.officerId };
  return { registeredBy, unitId, receivedAt };
}

/** Who has a case: postings, whether it was handed over, and of a posting with a part of it the persons entrusted to it. */
export interface CaseHolders {
  holders: string[];
  handedOver: boolean;
  entrusted: Record<string, string[]>;
}

/** What an assignment says, as it was sealed. */
interface AssignmentSaid {
  act: string;
  postingId: string;
  list: string | null;
  from: string | null;
  fromRegistrar: boolean;
}
type Part = { kind: string; victims: string[] } | null | undefined;

/** Who has the case by these entries, read without the register's own fold. */
export function holdersOf(entries: readonly Entry[]): CaseHolders {
  const holders = new Map<string, readonly string[]>();
  const offers = new Map<string, { from: string | null; fromRegistrar: boolean }>();
  const endOffersOf = (giver: string | null) => {
    for (const [offer, { from }] of offers) if (from === giver) offers.delete(offer);
  };
  let handedOver = false;
  for (const { kind, seq, content, postingId: by } of entries) {
    if (kind === "division" && seq === 1) {
      // A part of another case: whoever had that one.
      const begins = content.begins as {
        assignments: { postingId: string; status: string; part?: Part }[];
        handedOver: boolean;
      };
      for (const { postingId, status, part } of begins.assignments)
        if (status === "assigned") holders.set(postingId, entrustedBy(part));
      handedOver = begins.handedOver;
    }
    if (kind !== "assignment") continue;
    const { act, postingId, list, from, fromRegistrar } = content as unknown as AssignmentSaid;
    const offer = `${list} ${postingId}`;
    if (act === "offer") offers.set(offer, { from, fromRegistrar });
    // Who has it already is told nothing new by being given it again.
    if ((act === "take" || act === "assign") && !holders.has(postingId))
      holders.set(postingId, entrustedBy(content.part as Part));
    if (act === "release") {
      holders.delete(postingId);
      endOffersOf(postingId);
    }
    const waiting = offers.get(offer);
    // Accepted by whom it was offered to, as it was offered, of who has it; anything else gives nobody anything.
    const there = from === null ? fromRegistrar && !handedOver : holders.has(from);
    const same = waiting?.from === from && waiting.fromRegistrar === fromRegistrar;
    if (act === "accept" && same && there && by === postingId) {
      // Nobody is entrusted with more than whose part it was.
      const had = from === null ? [] : (holders.get(from) ?? []);
      if (from !== null) holders.delete(from);
      holders.set(
        postingId,
        entrustedBy(content.part as Part).filter((person) => had.includes(person)),
      );
      handedOver ||= fromRegistrar;
      endOffersOf(from);
    }
    if (act === "accept" || act === "refuse" || act === "withdraw") offers.delete(offer);
  }
  const entrusted = [...holders].filter(([, persons]) => persons.length > 0);
  return {
    holders: [...holders.keys()],
    handedOver,
    entrusted: Object.fromEntries(entrusted.map(([postingId, persons]) => [postingId, [...persons]])),
  };
}

const entrustedBy = (part: Part): readonly string[] => (part?.kind === "protection" ? part.victims : []);

/** The wall around the case by these entries, read without the register's own fold; null where none stands. */
export const wallIn = (entries: readonly Entry[]): VaultWall | null => standingIn(entries).wall;

/**
 * Officers a wall of the case named, by these entries: they see nothing of it when it is lifted either, unless everybody
 * who agreed to lift it said that this had proved false.
 */
export const barredIn = (entries: readonly Entry[]): readonly string[] => standingIn(entries).barred;

function standingIn(entries: readonly Entry[]): { wall: VaultWall | null; barred: readonly string[] } {
  let wall = null as VaultWall | null;
  let barred: readonly string[] = [];
  let agreed: { by: string; as: unknown; unfounded: boolean }[] = [];
  for (const entry of entries) {
    if (entry.wall !== undefined) {
      const { side, namedOfficers, hiddenUnits } = entry.wall;
      wall = {
        prosecutorOnly: side === "prosecutor" || wall?.prosecutorOnly === true,
        officers: [...(wall?.officers ?? []), ...namedOfficers],
        units: [...(wall?.units ?? []), ...hiddenUnits],
      };
      barred = [...barred, ...namedOfficers];
      agreed = [];
    } else if (wall !== null && entry.kind === "wall" && entry.content.step === "consent") {
      // A consent says when the case had become the prosecutor's by a posting; so it stays.
      const prosecutorOnly = wall.prosecutorOnly || entry.content.side === "prosecutor";
      const { lapsed = [], unfounded } = entry.content as { lapsed?: readonly string[]; unfounded?: boolean };
      agreed = [
        ...agreed.filter(({ by }) => by !== entry.officerId && !lapsed.includes(by)),
        { by: entry.officerId, as: entry.content.as, unfounded: unfounded === true },
      ];
      const with_ = (role: string) => agreed.filter(({ as }) => as === role).length;
      const lifted = prosecutorOnly
        ? with_("prosecutor") > 1
        : with_("prosecutor") > 0 && with_("internal-affairs") > 0;
      const { officers } = wall;
      if (lifted && agreed.every((one) => one.unfounded))
        barred = barred.filter((one) => !officers.includes(one));
      wall = lifted ? null : { ...wall, prosecutorOnly };
    }
  }
  return { wall, barred };
}
