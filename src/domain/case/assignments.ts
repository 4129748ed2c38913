// What an assignment does to who has a case: taken, given, laid down, offered, approved, accepted, refused, withdrawn.
import type { AssignmentContent } from "#src/schema/assignment.ts";
import type { PartOpened } from "#src/schema/case-part.ts";

/** A posting that has the case or is offered it. */
export interface Assignment {
  postingId: string;
  officerId: string;
  unitId: string;
  status: "assigned" | "offered" | "approved";
  since: string;
  /** Of an offer: the hand-over list, its length, who made it, whose assignment ends with it. */
  list: string | null;
  listSize: number | null;
  offeredBy: string | null;
  from: string | null;
  fromRegistrar: boolean;
  /** The part it is opened with; null where it is the file. */
  part: PartOpened | null;
}

export interface Holding {
  assignments: readonly Assignment[];
  /** Whoever registered the case no longer has it. */
  handedOver: boolean;
}

export const NOBODY_YET: Holding = { assignments: [], handedOver: false };

/**
 * After one more entry of kind `assignment`. What does not fit (accepting what was not offered) changes nothing. An offer
 * ends with what it offers: when that is laid down, taken away, or goes to somebody else by another list.
 */
export function withAssignment(
  holding: Holding,
  content: AssignmentContent,
  made: { at: string; by: string },
): Holding {
  const { act, postingId, list } = content;
  const others = holding.assignments.filter((one) => one.postingId !== postingId);
  const own = holding.assignments.find((one) => one.postingId === postingId);
  const waits = own !== undefined && own.status !== "assigned" && own.list === list ? own : undefined;
  const keep = (assignments: readonly Assignment[], handedOver = holding.handedOver): Holding => ({
    assignments,
    handedOver,
  });
  switch (act) {
    case "take":
    case "assign":
      return own?.status === "assigned" ? holding : keep([...others, assigned(content, made.at)]);
    case "release":
      return own?.status === "assigned" ? keep(withoutOffersOf(others, postingId)) : holding;
    case "offer":
      return own === undefined ? keep([...others, offered(content, made)]) : holding;
    case "approve":
      return waits === undefined ? holding : keep([...others, { ...waits, status: "approved" }]);
    case "accept": {
      if (waits === undefined) return holding;
      const rest = withoutOffersOf(
        others.filter((one) => one.postingId !== waits.from),
        waits.from,
      );
      return keep([...rest, assigned(content, made.at)], holding.handedOver || waits.fromRegistrar);
    }
    case "refuse":
    case "withdraw":
      return waits === undefined ? holding : keep(others);
    default: {
      const never: never = act;
      throw new Error(`unknown step of an assignment: ${never}`);
    }
  }
}

/** `from` null: of what whoever registered it still had. */
const withoutOffersOf = (assignments: readonly Assignment[], from: string | null): Assignment[] =>
  assignments.filter((one) => one.status === "assigned" || one.from !== from);

function assigned({ postingId, officerId, unitId, part }: AssignmentContent, since: string): Assignment {
  return {
    part: part ?? null,
    postingId,
    officerId,
    unitId,
    status: "assigned",
    since,
    list: null,
    listSize: null,
    offeredBy: null,
    from: null,
    fromRegistrar: false,
  };
}

function offered(content: AssignmentContent, { at, by }: { at: string; by: string }): Assignment {
  const { list, listSize, from, fromRegistrar } = content;
  return { ...assigned(content, at), status: "offered", list, listSize, offeredBy: by, from, fromRegistrar };
}
