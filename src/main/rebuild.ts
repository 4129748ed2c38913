// `reta rebuild --check`: folds every case anew from its entries and compares with the tables for reading.

import { compareProjections } from "#src/actions/rebuild-projections.ts";
import type { Configuration } from "#src/cli/configuration.ts";
import type { RebuildReport } from "#src/cli/rebuild.ts";
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
