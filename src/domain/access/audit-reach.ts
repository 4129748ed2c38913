// How far each role reads the audit trail (reference: security 2.2, column A), and what nobody reads about oneself.
import type { Role } from "#src/schema/case.ts";

/**
 * `nation`: everything but who looks into the reader. `inquiries`: officers under inquiry. `own`: the own actions.
 * `accounts`: what happens to accounts and units, but for what is done by or to the reader; never a case. `catalogues`:
 * the own changes of catalogues. `keys`: the work on keys.
 */
export type AuditReach = "nation" | "inquiries" | "own" | "accounts" | "catalogues" | "keys";

const REACH: Readonly<Partial<Record<Role, AuditReach>>> = {
  auditor: "nation",
  "internal-affairs": "inquiries",
  investigator: "own",
  "specialised-unit": "own",
  administrator: "accounts",
  "catalogue-administrator": "catalogues",
  "key-custodian": "keys",
};

/** `undefined` for roles to which the trail is closed. */
export const auditReach = (role: Role): AuditReach | undefined => REACH[role];

/** Who oversees officers: finds them by name, keeps the review list, learns of canaries and of the trail's health. */
export const oversees = (role: Role): boolean => {
  const reach = auditReach(role);
  return reach === "nation" || reach === "inquiries";
};

/** Who asks how often names were opened in the units below the own one: counts by unit and day, of no case and no officer. */
export const countsOpenings = (role: Role): boolean =>
  role === "chief" || role === "regional-chief" || role === "national-directorate";

/** What of an event the rule needs. */
export interface EventSubject {
  action: string;
  officerId: string | null;
  subjectId: string | null;
  caseId: string | null;
}

/**
 * First words of actions: by which somebody looks into an officer's trail; of accounts and units; of lists, questions,
 * rules of alert, law and institution, which are all changes of the pack; of keys.
 */
export const AUDIT_AREAS: Readonly<
  Record<"watches" | "accounts" | "catalogues" | "keys", readonly string[]>
> = {
  watches: ["audit", "inquiry", "review", "canary"],
  accounts: [
    "session",
    "officer",
    "posting",
    "delegation",
    "unit",
    "enrolment",
    "recovery",
    "passkey",
    "single-sign-on",
    "pack",
  ],
  catalogues: ["pack", "alert-rule"],
  keys: ["key"],
};

/** May this reader see this event? `underInquiry` as far as the reader may know of inquiries. */
export function readsEvent(
  reader: { role: Role; officerId: string },
  event: EventSubject,
  underInquiry: ReadonlySet<string>,
): boolean {
  const own = event.officerId === reader.officerId;
  const aboutReader = event.subjectId === reader.officerId;
  const [word = ""] = event.action.split(".");
  switch (auditReach(reader.role)) {
    case "nation":
      return own || !aboutReader || !AUDIT_AREAS.watches.includes(word);
    case "inquiries": {
      const looked = [event.officerId, event.subjectId].some((id) => id !== null && underInquiry.has(id));
      return own || (looked && !aboutReader);
    }
    case "own":
      return own;
    case "accounts":
      return !own && !aboutReader && event.caseId === null && AUDIT_AREAS.accounts.includes(word);
    case "catalogues":
      return own && AUDIT_AREAS.catalogues.includes(word);
    case "keys":
      return !aboutReader && AUDIT_AREAS.keys.includes(word);
    case undefined:
      return false;
  }
}
