// How the register itself runs, for whoever keeps it running: alarms with their beginning, the audit spool, key versions.
import * as z from "zod/mini";
import { TrailReport } from "./audit.ts";
import { KeyClass } from "./key-class.ts";

export const SystemReport = z.object({
  /** Since when this server process runs. */
  startedAt: z.string(),
  packVersion: z.string(),
  /** Alarms by code as in health; `since` as this process first saw it, null where it has not looked yet. */
  alarms: z.array(z.object({ alarm: z.string(), since: z.nullable(z.string()) })),
  trail: TrailReport,
  /** Which versions of each class key there are to seal with: public halves only, the newest last. */
  keys: z.array(z.object({ keyClass: KeyClass, versions: z.array(z.int()) })),
});
export type SystemReport = z.infer<typeof SystemReport>;
