// Opens a register: database, migrations, pack, keys, pools; what every command that needs one stands on.
import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import type { Actor, Context, Register, Rules, Trace } from "#src/actions/context.ts";
import { loadPack } from "#src/actions/load-pack.ts";
import { type Performer, perform } from "#src/actions/perform.ts";
import { performTogether, type SharedAction } from "#src/actions/perform-together.ts";
import * as telling from "#src/actions/tell-verification.ts";
import { Together } from "#src/actions/together.ts";
import { type Witnesses, witnessesIn } from "#src/actions/witness-settings.ts";
import type { Configuration } from "#src/cli/configuration.ts";
import { type ConnectionPool, createPool, type OpenDatabase, openDatabase } from "#src/database/connect.ts";
import type { LogName } from "#src/database/ledger.ts";
import { migrate } from "#src/database/migrate.ts";
import { signPromise } from "#src/domain/ledger/promise.ts";
import type { Pack } from "#src/schema/pack.ts";
import type { PublicClassKey } from "#src/vault/class-keys.ts";
import { type DraftsKey, loadDraftsKey } from "#src/vault/drafts-key.ts";
import { receiptsOf } from "#src/vault/receipts.ts";
import { loadSigningKey, type SigningKey } from "#src/vault/signing-key.ts";
import { LOST_MARKS, staffMarksOf } from "#src/vault/staff-marks.ts";
import type { VaultLine } from "#src/vault/vault-line.ts";
import { createWrapper, type Wrapper } from "#src/vault/wrapped-key.ts";
import { type AlarmTimes, readAlarmTimes, writeAlarmTimes } from "./alarm-times.ts";
import { breachedIn, daysOf, hoursOf, sessionsAtOnce } from "./configured.ts";
import { demandSafeLine } from "./demand-safe-line.ts";
import { type LogLines, openLogLines } from "./log-lines.ts";
import { markStaff } from "./mark-staff.ts";
import { demandOwnDatabase } from "./own-database.ts";
import { loadOwnSecret, makeMissingReceipts, stillHolds } from "./own-secret.ts";
import { reachVault } from "./reach-vault.ts";
import { importUnits, openRulebook, rulesOf } from "./rulebook.ts";
import { hurrying, sealer } from "./sealer.ts";
import { packForVault } from "./vault.ts";
import type { VaultKeeper } from "./vault-keeper.ts";
import { openVerifier, type Verifier } from "./verifier.ts";

export interface House {
  configuration: Configuration;
  dataDir: string;
  database: OpenDatabase;
  /** The pack and the rules in force: another object after every change. */
  readonly pack: Pack;
  readonly rules: Rules;
  /** Looks whether an administrator has changed the pack, and takes it over. */
  refreshRules(): Promise<void>;
  /** Told of every new set of rules; main sets it when it serves. */
  rulesChanged(): void;
  draftsKey: DraftsKey;
  vault: VaultLine;
  /** Starts the vault now rather than when it is first needed. */
  startVault(): Promise<unknown>;
  keys: { entries: SigningKey; audit: SigningKey };
  /** Logs that this process found otherwise than it had signed them, and signs no more. */
  notAsSigned: Set<LogName>;
  /** Alarms that stand, with the time at which a process of this data directory first saw each. */
  alarmsSince: AlarmTimes;
  /** Keeps them for the next start. */
  keepAlarms(): void;
  /** The keys that names are sealed for cannot be used now: a token is away, or its PIN is refused. */
  keysClosed: boolean;
  /** Whether receipts and staff numbers are known again, and will be after the next start. */
  receiptsKeyStands: () => boolean;
  /** Until when its own certificate is good, in milliseconds since 1970; undefined where a proxy has one. */
  certificateEndsAt: (() => number) | undefined;
  /** Public halves of the class keys there are now. */
  publicKeys(): readonly PublicClassKey[];
  /** Where this process writes its log lines. */
  logLines: LogLines;
  /** Days after which the last copy is too old; 0 where that is not watched. */
  backupDays: number;
  /** Looks at what is stored, piece by piece, while it works. */
  verifier: Verifier;
  /** Who cosigns the logs, as `witnesses.json` in the data directory says now. */
  witnesses: () => Witnesses;
  real: Performer;
  training: Performer;
  /** Owner's connections, past row-level security: migrations, verification, rebuilding. Never for a request. */
  owner: ConnectionPool;
  /** Carries out an action in the register the caller's session is for. */
  perform<I, O, Who extends Actor | null>(
    caller: { actor: Who; requestId: string; training: boolean; address?: string },
    action: { trace: Trace; verb: (ctx: never, input: I) => Promise<O> },
    input: I,
  ): Promise<O>;
  /** The same for an action that shares its transaction with others of its kind. */
  performTogether<I, Rows, O, Known>(
    caller: { actor: Actor; requestId: string; training: boolean; address?: string },
    action: SharedAction<I, Rows, O, Known>,
    input: I,
  ): Promise<O>;
  close(): Promise<void>;
}

interface Seals {
  draftsKey: DraftsKey;
  wrapper: Wrapper;
  vault: VaultLine;
}

/**
 * Everything ready to work, nothing listening yet. `wake` is told of stored alerts; main sets it when it serves. Who opens
 * several registers in one process may bring the pack, read once.
 */
