// What each role may do, to what, standing how to it. Everything that is not here is refused.
import type { Role } from "#src/schema/case.ts";
import type { Action, DataClass, Obligation, Relation } from "./access-question.ts";

/** One line of the table: these actions on these classes, for whom it is so related, with these further duties. */
export interface Grant {
  actions: readonly Action[];
  classes: readonly DataClass[];
  to: keyof Relation | "always";
  duties: readonly Obligation[];
}

const words = <T extends string>(list: string) => list.split(" ") as T[];
const grant = (
  to: Grant["to"],
  actions: string,
  classes: string,
  duties: readonly Obligation[] = [],
): Grant => ({ to, actions: words<Action>(actions), classes: words<DataClass>(classes), duties });

const PERSONS = "suspect-identity victim-identity minor-identity";
const NAMES_AND_EVIDENCE = `${PERSONS} evidence`;
const BREAK_GLASS: readonly Obligation[] = ["second-person", "notify-owner", "review"];

const REGISTERS = grant("always", "register", "facts");
const OWN_TRAIL = grant("self", "read", "audit");
const OWN_SESSIONS = grant("self", "read manage", "sessions");
const EVERYBODY: readonly Grant[] = [OWN_SESSIONS];

/**
 * The officer at the counter: the own cases with the persons in them, to supplement them and issue their papers, until
 * handed over or walled; that they exist, afterwards too.
 */
const TAKES_COMPLAINTS: readonly Grant[] = [
  REGISTERS,
  grant("registered", "read", "metadata"),
  grant("keeps", "read add propose", `facts ${NAMES_AND_EVIDENCE}`),
  // Said to the case, never asked of it: who proposes sees no value that stands.
  grant("keeps", "propose", "complainant-identity"),
  grant("keeps", "issue print wall carry-out", "facts"),
  grant("keeps", "hand-over", "metadata"),
];

/** A case that was handed over to this posting, by whoever it was: as the officer at the counter had it. */
const HAS_IT: readonly Grant[] = [
  grant("assigned", "read", "metadata"),
  grant("assigned", "read add propose", `facts ${NAMES_AND_EVIDENCE}`),
  grant("assigned", "propose", "complainant-identity"),
  grant("assigned", "issue print wall carry-out", "facts"),
  grant("assigned", "hand-over", "metadata"),
  // Nobody accepts what they may not look at; the names open when they have.
  grant("offered", "read", "metadata facts"),
  grant("offered", "accept", "metadata"),
];

/** Who works on a case that is assigned: the persons in it, papers, corrections, the way to the complainant. */
const WORKS_ON_ASSIGNED: readonly Grant[] = [
  ...HAS_IT,
  grant("assigned", "export", "facts"),
  grant("assigned", "search", "suspect-identity"),
  grant("assigned", "assign", "metadata"),
  grant("assigned", "relay", "complainant-identity"),
  grant("assigned", "unlock", "complainant-identity", BREAK_GLASS),
];

/** Of an alerted unit, before one of it takes the case: what happened may be completed and corrected, no name opened. */
const WORKS_ON_ALERTED: readonly Grant[] = [
  grant("alerted", "read take", "metadata"),
  grant("alerted", "read add propose", "facts"),
];

const ALERTED: readonly Grant[] = [
  grant("always", "read", "alerts"),
  grant("alerted", "acknowledge", "alerts"),
];

const LETS_IN_BELOW: readonly Grant[] = [
  grant("inSubtree", "enrol suspend", "accounts"),
  // Who is lost, stolen from or gone is known at the unit first.
  grant("inSubtree", "read manage", "sessions"),
];

/** Sees the command's cases without names, and answers when nobody below does. */
const OVERSEES: readonly Grant[] = [
  ...LETS_IN_BELOW,
  grant("inSubtree", "read", "metadata facts"),
  grant("alerted", "read", "metadata facts"),
  ...ALERTED,
];

/** A case that was opened to this posting: a file. */
const FILE = grant("assigned", "read", "metadata facts");
/** Who leaves hands the file to the next one in the same office or institution, who has looked at it before accepting. */
const HANDS_ON_FILE: readonly Grant[] = [
  grant("assigned", "hand-over", "metadata"),
  grant("offered", "read", "metadata facts"),
  grant("offered", "accept", "metadata"),
];
/** A referral: that there is the case, and the part of it that is theirs; of one that is offered, that there is the case. */
const OWN_PART: readonly Grant[] = [
  grant("assigned", "read", "metadata own-part"),
  grant("assigned", "hand-over", "metadata"),
  grant("offered", "read accept", "metadata"),
];

/**
 * The table of reference security 2.2. Two lines are wider than there, and why is in decision 0014: the investigators
 * of a unit that was alerted read the facts before one of them takes the case, and a unit's facts are open in it.
 */
