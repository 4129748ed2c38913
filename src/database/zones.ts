// The zones of the database: one weak role each, taken for one transaction; none owns anything or inherits anything.

/** Every zone role, with what lives there (said again as a comment in the database). */
export const ZONES = {
  reta_cases: "entries, cases, facts, alerts: what happened, without names",
  reta_identities: "sealed personal values: written by registration, opened one at a time",
  reta_statistics: "counts over coded facts",
  reta_audit: "who used what, when",
  reta_ledger: "the queue and the tiles of the logs",
  reta_people: "who is who among officers: logins, postings, sessions",
} as const;

export type Zone = keyof typeof ZONES;
