// The rules in force in this process: the pack as loaded with what administrators changed, made anew when that or the day
// changes. Every process has its own and looks for itself; a wake-up only makes it look at once.
import { randomUUID } from "node:crypto";
import type { Rules } from "#src/actions/context.ts";
import { settle } from "#src/actions/settle-units.ts";
import type { ConnectionPool } from "#src/database/connect.ts";
import { insertPackChange, listPackChanges, lockPack, packHead } from "#src/database/pack-changes.ts";
import { transact } from "#src/database/transact.ts";
import { storeTimeZone } from "#src/database/units.ts";
import { prepareUnits } from "#src/domain/alerts/route-alerts.ts";
import { dayIn } from "#src/domain/case/day-in.ts";
import { prepareValidation } from "#src/domain/case/validate-complaint.ts";
import { prepareLexicon } from "#src/domain/classification/narrative-lexicon.ts";
import { prepareLaw } from "#src/domain/classification/prepared-law.ts";
import { canonicalBytes } from "#src/domain/ledger/canonical.ts";
import { applyChanges, packVersionOf } from "#src/domain/pack/apply-changes.ts";
import type { Pack } from "#src/schema/pack.ts";
import type { StoredChange } from "#src/schema/pack-change.ts";
import { sha256 } from "#src/vault/sha256.ts";

export interface Rulebook {
  rules: Rules;
  /** Looks whether anything has changed, and makes the rules anew if so. Calls during a look share it. */
  refresh(): Promise<void>;
}

/** Units of the pack the database does not know yet are imported; what it knows is its own from then on. */
export async function importUnits(owner: ConnectionPool, pack: Pack): Promise<void> {
  await owner.query.transaction().execute(async (tx) => {
    await lockPack(tx);
    await storeTimeZone(tx, pack.manifest.timeZone);
    const changes = await listPackChanges(tx);
    const known = new Set(
      changes.flatMap(({ change }) =>
        change.kind === "unit-import"
          ? change.units.map(({ id }) => id)
          : change.kind === "unit-open"
            ? [change.unit.id]
            : [],
      ),
    );
    const units = pack.units.filter(({ id }) => !known.has(id));
    const day = dayIn(pack.manifest.timeZone, new Date().toISOString());
    if (units.length > 0) {
      const changeId = randomUUID();
      const change = { kind: "unit-import" as const, units };
      const hash = sha256(canonicalBytes({ changeId, change }));
      const row = { changeId, madeAt: new Date().toISOString(), effectiveOn: day, orderNumber: null, change };
      await insertPackChange(tx, {
        ...row,
        officerId: null,
        postingId: null,
        subject: "units",
        needsTwo: false,
        hash,
        salt: null,
      });
    }
    await settle(tx, pack, await listPackChanges(tx), day);
  });
}

/** Opens the rulebook with what is stored now. `changed` is told of every new set of rules. */
export async function openRulebook(
  pool: ConnectionPool,
  loaded: Pack,
  changed: (rules: Rules) => void,
): Promise<Rulebook> {
  const read = () =>
    transact(pool.pool, { zone: "reta_people" }, async (tx) => ({
      // Before the changes: one made in between is found at the next look.
      head: await packHead(tx),
      changes: await listPackChanges(tx),
    }));
  const today = () => dayIn(loaded.manifest.timeZone, new Date().toISOString());
  const first = await read();
  let head = `${first.head} ${today()}`;
  let looking: Promise<void> | undefined;
  let again = false;
  const look = async () => {
    do {
      again = false;
      const now = await transact(pool.pool, { zone: "reta_people" }, packHead);
      if (`${now} ${today()}` === head) continue;
      const { head: read_, changes } = await read();
      book.rules = rulesOf(loaded, changes, today());
      head = `${read_} ${today()}`;
      changed(book.rules);
    } while (again);
  };
  const book: Rulebook = {
    rules: rulesOf(loaded, first.changes, today()),
    refresh() {
      if (looking !== undefined) again = true;
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    },
  };
  return book;
}

/**
 * The rules of a day. The law and the words to be recognised are prepared when they are first asked for, which most
 * commands never do; what nobody changed is taken over as it was prepared before.
 */
export function rulesOf(loaded: Pack, changes: readonly StoredChange[], day: string): Rules {
  const pack = applyChanges(loaded, changes, day);
  return {
    pack,
    loaded,
    day,
    packVersion: packVersionOf(loaded, changes),
    get law() {
      return lawOf(pack.law);
    },
    get palermo() {
      return lawOf(pack.palermo);
    },
    get lexicon() {
      return lexiconOf(pack.lexicon);
    },
    validation: prepareValidation(pack),
    units: prepareUnits(pack.units, day, pack.manifest.root),
  };
}

const lawOf = oncePerPart(prepareLaw);
const lexiconOf = oncePerPart(prepareLexicon);

// A part of a pack is never changed in place: what was prepared from it is good as long as it is there.
function oncePerPart<Part extends object, Prepared>(
  prepare: (part: Part) => Prepared,
): (part: Part) => Prepared {
  const known = new WeakMap<Part, Prepared>();
  return (part) => {
    const prepared = known.get(part) ?? prepare(part);
    known.set(part, prepared);
    return prepared;
  };
}

/** Prepares all of it: whoever serves does so before the first complaint would wait for it. */
export function prepareAll({ law, palermo, lexicon }: Rules): readonly unknown[] {
  return [law, palermo, lexicon];
}
