// What the prosecutor in charge directs in a case, folded: ordered, replaced, withdrawn, done or not.
import type { CatalogueItem } from "#src/schema/catalogue.ts";
import type { DirectionMove, DirectionStatus } from "#src/schema/direction.ts";

export interface Direction {
  /** The entry that ordered it. */
  directionId: string;
  measure: string;
  unitId: string;
  postingId: string | null;
  dueOn: string;
  /** Whom it protects; nobody, of a step of the investigation. */
  victims: readonly string[];
  givenBy: string;
  givenPosting: string;
  givenAt: string;
  status: DirectionStatus;
  endedAt: string | null;
  endedBy: string | null;
}

interface Made {
  entryId: string;
  at: string;
  by: string;
  posting: string;
}

/** Which moves a direction takes while it stands so. One that was not done is ordered anew, or let go; one done stays done. */
const TAKES: Readonly<Record<DirectionStatus, readonly (DirectionMove["move"] | "replace")[]>> = {
  open: ["replace", "withdraw", "done", "not-done"],
  "not-done": ["replace", "withdraw"],
  done: [],
  replaced: [],
  withdrawn: [],
};

export const takes = (status: DirectionStatus, move: DirectionMove["move"] | "replace"): boolean =>
  TAKES[status].includes(move);

/** Whether a measure of the pack's list protects somebody: then it can say whom, and their services see it. */
export const isProtective = (measure: Pick<CatalogueItem, "group"> | undefined): boolean =>
  measure?.group === "protection";

const ENDS = { replace: "replaced", withdraw: "withdrawn", done: "done", "not-done": "not-done" } as const;

/** After one more entry of kind `direction`. What does not fit (an answer to what was withdrawn) changes nothing. */
export function withDirection(
  directions: readonly Direction[],
  content: DirectionMove,
  made: Made,
): readonly Direction[] {
  const end = (directionId: string, move: keyof typeof ENDS) =>
    directions.map((one) =>
      one.directionId === directionId && takes(one.status, move)
        ? { ...one, status: ENDS[move], endedAt: made.at, endedBy: made.by }
        : one,
    );
  if (content.move !== "order") return end(content.direction, content.move);
  const { measure, unitId, postingId, dueOn, replaces, victims = [] } = content;
  return [
    ...(replaces === null ? directions : end(replaces, "replace")),
    {
      ...{ directionId: made.entryId, measure, unitId, postingId, dueOn, victims },
      ...{ givenBy: made.by, givenPosting: made.posting, givenAt: made.at },
      ...{ status: "open", endedAt: null, endedBy: null },
    },
  ];
}
