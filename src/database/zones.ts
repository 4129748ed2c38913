// The zones of the database: one weak role each, taken for one transaction; none owns anything or inherits anything.

/** Every zone role, with what lives there (said again as a comment in the database). */
export const ZONES = {
  reta_cases: "entries, cases, facts, alerts: what happened, without names",
  reta_identities: "who relayed, asked to open or searched for whom; no value, no key",
  reta_statistics: "counts over coded facts",
  reta_audit: "who used what, when",
  reta_ledger: "the queue and the tiles of the logs",
  reta_people: "who is who among officers: logins, postings, sessions",
} as const;

/** The zone only the vault's own login may take: it alone reads sealed values and wrapped keys. */
export const VAULT_ZONE = "reta_vault";

/** Every role the register needs in its cluster. */
export const ROLES: readonly string[] = [...Object.keys(ZONES), VAULT_ZONE];

export type Zone = keyof typeof ZONES | typeof VAULT_ZONE;
