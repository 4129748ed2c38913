// The vault lets an officer search more often today, on the word of a chief above; and tells a chief who has searched.
import { insertAuditEvent, refusalOfTrail } from "#src/database/audit.ts";
import { countSearches, insertAllowance, isBelow, listSearching } from "#src/database/person-searches.ts";
import { transact } from "#src/database/transact.ts";
import type { SearchesToday } from "#src/schema/person-search.ts";
import { mayAllow } from "#src/vault/may-search.ts";
import type { VaultAnswer } from "#src/vault/vault-door.ts";
import { auditRow } from "../audit-event.ts";
import { type Asked, findAsker, type VaultRoom } from "./vault-room.ts";

export interface Allowing extends Asked {
  allowanceId: string;
  officerId: string;
}

/** As many as a day has, once more. Given again with the same id it changes nothing. */
export async function allowSearches(room: VaultRoom, input: Allowing): Promise<VaultAnswer> {
  const found = await findAsker(room, input);
  if (found === undefined) return { problem: "not-found" };
  const { asker, pool } = found;
  const { officerId, allowanceId, requestId, address } = input;
  const now = room.clock().toISOString();
  const call = { trace: { action: "search.allow" }, actor: asker, requestId, address, now };
  try {
    return await transact(pool.pool, { zone: "reta_vault" }, async (tx) => {
      const below = await isBelow(tx, officerId, asker.unitId);
      if (!mayAllow(asker, { officerId, below })) {
        const told = { detail: { officer: officerId, problem: "access.refused" } };
        await insertAuditEvent(tx, auditRow(call, "refused", told));
        return { problem: "access.refused" };
      }
      const row = { allowanceId, officerId, more: room.searchesADay, chiefId: asker.officerId };
      if (await insertAllowance(tx, row))
        await insertAuditEvent(
          tx,
          auditRow(call, "done", { detail: { officer: officerId, more: row.more } }),
        );
      return { value: null };
    });
  } catch (error) {
    if (refusalOfTrail(error) === undefined) throw error;
    return { problem: "audit.unavailable" };
  }
}

/** How often the asker has searched today; for a chief the officers below who have. */
export async function listSearches(room: VaultRoom, input: Asked): Promise<VaultAnswer> {
  const found = await findAsker(room, input);
  if (found === undefined) return { problem: "not-found" };
  const { asker, pool } = found;
  const value = await transact(pool.pool, { zone: "reta_vault" }, async (tx): Promise<SearchesToday> => {
    const { used, more } = await countSearches(tx, asker.officerId);
    const below = asker.role === "chief" ? await listSearching(tx, asker.unitId) : [];
    const officers = below
      .filter(({ officerId }) => officerId !== asker.officerId)
      .map(({ more: extra, ...officer }) => ({ ...officer, allowed: room.searchesADay + extra }));
    return { used, allowed: room.searchesADay + more, officers };
  });
  return { value };
}
