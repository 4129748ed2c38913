// The expected matrix of access as its tables in test/access/matrix say it: read, checked for unknown words, asked.
import { readFileSync } from "node:fs";

/** Metadata, the own part, who was entrusted, facts, suspects, victims and free words, the complainant. */
export type Shown = "M" | "O" | "N" | "F" | "P" | "V" | "C";
export const SHOWN: readonly Shown[] = ["M", "O", "N", "F", "P", "V", "C"];

type Row = Record<string, string>;

/** What one line of `acts.tsv` allows. `endpoint` may end in a variant in brackets. */
export interface Act {
  endpoint: string;
  roles: readonly string[];
  relations: readonly string[];
  states: readonly string[];
  source: string;
}

/** Whom a door is open to where it is no list of roles. */
const WORDS = ["signed in", "anybody", "those it names"] as const;

/** A line of `doors.tsv`. */
export interface Door {
  endpoint: string;
  who: (typeof WORDS)[number] | readonly string[];
  others: string;
  source: string;
}

/** A line of `delegations.tsv`. */
export interface Delegated {
  endpoint: string;
  right: string;
  givers: readonly string[];
  /** Empty where it is about no case. */
  relations: readonly string[];
  source: string;
}

export interface Wall {
  side: "owners" | "prosecutor";
  against: "nobody" | "named" | "hidden-unit";
}

export interface Matrix {
  roles: readonly Row[];
  relations: readonly Row[];
  states: readonly Row[];
  readRows: readonly Row[];
  wallRows: readonly Row[];
  /** Endpoints that answer what `reads.tsv` shows, and the classes of which one must be shown. */
  reading: ReadonlyMap<string, readonly Shown[]>;
  acts: readonly Act[];
  doors: readonly Door[];
  delegations: readonly Delegated[];
  shows(role: string, relation: string): ReadonlySet<Shown>;
  showsBehind(role: string, wall: Wall, relation: string): ReadonlySet<Shown>;
  /** Whether a line lets this role do this, so related and in this state; `sometime`: in any state. */
  allows(endpoint: string, role: string, relation: string, state: string): "yes" | "sometime" | "no";
}

/** The endpoint without its variant: `POST /api/x (a name)` is `POST /api/x`. */
export const endpointOf = (name: string) => name.replace(/ \([^)]*\)$/, "");

const listOf = (cell: string | undefined) => (cell ?? "").split(",").map((word) => word.trim());
const READING = "by reads.tsv";

/** Reads the tables. Throws when one uses a word that `roles.tsv`, `relations.tsv` or `states.tsv` does not know. */
export function readMatrix(): Matrix {
  const [roles, relations, states] = [table("roles"), table("relations"), table("states")];
  const [readRows, wallRows, actRows, doorRows] = [
    table("reads"),
    table("walls"),
    table("acts"),
    table("doors"),
  ];
  const known = {
    role: roles.map(({ role = "" }) => role),
    relation: relations.map(({ relation = "" }) => relation),
    state: states.map(({ state = "" }) => state),
  };
  const words = (column: keyof typeof known, cell: string | undefined): readonly string[] => {
    if (cell === "*") return known[column];
    const list = listOf(cell);
    const wrong = list.filter((word) => !known[column].includes(word));
    if (wrong.length > 0) throw new Error(`the matrix knows no ${column} called ${wrong.join(", ")}`);
    return list;
  };
  const reads = new Map<string, ReadonlySet<Shown>>();
  for (const row of readRows)
    for (const role of words("role", row.role))
      for (const relation of words("relation", row.relation)) put(reads, `${role} ${relation}`, row.shows);
  const walls = new Map<string, ReadonlySet<Shown>>();
  for (const { role, side, against, relation, shows } of wallRows)
    for (const one of words("role", role))
      for (const tie of words("relation", relation))
        for (const way of listOf(side)) put(walls, `${one} ${way} ${against} ${tie}`, shows);
  const reading = new Map(
    actRows
      .filter(({ role }) => role === READING)
      .map(({ endpoint = "", relation = "" }) => [endpoint, relation.split(" or ") as Shown[]]),
  );
  const acts = actRows
    .filter(({ role }) => role !== READING)
    .map(({ endpoint = "", role, relation, state, source = "" }) => ({
      endpoint,
      roles: words("role", role),
      relations: words("relation", relation),
      states: state?.startsWith("walled") ? listOf(state) : words("state", state),
      source,
    }));
  const doors = doorRows.map(({ endpoint = "", who = "", others = "", source = "" }): Door => {
    const word = WORDS.find((one) => one === who);
    return { endpoint, who: word ?? words("role", who), others, source };
  });
  const delegations = table("delegations").map(
    ({ endpoint = "", right = "", giver, relation, source = "" }) => ({
      ...{ endpoint, right, source, givers: words("role", giver) },
      relations: relation === "-" ? [] : words("relation", relation),
    }),
  );
  const nothing: ReadonlySet<Shown> = new Set();
  return {
    ...{ roles, relations, states, readRows, wallRows, reading, acts, doors, delegations },
    shows: (role, relation) => reads.get(`${role} ${relation}`) ?? nothing,
    showsBehind: (role, { side, against }, relation) =>
      walls.get(`${role} ${side} ${against} ${relation}`) ?? nothing,
    allows(endpoint, role, relation, state) {
      const lines = acts.filter(
        (act) => act.endpoint === endpoint && act.roles.includes(role) && act.relations.includes(relation),
      );
      if (lines.length === 0) return "no";
      // A wall is not a state that passes: what is not possible behind it is answered as if there were no case.
      if (state.startsWith("walled")) return lines.some((act) => act.states.includes(state)) ? "yes" : "no";
      return lines.some((act) => act.states.includes(state)) ? "yes" : "sometime";
    },
  };
}

// Twice said is said in two places, and sooner or later not the same.
function put(map: Map<string, ReadonlySet<Shown>>, key: string, shows: string | undefined): void {
  if (map.has(key)) throw new Error(`the matrix says twice what is shown: ${key}`);
  const classes = (shows ?? "").split(" ") as Shown[];
  if (classes.some((one) => !SHOWN.includes(one))) throw new Error(`unknown classes: ${shows}`);
  map.set(key, new Set(classes));
}

function table(name: string): Row[] {
  const file = new URL(`../matrix/${name}.tsv`, import.meta.url);
  const [head = "", ...lines] = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const columns = head.split("\t");
  return lines.map((line) => {
    const cells = line.split("\t");
    if (cells.length !== columns.length) throw new Error(`${name}.tsv: ${cells.length} columns in "${line}"`);
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""]));
  });
}
