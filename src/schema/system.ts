// How the register itself runs, for whoever keeps it running: alarms with their beginning, the audit spool, key versions.
import * as z from "zod/mini";
import { TrailReport } from "./audit.ts";
import { KeyClass } from "./key-class.ts";

const Log = z.enum(["entries", "audit"]);

/** How the register verifies itself: how far, and what it found. No case and no entry is named, `reta verify` does that. */
export const Verification = z.object({
  /** Within so many hours everything is looked at once. */
  hours: z.number(),
  /** `coveredAt` ends the last whole round; null while there was none. */
  logs: z.array(z.object({ log: Log, size: z.int(), coveredAt: z.nullable(z.string()) })),
  /** By log (null: of none) and kind: how many, the first leaf among them where it has one, since when. */
  findings: z.array(
    z.object({
      ...{ log: z.nullable(Log), kind: z.string(), found: z.int() },
      ...{ leafIndex: z.nullable(z.int()), since: z.string() },
    }),
  ),
});
export type Verification = z.infer<typeof Verification>;

export const SystemReport = z.object({
  /** Since when this server process runs. */
  startedAt: z.string(),
  packVersion: z.string(),
  /** Alarms by code as in health; `since` as this process first saw it, null where it has not looked yet. */
  alarms: z.array(z.object({ alarm: z.string(), since: z.nullable(z.string()) })),
  trail: TrailReport,
  verification: Verification,
  /** Answers of complainants that were not read for officers with every number known: how many, and nothing of them. */
  answersNotHeard: z.int(),
  /** When `reta backup` last made a copy, null if never; too old after so many days (0: not watched). */
  backup: z.object({ madeAt: z.nullable(z.string()), days: z.number() }),
  /** Which versions of each class key there are to seal with: public halves only, the newest last. */
  keys: z.array(z.object({ keyClass: KeyClass, versions: z.array(z.int()) })),
});
export type SystemReport = z.infer<typeof SystemReport>;
