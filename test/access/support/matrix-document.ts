// The expected matrix as a document for a reviewer: what each role sees and may do, role by role and endpoint by endpoint.
import { type Act, type Matrix, SHOWN } from "./matrix-tables.ts";

const CLASSES: readonly (readonly [letter: string, meaning: string])[] = [
  ["M", "metadata: that the case exists; its number, dates, status, province, unit"],
  [
    "O",
    "the own part in codes: of a court the proceedings, of a service the victims entrusted to it and what protects them, of the labour inspection the work; no name",
  ],
  ["N", "who the victims entrusted to a service are and where to find them; nobody else of the case"],
  ["F", "facts in codes: acts, means, routes, ages; no name"],
  ["P", "suspects: names, documents, phones"],
  ["V", "victims, minors among them, and the officers' own words, which may name anybody"],
  ["C", "the complainant: opened to nobody by any of this"],
];

/** The whole document, as docs/security/access-matrix.md holds it. */
export function printMatrix(matrix: Matrix): string {
  return [
    ...head(matrix),
    ...reads(matrix),
    ...walls(matrix),
    ...acts(matrix),
    ...doors(matrix),
    ...delegations(matrix),
    ...roles(matrix),
  ]
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trimEnd()
    .concat("\n");
}

const row = (...cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const titles = (...cells: readonly string[]) => [row(...cells), row(...cells.map(() => "---"))];
const code = (text: string) => `\`${text}\``;

function head({ relations, states }: Matrix): string[] {
  return [
    "# Who sees and may do what",
    "",
    "Printed by `npm run generate` from the tables in `test/access/matrix`, which are written by hand from the security design and apart from the code. `test/access/matrix.test.ts` asks a running register all of it, and checks that whatever is not here is refused: where a role sees nothing of a case the answer is the one for a case that does not exist, byte by byte.",
    "",
    "## The words",
    "",
    ...titles("class", "what it is"),
    ...CLASSES.map(([letter, meaning]) => row(letter, meaning)),
    "",
    ...titles("how the officer stands to the case", "meaning"),
    ...relations.map(({ relation = "", meaning = "" }) => row(relation, meaning)),
    "",
    ...titles("how the case stands", "meaning"),
    ...states.map(({ state = "", meaning = "" }) => row(state, meaning)),
    "",
  ];
}

// A grid: one look shows what no role sees, and what one role sees that others do not.
function reads({ roles: all, relations, shows, readRows }: Matrix): string[] {
  const ties = relations.map(({ relation = "" }) => relation);
  return [
    "## What is seen of a case",
    "",
    "The same in every state: closing, annulling or joining a case hides nothing and shows nothing. Names (P, V) open one case at a time, for a purpose that goes on the record. `–` is nothing.",
    "",
    ...titles("role", ...ties),
    ...all.map(({ role = "" }) => row(role, ...ties.map((tie) => letters(shows(role, tie))))),
    "",
    "Why:",
    "",
    ...titles("role", "standing how", "sees", "source"),
    ...readRows.map(({ role = "", relation = "", shows: seen = "", source = "" }) =>
      row(list(role), list(relation), seen, source),
    ),
    "",
  ];
}

const letters = (shown: ReadonlySet<string>) => SHOWN.filter((one) => shown.has(one)).join(" ") || "–";
const list = (cell: string) => (cell === "*" ? "any" : cell.replaceAll(",", ", "));

function walls({ wallRows }: Matrix): string[] {
  return [
    "## Behind a wall",
    "",
    "A case that names an officer or official. Internal affairs and the specialised unit deal with it (side owners), or the prosecutor alone where it names one of theirs. Whoever is not listed sees nothing, and so does whoever the case names, whatever the role, and whoever is or was lately posted in a unit it is hidden from; prosecutors are hidden from by name only.",
    "",
    ...titles("role", "side", "standing how", "sees", "source"),
    ...wallRows.map(({ role = "", side = "", relation = "", shows = "", source = "" }) =>
      row(list(role), list(side), list(relation), shows, source),
    ),
    "",
  ];
}

function acts(matrix: Matrix): string[] {
  const endpoints = [...new Set(matrix.acts.map(({ endpoint }) => endpoint))];
  return [
    "## What is done to a case",
    "",
    "Reading endpoints answer what the table above shows; everything else is refused to whoever is not listed.",
    "",
    ...titles("endpoint", "answers to whom is shown"),
    ...[...matrix.reading].map(([endpoint, shown]) => row(code(endpoint), shown.join(" or "))),
    "",
    ...endpoints.flatMap((endpoint) => [
      `### ${endpoint}`,
      "",
      ...titles("role", "standing how", "in which state", "source"),
      ...matrix.acts.filter((act) => act.endpoint === endpoint).map((act) => actRow(matrix, act)),
      "",
    ]),
  ];
}

function actRow({ relations, states }: Matrix, act: Act): string {
  const words = (some: readonly string[], all: readonly unknown[]) =>
    some.length === all.length ? "any" : some.join(", ");
  return row(act.roles.join(", "), words(act.relations, relations), words(act.states, states), act.source);
}

function doors({ doors: all }: Matrix): string[] {
  return [
    "## Everything else",
    "",
    "`anybody` needs no session; `signed in` is every role, about oneself; `those it names` is certain officers, whatever their role.",
    "",
    ...titles("endpoint", "who", "source"),
    ...all.map(({ endpoint, who, source }) =>
      row(code(endpoint), typeof who === "string" ? who : who.join(", "), source),
    ),
    "",
  ];
}

function delegations({ delegations: all, relations, roles: known }: Matrix): string[] {
  const words = (some: readonly string[], every: readonly unknown[]) =>
    some.length === every.length ? "any" : some.join(", ");
  return [
    "## Standing in for somebody",
    "",
    "What the delegation opens, with which of its rights. Everything else is closed under it, and says so alike for every case; no name opens. What was given to the giver by name, and what the giver registered, does not go along.",
    "",
    ...titles("endpoint", "right", "of whom", "standing how", "source"),
    ...all.map(({ endpoint, right, givers, relations: ties, source }) =>
      row(
        ...[code(endpoint), right, words(givers, known)],
        ...[ties.length === 0 ? "–" : words(ties, relations), source],
      ),
    ),
    "",
  ];
}

// The other way round, for whoever asks what one role can do.
function roles({ roles: all, acts: done, doors: open }: Matrix): string[] {
  return [
    "## Role by role",
    "",
    ...all.flatMap(({ role = "", who = "" }) => {
      const to = [...new Set(done.filter((act) => act.roles.includes(role)).map(({ endpoint }) => endpoint))];
      const through = open.filter((door) => typeof door.who !== "string" && door.who.includes(role));
      const may = [...to, ...through.map(({ endpoint }) => endpoint)].map(code);
      return [
        `**${role}**: ${who}. ${may.length === 0 ? "Nothing but the own session." : may.join(", ")}`,
        "",
      ];
    }),
  ];
}
