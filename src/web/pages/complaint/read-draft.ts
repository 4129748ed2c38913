// From the half-filled form to a complaint: what is empty falls away, what has no shape becomes a fault at its field.
import { readPointer, writePointer } from "#src/domain/case/pointer.ts";
import { Complaint } from "#src/schema/complaint.ts";
import type { FieldFault } from "#src/schema/problem.ts";

export interface ReadDraft {
  /** Always a complaint: where something was missing or misshapen, without it. For the finding and the summary. */
  complaint: Complaint;
  /** What keeps it from being sent as it is. */
  faults: FieldFault[];
}

const LISTS = ["acts", "means", "purposes", "victims", "suspects"] as const;
const DATES = /\/(factsFrom|factsTo|on|birthDate|exploitationFrom|exploitationTo)$/;

/** `day`: the day of the complaint (`YYYY-MM-DD`), taken for the facts' date in the finding while there is none. */
export function readDraft(document: unknown, day: string): ReadDraft {
  const filled = withLists(withoutDangling(prune(document) ?? {}));
  const parsed = Complaint.safeParse(filled);
  if (parsed.success) return { complaint: parsed.data, faults: [] };
  const faults: FieldFault[] = [];
  let rest: unknown = filled;
  for (const issue of parsed.error.issues) {
    const unknownKeys = issue.code === "unrecognized_keys" ? issue.keys : undefined;
    const at = `/${issue.path.map(String).join("/")}`;
    if (unknownKeys) for (const key of unknownKeys) rest = writePointer(rest, join(at, key), undefined);
    else {
      faults.push({ pointer: at, code: faultOf(issue.code, at, readPointer(filled, at), originOf(issue)) });
      rest = writePointer(rest, at, undefined);
    }
  }
  return { complaint: lenient(rest, day), faults };
}

const join = (at: string, key: string) => (at === "/" ? `/${key}` : `${at}/${key}`);

const originOf = (issue: object) =>
  "origin" in issue && typeof issue.origin === "string" ? issue.origin : undefined;

function faultOf(code: string, at: string, value: unknown, origin: string | undefined): string {
  if (value === undefined) return "required";
  if (DATES.test(at)) return "not-a-date";
  if (code === "too_big")
    return origin === "array" ? "too-many" : origin === "string" ? "too-long" : "not-a-number";
  if (code === "too_small" && origin !== "string") return "not-a-number";
  if (code === "invalid_type" && typeof value === "string") return "not-a-number";
  return "other";
}

/** The same with what is required put in, until it has the shape: drafts are judged long before they are complete. */
function lenient(rest: unknown, day: string): Complaint {
  const empty: Complaint = {
    reported: "trafficking",
    factsTo: day,
    place: {},
    channel: "unknown",
    complainant: { kind: "anonymous" },
    victims: [],
    suspects: [],
    acts: [],
    means: [],
    purposes: [],
  };
  let tried: unknown = { ...empty, ...(prune(rest) as object | undefined) };
  for (let turn = 0; turn < 3; turn++) {
    const parsed = Complaint.safeParse(tried);
    if (parsed.success) return parsed.data;
    // What is still wrong is a member that lost something it cannot do without: leave the whole member out.
    for (const { path } of parsed.error.issues) {
      tried = { ...(tried as object), [String(path[0])]: empty[path[0] as keyof Complaint] };
    }
    tried = prune(tried, false);
    tried = { ...empty, ...(tried as object) };
  }
  return empty;
}

/** With the objects and lists that are always there, so that what is missing in them is missed where it is asked. */
function withLists(document: unknown): unknown {
  const lists = Object.fromEntries(LISTS.map((key) => [key, []]));
  return { place: {}, complainant: {}, ...lists, ...(document as object) };
}

/** A relationship to a victim who was taken out again; it comes back when the removal is undone. */
function withoutDangling(document: unknown): unknown {
  const victims = readPointer(document, "/victims");
  const suspects = readPointer(document, "/suspects");
  if (!Array.isArray(suspects)) return document;
  const ids = new Set(
    (Array.isArray(victims) ? victims : []).map((victim) => readPointer(victim, "/personId")),
  );
  const kept = suspects.map((suspect) => {
    const ties = readPointer(suspect, "/relationships");
    if (!Array.isArray(ties)) return suspect;
    const still = ties.filter((tie) => {
      const victim = readPointer(tie, "/victim");
      return victim === undefined || ids.has(victim);
    });
    return writePointer(suspect, "/relationships", still.length > 0 ? still : undefined);
  });
  return writePointer(document, "/suspects", kept);
}

/**
 * Without blank texts, empty objects and empty lists. In a list only the empty items at its end fall away, so that
 * every pointer still names the same item; in a list of texts all blank ones do.
 */
export function prune(value: unknown, lists = true): unknown {
  if (typeof value === "string") return value.trim() === "" ? undefined : value;
  if (Array.isArray(value)) {
    const items = value.map((item) => prune(item, lists));
    if (value.every((item) => typeof item === "string")) {
      const texts = items.filter((item) => item !== undefined);
      return texts.length > 0 || !lists ? texts : undefined;
    }
    while (items.length > 0 && items.at(-1) === undefined) items.pop();
    return items.length > 0 || !lists ? items.map((item) => item ?? {}) : undefined;
  }
  if (value === null || typeof value !== "object") return value ?? undefined;
  const members = Object.entries(value)
    .map(([key, member]) => [key, prune(member, lists)] as const)
    .filter(([, member]) => member !== undefined);
  return members.length > 0 ? Object.fromEntries(members) : undefined;
}