export const GRANTS: Readonly<Record<Role, readonly Grant[]>> = {
  registrar: [...EVERYBODY, ...TAKES_COMPLAINTS, ...HAS_IT],
  investigator: [
    ...EVERYBODY,
    ...TAKES_COMPLAINTS,
    ...WORKS_ON_ASSIGNED,
    ...ALERTED,
    ...WORKS_ON_ALERTED,
    grant("inUnit", "read take", "metadata"),
    // Their unit has it already: they need not take it to complete what a colleague wrote (decision 0014).
    grant("inUnit", "read add propose", "facts"),
    OWN_TRAIL,
  ],
  chief: [
    ...EVERYBODY,
    ...OVERSEES,
    grant("always", "read", "statistics"),
    // Whoever declares that an officer is involved loses sight of the case, a chief too.
    grant("inSubtree", "add wall", "facts"),
    grant("alerted", "add wall", "facts"),
    grant("inSubtree", "assign hand-over", "metadata"),
    grant("alerted", "assign hand-over", "metadata"),
    FILE,
    grant("assigned", "read", "suspect-identity"),
    grant("inSubtree", "unlock", "victim-identity minor-identity evidence", BREAK_GLASS),
  ],
  "regional-chief": [...EVERYBODY, ...OVERSEES, grant("always", "read", "statistics")],
  "national-directorate": [
    ...EVERYBODY,
    ...LETS_IN_BELOW,
    ...ALERTED,
    grant("always", "read", "statistics metadata facts"),
    grant("always", "unlock", "suspect-identity", BREAK_GLASS),
  ],
  "specialised-unit": [
    ...EVERYBODY,
    ...TAKES_COMPLAINTS,
    ...WORKS_ON_ASSIGNED,
    ...ALERTED,
    ...WORKS_ON_ALERTED,
    grant("always", "read", "statistics metadata facts"),
    grant("always", "take", "metadata"),
    grant("always", "wall", "facts"),
    grant("wallOwner", "read", "conflicts"),
    OWN_TRAIL,
  ],
  "prosecutor-liaison": [
    ...EVERYBODY,
    FILE,
    ...HANDS_ON_FILE,
    grant("assigned", "read", NAMES_AND_EVIDENCE),
    grant("assigned", "print", "facts evidence"),
    grant("assigned", "wall", "facts"),
    grant("assigned", "unlock", "complainant-identity", BREAK_GLASS),
    grant("assigned", "read", "audit"),
  ],
  prosecutor: [
    ...EVERYBODY,
    FILE,
    ...HANDS_ON_FILE,
    grant("assigned", "read", NAMES_AND_EVIDENCE),
    grant("assigned", "direct print wall", "facts"),
    // Of the offices below, as a regional chief of the units below: no name, and what is directed there is theirs.
    grant("prosecutedBelow", "read", "metadata facts"),
    // For a prosecutor there who has left.
    grant("prosecutedBelow", "hand-over", "metadata"),
    grant("assigned", "unlock", "complainant-identity", BREAK_GLASS),
    grant("assigned", "read", "audit"),
    // Behind a wall there is no police chief who could give them the file.
    grant("wallOwner", "read", "metadata facts conflicts"),
    grant("wallOwner", "wall", "facts"),
    // Where only they may know of it, they are who hears.
    grant("always", "read", "alerts"),
    grant("alertedBehindWall", "acknowledge", "alerts"),
    grant("wallOwner", "take", "metadata"),
    grant("wallOwner", "lift", "conflicts"),
    // Where nobody else is left to complete it and to reach who complained (decision 0075), or to correct it (0095).
    grant("assignedAlone", "add", `facts ${PERSONS}`),
    grant("assignedAlone", "relay", "complainant-identity"),
    grant("assignedAlone", "propose", `facts ${PERSONS} complainant-identity`),
    grant("proposedAlone", "decide", `facts ${PERSONS} complainant-identity`),
    grant("always", "unmark", "accounts"),
  ],
  "hotline-operator": [
    ...EVERYBODY,
    REGISTERS,
    grant("ownCall", "read", "metadata"),
    grant("keepsCall", "read add", `facts ${PERSONS}`),
    grant("keepsCall", "print wall", "facts"),
    grant("keepsCall", "hand-over", "metadata"),
  ],
  "hotline-supervisor": [...EVERYBODY, grant("inSubtree", "read", "metadata facts")],
  monitor: [...EVERYBODY, grant("always", "read export", "statistics")],
  analyst: [...EVERYBODY, grant("always", "read", "statistics metadata facts")],
  auditor: [
    ...EVERYBODY,
    grant("always", "read", "statistics metadata audit keys"),
    // Two of them: who oversees says what is looked for, not who is overseen.
    grant("always", "read manage decide", "review"),
    grant("always", "relay", "complainant-identity"),
  ],
  "internal-affairs": [
    ...EVERYBODY,
    ...WORKS_ON_ASSIGNED,
    ...ALERTED,
    grant("wallOwner", "read", "metadata facts suspect-identity conflicts"),
    grant("wallOwner", "take assign hand-over", "metadata"),
    grant("wallOwner", "wall", "facts"),
    grant("wallOwner", "lift", "conflicts"),
    grant("always", "suspend unmark", "accounts"),
    grant("always", "read", "audit review"),
  ],
  administrator: [
    ...EVERYBODY,
    grant("always", "read manage", "accounts units sessions"),
    grant("always", "decide", "units"),
    grant("always", "enrol suspend", "accounts"),
    grant("always", "read", "catalogues law system keys"),
    grant("always", "read", "audit"),
  ],
  "catalogue-administrator": [
    ...EVERYBODY,
    grant("always", "read", "units"),
    grant("always", "read manage", "catalogues law"),
    grant("always", "decide", "law"),
    OWN_TRAIL,
  ],
  "key-custodian": [
    ...EVERYBODY,
    grant("always", "read", "system keys"),
    grant("always", "manage", "keys", ["second-person", "fresh-sign-in"]),
  ],
  // Decides on what others propose, wherever it waits; sees names only while something waits.
  amender: [
    ...EVERYBODY,
    grant("proposed", "read", `metadata facts ${PERSONS}`),
    grant("decided", "read", "metadata facts"),
    grant("proposed", "decide", `facts ${PERSONS} complainant-identity`),
  ],
  "court-clerk": [...EVERYBODY, ...OWN_PART],
  // Of whom, the entrusting says; the vault asks its own copy of it.
  "service-provider": [...EVERYBODY, ...OWN_PART, grant("assigned", "read", "entrusted-identity")],
  "labour-inspector": [...EVERYBODY, ...OWN_PART],
};
