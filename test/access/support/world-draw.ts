// Random worlds of officers and cases, as they are drawn: what every layer is then asked about.
import fc from "fast-check";
import { delegableRights } from "#src/domain/access/delegation.ts";
import { Role } from "#src/schema/case.ts";
import { UNLOCK_CLASSES } from "#src/schema/unlock.ts";

// Two regions with their specialised units and stations, the nation, and the top: the tree in small. And two of another
// institution, one below the other.
const UNITS = [
  "pe-pnp",
  "pe-dirtepol-x-madre-de-dios",
  "pe-dirtepol-x-madre-de-dios-trata",
  "pe-st-170101",
  "pe-dirtepol-x-cusco",
  "pe-dirtepol-x-cusco-trata",
  "pe-st-080101",
  "pe-divintrap",
  "pe-mp-fistrap",
  "pe-mp-fistrap-madre-de-dios",
] as const;
type UnitId = (typeof UNITS)[number];
const READERS = 8;
/** In every world these: of all roles alike hardly any of them would be given something. */
const ALWAYS: readonly { role: Role; unitId: UnitId; inForce?: true }[] = [
  { role: "service-provider", unitId: "pe-st-170101" },
  { role: "prosecutor", unitId: "pe-mp-fistrap", inForce: true },
  { role: "prosecutor", unitId: "pe-mp-fistrap-madre-de-dios" },
  { role: "investigator", unitId: "pe-dirtepol-x-madre-de-dios-trata", inForce: true },
];
/** Half of the others are of these, who work on cases: of all roles alike few would have a name opened. */
const WORK: readonly Role[] = [
  "registrar",
  "investigator",
  "specialised-unit",
  "internal-affairs",
  "prosecutor-liaison",
  "chief",
  "national-directorate",
  "amender",
];
const role = fc.oneof(fc.constantFrom(...Role.options), fc.constantFrom(...WORK));
/** Victims of every case, as far as anybody is entrusted with them. */
const VICTIMS: readonly number[] = [0, 1];
/** Whose postings may be stood in for. */
const GIVERS = Role.options.filter((role) => delegableRights(role).length > 0);

const unit = fc.constantFrom(...UNITS);
const reader = fc.nat(READERS - 1);
const some = (maxLength: number) =>
  fc.subarray(
    Array.from({ length: READERS }, (_, at) => at),
    { maxLength },
  );

/** In one or two of four. */
const sometimes = <T>(weight: 1 | 2, arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4 - weight, arbitrary: fc.constant(null) }, { weight, arbitrary });

/** A posting beside the one that is asked about. `lately`: ended within 24 months; `long-ago`: before. */
const other = fc.record({
  role: fc.constantFrom(...Role.options),
  unitId: unit,
  held: fc.constantFrom("now" as const, "lately" as const, "long-ago" as const),
});
/** Whose rights the officer exercises, and which of them. */
const delegation = fc
  .record({ role: fc.constantFrom(...GIVERS), unitId: unit, which: fc.nat(6) })
  .map(({ which, ...of }) => {
    const all = delegableRights(of.role);
    const rights = all.filter((_, at) => ((which + 1) >> at) & 1);
    return { ...of, rights: rights.length > 0 ? rights : all };
  });

const assignment = fc.record({
  reader,
  /** The posting that is asked about, or another one of the same officer. */
  posting: fc.constantFrom("acting" as const, "acting" as const, "acting" as const, "other" as const),
  status: fc.constantFrom("assigned", "assigned", "assigned", "offered", "approved", "released"),
  /** Which of the persons in it are entrusted to whoever has it. */
  entrusted: fc.subarray([...VICTIMS], { minLength: 1 }),
});
type DrawnAssignment = typeof assignment extends fc.Arbitrary<infer T> ? T : never;

const wall = fc.record({
  side: fc.constantFrom("owners" as const, "prosecutor" as const),
  named: some(2),
  hiddenUnits: fc.subarray([...UNITS], { maxLength: 3 }),
  /** Days ago: what a named officer was posted to since follows the wall. */
  raised: fc.constantFrom(0, 300),
});

const made = fc.record({
  unitId: unit,
  registeredBy: reader,
  /** Hours since it arrived: the hotline's operator loses it at 24. */
  hours: fc.constantFrom(1, 23, 25, 900),
  alertedUnits: fc.subarray([...UNITS]),
  handedOver: fc.constantFrom(false, false, true),
  pending: fc.boolean(),
  deciders: some(1),
  status: fc.constantFrom("open", "open", "open", "closed", "annulled", "merged"),
  /** Into which of the cases before it, when it went into another. */
  into: fc.nat(4),
  assignments: fc
    .tuple(
      // The service, the prosecutor below and the investigator are each given every other case.
      fc.subarray([0, 2, 3]),
      fc.uniqueArray(assignment, { maxLength: 3, selector: (one) => one.reader }),
    )
    .map(([given, drawn]): DrawnAssignment[] => [
      ...given.map((to) => ({
        ...{ reader: to, posting: "acting" as const, status: "assigned" as const, entrusted: [0] },
      })),
      ...drawn.filter((one) => !given.includes(one.reader)),
    ]),
  wall: sometimes(2, wall),
  /** Whom a wall named that was lifted without saying that this was false; only where none stands now. */
  barred: fc.oneof({ weight: 3, arbitrary: fc.constant([] as number[]) }, { weight: 1, arbitrary: some(2) }),
  /** Somebody asks to have it broken open; `likely`: one who may, and a prosecutor to agree, where the world has them. */
  unlock: fc.record({
    likely: fc.constantFrom(true, true, true, false),
    first: reader,
    second: reader,
    dataClass: fc.constantFrom("complainant-identity" as const, ...UNLOCK_CLASSES),
  }),
});

/** `ended`: the posting that is asked about, since yesterday. `giver-suspended`: whoever the officer stands in for, if anybody. */
const standing = fc.constantFrom(
  ...(["in-force", "in-force", "in-force", "in-force", "suspended", "ended"] as const),
  ...(["giver-suspended", "giver-suspended"] as const),
);

export const world = fc.record({
  readers: fc.tuple(
    ...Array.from({ length: READERS }, (_, at) =>
      fc.record({
        role: ALWAYS[at] ? fc.constant(ALWAYS[at].role) : role,
        unitId: ALWAYS[at] ? fc.constant(ALWAYS[at].unitId) : unit,
        standing: ALWAYS[at]?.inForce ? fc.constant("in-force" as const) : standing,
        others: fc.array(other, { maxLength: 2 }),
        // One always does.
        standsIn: ALWAYS[at] ? fc.constant(null) : at === READERS - 1 ? delegation : sometimes(1, delegation),
      }),
    ),
  ),
  cases: fc.array(made, { minLength: 1, maxLength: 5 }),
});
export type Drawn = typeof world extends fc.Arbitrary<infer T> ? T : never;
export type DrawnCase = Drawn["cases"][number];
export type DrawnReader = Drawn["readers"][number];
