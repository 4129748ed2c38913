// `reta rebuild`: folds every case anew and compares with the tables for reading; has the vault make its indexes anew.

import { compareProjections } from "#src/actions/rebuild-projections.ts";
import type { Configuration } from "#src/cli/configuration.ts";
import type { IndexReport, RebuildReport } from "#src/cli/rebuild.ts";
import { openHouse } from "./house.ts";

export async function checkRebuild(configuration: Configuration): Promise<RebuildReport> {
  const house = await openHouse(configuration);
  try {
    return await house.owner.query
      .transaction()
      .setIsolationLevel("repeatable read")
      .setAccessMode("read only")
      .execute((tx) => compareProjections(tx, house.pack.manifest.timeZone));
  } finally {
    await house.close();
  }
}

/** Asks the vault batch by batch: a run that is killed leaves a queue that the vault goes on with by itself. */
export async function rebuildIndexes(
  configuration: Configuration,
  progress: (done: number, all: number) => void,
): Promise<IndexReport> {
  const house = await openHouse(configuration);
  try {
    const { waiting: all } = await house.vault.ask<{ waiting: number }>("empty-indexes", {});
    let entries = 0;
    for (const register of ["real", "training"] as const)
      for (;;) {
        const filled = await house.vault.ask<number>("fill-index", { register });
        if (filled === 0) break;
        entries += filled;
        progress(entries, all);
      }
    const { waiting } = await house.vault.ask<{ waiting: number }>("count-queued", {});
    return { entries, waiting };
  } finally {
    await house.close();
  }
}