export async function openHouse(
  configuration: Configuration,
  elsewhere?: VaultKeeper,
  brought?: Pack,
): Promise<House> {
  const dataDir = resolve(configuration.RETA_DATA);
  const pack = brought ?? (await loadPack(configuration.RETA_COUNTRY));
  demandSafeLine("DATABASE_URL", configuration.DATABASE_URL);
  const database = await openDatabase({
    dataDir,
    databaseUrl: configuration.DATABASE_URL || undefined,
    vaultElsewhere: configuration.RETA_VAULT_SOCKET !== "",
  });
  try {
    await migrate(database.ownerUrl);
    return await furnish(configuration, dataDir, pack, database, elsewhere);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function furnish(
  configuration: Configuration,
  dataDir: string,
  pack: Pack,
  database: OpenDatabase,
  elsewhere: VaultKeeper | undefined,
): Promise<House> {
  const keyFolder = join(dataDir, "keys");
  const owner = createPool(database.ownerUrl, { schema: "reta", max: 4 });
  await demandOwnDatabase(owner, keyFolder).catch(async (error: unknown) => {
    await owner.close();
    throw error;
  });
  const origin = configuration.RETA_ORIGIN;
  const keys = {
    entries: loadSigningKey(keyFolder, "entries", `${origin}/entries`),
    audit: loadSigningKey(keyFolder, "audit", `${origin}/audit`),
  };
  const draftsKey = loadDraftsKey(join(keyFolder, "drafts.key"));
  const secretFile = join(keyFolder, "receipts.key");
  const secret = await loadOwnSecret(owner, secretFile);
  const receipts = secret === undefined ? null : receiptsOf(secret);
  const staffMarks = secret === undefined ? LOST_MARKS : staffMarksOf(secret);
  const reached = await reachVault(
    configuration,
    database.vaultUrl,
    keyFolder,
    { ...packForVault(pack), logKey: keys.entries.vkey },
    elsewhere,
  );
  // Wakes the sequencer when the vault waits for it; what it works with is there before anybody can ask.
  const vault = hurrying(reached.vault, () => sealNow());
  const seals: Seals = { draftsKey, wrapper: createWrapper(reached.publicKeys), vault };
  const max = Number(configuration.RETA_POOL);
  const pools = {
    real: createPool(database.applicationUrl, { schema: "reta", max }),
    training: createPool(database.applicationUrl, { schema: "training", max: Math.min(4, max) }),
    owner,
  };
  await importUnits(pools.owner, pack);
  if (!staffMarks.lost) await markStaff(pools.owner, staffMarks);
  if (receipts !== null) await makeMissingReceipts(pools.owner, receipts);
  const book = await openRulebook(pools.real, pack, (rules) => {
    real.register.rules = rules;
    training.register.rules = rules;
    house.rulesChanged();
  });
  const performer = (training: boolean, pool = training ? pools.training : pools.real): Performer => ({
    register: {
      ...registerOf(book.rules, seals, training ? null : keys.entries, configuration),
      receipts: training ? null : receipts,
      staffMarks,
    },
    pool,
    together: new Together(pool),
    wake: () => undefined,
    clock: () => new Date(),
  });
  const alarmFile = join(dataDir, "alarms.json");
  const real = performer(false);
  const training = performer(true);
  const house: House = {
    configuration,
    dataDir,
    database,
    get pack() {
      return book.rules.pack;
    },
    get rules() {
      return book.rules;
    },
    refreshRules: () => book.refresh(),
    rulesChanged: () => undefined,
    draftsKey,
    vault,
    startVault: reached.start,
    keys,
    notAsSigned: new Set(),
    alarmsSince: readAlarmTimes(alarmFile),
    keepAlarms: () => writeAlarmTimes(alarmFile, house.alarmsSince),
    keysClosed: false,
    receiptsKeyStands: () => stillHolds(secretFile, secret),
    certificateEndsAt: undefined,
    publicKeys: reached.publicKeys,
    // Standard output is for the address alone.
    logLines: openLogLines(process.stderr),
    backupDays: daysOf(configuration),
    verifier: openVerifier({
      owner: pools.owner,
      ownerUrl: database.ownerUrl,
      vkeys: { entries: keys.entries.vkey, audit: keys.audit.vkey },
      vault,
      file: join(dataDir, "verification.json"),
      hours: hoursOf(configuration),
      tell: (news) =>
        perform(
          real,
          { actor: null, requestId: randomUUID() },
          { trace: telling.trace, verb: telling.tellVerification },
          news,
        ),
    }),
    witnesses: witnessesIn(join(dataDir, "witnesses.json")),
    real,
    training,
    owner: pools.owner,
    perform: ({ training: practising, ...request }, { trace, verb }, input) => {
      const chosen = practising ? training : real;
      // A verb is written for the actor its route asks for; the route has made sure that there is one.
      const typed = verb as (ctx: Context<(typeof request)["actor"]>, input: unknown) => Promise<never>;
      return perform(chosen, request, { trace, verb: typed }, input);
    },
    performTogether: ({ training: practising, ...request }, action, input) =>
      performTogether(practising ? training : real, request, action, input),
    async close() {
      await reached.close();
      await Promise.all(Object.values(pools).map((pool) => pool.close()));
      await database.close();
    },
  };
  const sealNow = sealer(house, "entries");
  return house;
}

/** The rules of a pack nobody has changed. */
export function prepareRules(pack: Pack): Rules {
  return rulesOf(pack, [], new Date().toISOString().slice(0, 10));
}

function registerOf(
  rules: Rules,
  seals: Seals,
  key: SigningKey | null,
  configuration: Configuration,
): Omit<Register, "receipts" | "staffMarks"> {
  return {
    rules,
    ...seals,
    training: key === null,
    passwordAlone: configuration.RETA_SIGN_IN === "password",
    sessionsAtOnce: sessionsAtOnce(configuration),
    breached: breachedIn(configuration),
    singleSignOn: configuration.RETA_OIDC_ISSUER || null,
    alerting: key !== null,
    promise: key === null ? null : (entryHash, receivedAt) => signPromise(entryHash, receivedAt, key),
  };
}
