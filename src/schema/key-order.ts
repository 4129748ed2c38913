// What two key custodians order: that a class key is replaced, or that an old version is destroyed; and how the keys are.
import * as z from "zod/mini";
import { KeyClass } from "./key-class.ts";
import { lines } from "./text.ts";

/** `rotate`: a new version is made and everything wrapped anew for it. `retire`: an older version is closed and destroyed. */
export const KEY_ACTS = ["rotate", "retire"] as const;
export const KeyAct = z.enum(KEY_ACTS);
export type KeyAct = z.infer<typeof KeyAct>;

/**
 * `waiting` for a second custodian, `lapsed` when none answered, `refused`, `withdrawn` by a custodian, `agreed` and not
 * carried out yet, `over` when that was not done in time, `begun`, `done`.
 */
export const KEY_ORDER_STATES = [
  "waiting",
  "lapsed",
  "refused",
  "withdrawn",
  "agreed",
  "over",
  "begun",
  "done",
] as const;
export type KeyOrderState = (typeof KEY_ORDER_STATES)[number];

/** Shortest reason, in characters: long enough that "routine" alone does not do. */
export const KEY_REASON_MIN = 20;

export const NewKeyOrder = z.strictObject({
  orderId: z.uuid(),
  act: KeyAct,
  keyClass: KeyClass,
  /** To rotate: the version it makes, one after the newest. To retire: the version that is destroyed. */
  version: z.int().check(z.positive()),
  /** Why; read by every custodian, administrator and auditor. */
  reason: lines(500).check(z.minLength(KEY_REASON_MIN)),
});
export type NewKeyOrder = z.infer<typeof NewKeyOrder>;

export const KeyOrderLine = z.object({
  orderId: z.string(),
  act: KeyAct,
  keyClass: KeyClass,
  version: z.int(),
  /** Sealed, and opened by the vault for whoever reads; null while it cannot be. */
  reason: z.nullable(z.string()),
  askedBy: z.string(),
  askedAt: z.string(),
  answeredBy: z.nullable(z.string()),
  answeredAt: z.nullable(z.string()),
  endedBy: z.nullable(z.string()),
  endedAt: z.nullable(z.string()),
  /** Of a rotation: when it was begun, and when everything was wrapped anew. */
  begunAt: z.nullable(z.string()),
  doneAt: z.nullable(z.string()),
  state: z.enum(KEY_ORDER_STATES),
  /** Until when it waits: for an answer, or to be carried out; null in other states. */
  until: z.nullable(z.string()),
  mayAnswer: z.boolean(),
  mayEnd: z.boolean(),
});
export type KeyOrderLine = z.infer<typeof KeyOrderLine>;

export const KeyVersionLine = z.object({
  keyClass: KeyClass,
  version: z.int(),
  /**
   * While keys of its class are still wrapped for several versions: how many of a hundred are wrapped for this one;
   * null otherwise. Never a number of keys: it would tell of every case, of those behind a wall too.
   */
  percent: z.nullable(z.int()),
  state: z.enum(["newest", "older", "closed"]),
  /** Since when it is there, as far as the register knows. */
  since: z.string(),
  /** The newest of its class, and older than the configured time. */
  old: z.boolean(),
});
export type KeyVersionLine = z.infer<typeof KeyVersionLine>;

export const KeysReport = z.object({
  now: z.string(),
  /** A newest version older than this many days is an alarm. */
  days: z.int(),
  /** Custodians whose posting is in force. */
  custodians: z.int(),
  /** Two of them must agree: false only while the register has never had two. */
  two: z.boolean(),
  /** Null while the vault does not answer. */
  versions: z.nullable(z.array(KeyVersionLine)),
  orders: z.array(KeyOrderLine),
  /** The reader is a custodian. */
  manages: z.boolean(),
});
export type KeysReport = z.infer<typeof KeysReport>;
