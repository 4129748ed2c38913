// How the register runs, for those who keep it running: nothing of a case, no secret, also while the trail fails.
import { readLastBackup, readTrailState } from "#src/database/audit.ts";
import { countUnheard } from "#src/database/relays.ts";
import { NO_RELATION } from "#src/domain/access/access-question.ts";
import { decideAccess } from "#src/domain/access/decide-access.ts";
import { KEY_CLASSES, type KeyClass } from "#src/schema/key-class.ts";
import { Problem } from "#src/schema/problem.ts";
import type { SystemReport } from "#src/schema/system.ts";
import type { Context, Trace } from "./context.ts";
import { trailHealth } from "./watch-trail.ts";

/** Answered although the trail cannot be written: it is how those who can mend it learn so. */
export const trace: Trace = { action: "system.read", zone: "reta_audit", quiet: true };

/** What this process knows of itself. */
export interface SystemState {
  startedAt: string;
  alarms: SystemReport["alarms"];
  trailFailingSince: number | undefined;
  verification: SystemReport["verification"];
  /** Days after which the last copy is too old; 0 where that is not watched. */
  backupDays: number;
  keys: readonly { keyClass: KeyClass; version: number }[];
}

/** Refused to whoever has no right to see how the system runs. */
export async function readSystem(ctx: Context, state: SystemState): Promise<SystemReport> {
  const question = {
    role: ctx.actor.role,
    action: "read",
    dataClass: "system",
    relation: NO_RELATION,
  } as const;
  if (decideAccess(question).effect === "refuse") throw new Problem("access.refused");
  const trail = await readTrailState(ctx.tx);
  const health = trailHealth(trail, state.trailFailingSince, Date.parse(ctx.now));
  return {
    startedAt: state.startedAt,
    packVersion: ctx.register.rules.packVersion,
    alarms: state.alarms,
    trail: { ...trail, health },
    verification: state.verification,
    answersNotHeard: await countUnheard(ctx.tx),
    backup: { madeAt: (await readLastBackup(ctx.tx)).madeAt, days: state.backupDays },
    keys: KEY_CLASSES.map((keyClass) => ({
      keyClass,
      versions: state.keys.filter((key) => key.keyClass === keyClass).map(({ version }) => version),
    })),
  };
}
