// A case that turns out to be two: which persons and codes go on as a case of its own, and which stay.
import type { Place } from "#src/schema/complaint.ts";
import type { FieldFault } from "#src/schema/problem.ts";
import type { Part } from "#src/schema/proposal.ts";
import type { Assignment } from "./assignments.ts";
import { type CaseLink, type CaseState, inForce } from "./case-state.ts";
import type { Dividing } from "./proposal.ts";

/** What the first entry of a case that was part of another says of where it comes from. */
export interface Beginning {
  from: CaseLink;
  /** The proposal in that case by which it was made. */
  proposal: string;
  /** Who registered the complaint, where, and when it was entered and arrived: it is the same complaint. */
  registeredBy: string;
  unitId: string;
  enteredAt: string;
  receivedAt: string;
  /** Who had that case has this one. */
  assignments: readonly Assignment[];
  handedOver: boolean;
}

/** The part of the complaint, coded facts only, and where it comes from. */
export type DividedContent = Record<string, unknown> & { begins: Beginning };

const PEOPLE = ["victims", "suspects"] as const;
const CODES = ["acts", "means", "purposes"] as const;

/** Everything must be somewhere, nothing that is not there can be, a victim is in one of them only, and neither is empty. */
export function divisionFaults(
  state: Pick<CaseState, "complaint" | "struck" | "moved">,
  { goes, stays }: Pick<Dividing, "goes" | "stays">,
): FieldFault[] {
  const complaint = inForce(state);
  const faults: FieldFault[] = [];
  const all: Readonly<Record<keyof Part, readonly string[]>> = {
    victims: complaint.victims.map(({ personId }) => personId),
    suspects: complaint.suspects.map(({ personId }) => personId),
    acts: complaint.acts,
    means: complaint.means,
    purposes: complaint.purposes,
  };
  for (const name of [...PEOPLE, ...CODES]) {
    const there = new Set(all[name]);
    const given = [...goes[name], ...stays[name]];
    const once = [goes, stays].every((part) => new Set(part[name]).size === part[name].length);
    if (!once || given.some((each) => !there.has(each)) || all[name].some((each) => !given.includes(each)))
      faults.push({ pointer: `/division/goes/${name}`, code: "invalid" });
  }
  if (goes.victims.some((id) => stays.victims.includes(id)))
    faults.push({ pointer: "/division/goes/victims", code: "in-both" });
  for (const [name, part] of Object.entries({ goes, stays }))
    if (part.victims.length + part.suspects.length === 0)
      faults.push({ pointer: `/division/${name}`, code: "empty" });
  return faults;
}

/**
 * The part of the complaint that goes: coded facts, and of its persons the commitments where `state` was folded with them.
 * What belongs to no person stays with the case it was said in: the narrative, names of places, routes, vehicles, numbers
 * of other registers, answers about the case. Who complained is not said again.
 */
export function partThatGoes(
  state: Pick<CaseState, "complaint" | "struck" | "moved">,
  goes: Part,
): Record<string, unknown> {
  const whole = inForce(state);
  const { route: _, vehicles: __, externalNumbers: ___, variables: ____, personal: _____, ...told } = whole;
  const { complainant, place, recruitmentPlace, ...rest } = told;
  const victims = whole.victims.filter(({ personId }) => goes.victims.includes(personId));
  const suspects = whole.suspects
    .filter(({ personId }) => goes.suspects.includes(personId))
    .map((suspect) => ({
      ...suspect,
      ...(suspect.relationships && {
        relationships: suspect.relationships.filter(
          ({ victim }) => victim === undefined || goes.victims.includes(victim),
        ),
      }),
    }));
  const { kind, protectionRequested } = complainant;
  return {
    ...rest,
    place: codedPlace(place),
    ...(recruitmentPlace && { recruitmentPlace: codedPlace(recruitmentPlace) }),
    complainant: { kind, ...(protectionRequested !== undefined && { protectionRequested }) },
    victims,
    suspects,
    acts: goes.acts,
    means: goes.means,
    purposes: goes.purposes,
  };
}

/** The case without the part that went. Positions stay: a pointer means the same for ever. */
export function withDivision(state: CaseState, { into, goes, stays }: Dividing): CaseState {
  const gone = PEOPLE.flatMap((part) =>
    state.complaint[part].flatMap(({ personId }, i) =>
      goes[part].includes(personId) && !stays[part].includes(personId) ? [`/${part}/${i}`] : [],
    ),
  );
  const { acts, means, purposes } = stays;
  return {
    ...state,
    complaint: { ...state.complaint, acts, means, purposes },
    dividedInto: [...state.dividedInto, into],
    moved: [...state.moved, ...gone],
  };
}

/** Whether a pointer is of a person who is another case's now, or of anything about that person. */
export function isMoved({ moved }: Pick<CaseState, "moved">, pointer: string): boolean {
  return moved.some((each) => pointer === each || pointer.startsWith(`${each}/`));
}

/** Who registered the complaint a case began with, where and when, whatever entry it began with. */
export function beginningOf(first: {
  officerId: string;
  unitId: string;
  enteredAt: string;
  receivedAt: string;
  content: Record<string, unknown>;
}): Pick<Beginning, "unitId" | "enteredAt" | "receivedAt"> & { officerId: string } {
  const { officerId, unitId, enteredAt, receivedAt, content } = first;
  const begins = content.begins as Beginning | undefined;
  if (begins === undefined) return { officerId, unitId, enteredAt, receivedAt };
  return {
    officerId: begins.registeredBy,
    unitId: begins.unitId,
    enteredAt: begins.enteredAt,
    receivedAt: begins.receivedAt,
  };
}

const codedPlace = ({ personal: _, ...coded }: Place): Place => coded;
