// The wall the vault goes by: what the sealed entries say, and wider where the register knows of more.
import type { Transaction } from "#src/database/transact.ts";
import { findStandingWall, isBarred } from "#src/database/walls.ts";
import type { Entry } from "#src/schema/entry.ts";
import type { VaultWall } from "#src/vault/may-open.ts";
import { barredIn, wallIn } from "#src/vault/sealed-case.ts";

/**
 * Whoever writes into the database can make it wider and not narrower: the entries of the case are sealed; what follows
 * from joined cases and from where a named officer serves now is added. For an officer whom a wall named that was lifted
 * without clearing them, one stands that names them. Null where nothing speaks of a wall.
 */
export async function wallAround(
  tx: Transaction,
  caseId: string,
  entries: readonly Entry[],
  officerId: string,
): Promise<VaultWall | null> {
  if (barredIn(entries).includes(officerId) || (await isBarred(tx, caseId, officerId)))
    return { prosecutorOnly: true, officers: [officerId], units: [] };
  const [sealed, standing] = [wallIn(entries), await findStandingWall(tx, caseId)];
  if (standing === null) return sealed;
  return {
    prosecutorOnly: standing.side === "prosecutor" || sealed?.prosecutorOnly === true,
    officers: [...(sealed?.officers ?? []), ...standing.namedOfficers],
    units: [...(sealed?.units ?? []), ...standing.hiddenUnits],
  };
}
