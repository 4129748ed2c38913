// The vault's own rule: who may ask whether a person is in another case, and which cases answer. Written without the
// server's decision in sight, as `may-open.ts` is.
import type { Role } from "#src/schema/case.ts";
import type { VaultAsker } from "./may-open.ts";

/** Work on cases that were assigned to them, persons included. Rank searches for nobody. */
const SEARCHERS: readonly Role[] = ["investigator", "specialised-unit", "internal-affairs"];

/** For a case the asker's posting has, and no other. */
export function maySearch(
  { role, postingId }: VaultAsker,
  { holders }: { holders: readonly string[] },
): boolean {
  return SEARCHERS.includes(role) && holders.includes(postingId);
}

/** A chief lets others search more often, of the own command, and never themselves. */
export function mayAllow(
  { role, officerId }: VaultAsker,
  officer: { officerId: string; below: boolean },
): boolean {
  return role === "chief" && officer.below && officer.officerId !== officerId;
}
