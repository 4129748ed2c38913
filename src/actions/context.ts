// What every action is given: its transaction, who acts, the time, randomness, and the register it works in.
import type { SessionRow } from "#src/database/sessions.ts";
import type { Transaction } from "#src/database/transact.ts";
import type { Zone } from "#src/database/zones.ts";
import type { UnitDirectory } from "#src/domain/alerts/route-alerts.ts";
import type { PreparedValidation } from "#src/domain/case/validate-complaint.ts";
import type { PreparedLexicon } from "#src/domain/classification/narrative-lexicon.ts";
import type { PreparedLaw } from "#src/domain/classification/prepared-law.ts";
import type { SignedPromise } from "#src/domain/ledger/promise.ts";
import type { Pack } from "#src/schema/pack.ts";
import type { Place } from "#src/schema/session.ts";
import type { BreachedPasswords } from "#src/vault/breached-passwords.ts";
import type { DraftsKey } from "#src/vault/drafts-key.ts";
import type { Receipts } from "#src/vault/receipts.ts";
import type { StaffMarks } from "#src/vault/staff-marks.ts";
import type { VaultLine } from "#src/vault/vault-line.ts";
import type { Wrapper } from "#src/vault/wrapped-key.ts";

/** The officer who acts, under one posting valid now. */
export interface Actor extends SessionRow {
  /** Signed in with less than the register asks for: may set up a second factor, and nothing else. */
  mustEnrol: boolean;
  /** Null for actions that no session of theirs asked for. */
  sessionHash: Buffer | null;
  /** For chiefs: the units below and the own one. For everybody else the own one. */
  units: readonly string[];
  /** Where this request comes from; absent for what no browser asked for. */
  place?: Place;
  /** In another browser than the session was opened in, which finds it locked. */
  elsewhere?: boolean;
  /** For prosecutors: the offices below the own one. */
  offices?: readonly string[];
}

/** The country's rules in force, prepared when the server starts and whenever an administrator has changed them. */
export interface Rules {
  pack: Pack;
  /** The pack as it was loaded, before anybody changed anything. */
  loaded: Pack;
  /** The day these rules are for, `YYYY-MM-DD` in the register's time zone. */
  day: string;
  packVersion: string;
  law: PreparedLaw;
  palermo: PreparedLaw;
  lexicon: PreparedLexicon;
  validation: PreparedValidation;
  units: UnitDirectory;
}

/** One register: the real one, or the training copy in which nothing is sealed, alerted or counted. */
export interface Register {
  rules: Rules;
  draftsKey: DraftsKey;
  /** Seals personal values for the vault. */
  wrapper: Wrapper;
  /** Asks the vault, the only one that can open them. */
  vault: VaultLine;
  training: boolean;
  /** A password alone is a way in: for demos and schools. */
  passwordAlone: boolean;
  /** Passwords known from elsewhere that nobody may choose; null where the operator keeps no list. */
  breached: BreachedPasswords | null;
  /** How many sessions an officer may have open at a time. */
  sessionsAtOnce: number;
  /** The issuer whose accounts let officers in; null without single sign-on. */
  singleSignOn: string | null;
  /** False in training, and for cases of the past that come in from elsewhere: nobody is alerted of 2004. */
  alerting: boolean;
  /** Signs the promise that the log will hold the entry; null in training. */
  promise: ((entryHash: string, receivedAt: string) => SignedPromise) | null;
  /** Makes the complainant's receipt; null in training, where a code would answer nothing, and while its secret is lost. */
  receipts: Receipts | null;
  /** Knows staff numbers again, by the secret of receipts: `lost` where that is not there. */
  staffMarks: StaffMarks;
}

/** What the audit trail keeps of an action beyond its name. Codes and counts only, never a personal value. */
export interface Told {
  caseId?: string;
  entryId?: string;
  /** The station's device, when the request said which. */
  deviceId?: string;
  /**
   * `officer` is whom it is about, `classes` which classes of values, `purpose` what for: the trail can be searched by
   * these three, and they have columns of their own.
   */
  detail?: Record<string, string | number | boolean | null | readonly string[]>;
}

/** What other processes are told to look at after a commit: alerts, or the rules in force. Never what has happened. */
export type Wake = "alerts" | "rules";

/** `Who` is the actor's type: `Actor`, or null for what is done before anybody has signed in. */
export interface Context<Who = Actor> {
  tx: Transaction;
  actor: Who;
  /** Server time, ISO 8601 in UTC with milliseconds. */
  now: string;
  requestId: string;
  /** From where the request came; absent for what nobody asked for over the network. */
  address?: string | undefined;
  register: Register;
  newId(): string;
  random(bytes: number): Uint8Array;
  /** The last statements of the action: sent, and followed by the commit without waiting for their answers. */
  finish(last: Promise<unknown>): void;
  /** States what the audit trail shall say. It is sent at once and counts only if the transaction commits. */
  tell(told: Told): void;
  /**
   * The same of something that is no doing of whoever asks: under an action of its own, without request, address or actor.
   */
  tellApart(trace: Pick<Trace, "action">, told: Told): void;
  /** Runs after the commit, for wake-ups; a failure there changes nothing that was stored. */
  afterCommit(wake: Wake): void;
}

/** What an action is given that decides without the database and leaves storing to others. */
export type Deciding = Omit<Context, "tx" | "finish" | "tellApart">;

/** The line below every action: its name in the audit trail and the zone it works in. */
export interface Trace {
  action: string;
  zone: Zone;
  /** True where only refusals are kept: reading is frequent and harmless, or the vault has recorded it itself. */
  quiet?: boolean;
  /**
   * True for what must go on when the trail cannot be written: registering and what it needs. Its event waits in the
   * spool. Nothing that shows a name may be.
   */
  essential?: boolean;
  /** True for what the clock does in the name of the register itself, in the zone of the trail. */
  ofRegister?: boolean;
}
