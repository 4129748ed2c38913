// Officers who stand in for those of the matrix: one for each whose posting can be stood in for, with all its rights; and
// for the chief one with each right alone.
import { randomUUID } from "node:crypto";
import { DELEGABLE_RIGHTS } from "#src/schema/delegation.ts";
import { type Answer, addOfficers, type Client, type TestServer } from "../../support/server.ts";
import { codeOf } from "./matrix-acts.ts";
import { FORMER, type Staff, signIn } from "./matrix-staff.ts";
import { endpointOf, type Matrix } from "./matrix-tables.ts";

export interface StandIn {
  /** Of the posting stood in for. */
  role: string;
  rights: readonly string[];
  client: Client;
  spare(): Promise<Client>;
}

/** By whose posting, what can be delegated of it (decision 0034). */
const GIVEN: readonly (readonly [role: string, rights: readonly string[]])[] = [
  ["investigator", DELEGABLE_RIGHTS],
  ["chief", DELEGABLE_RIGHTS],
  ["regional-chief", ["alerts", "read-cases"]],
  ["national-directorate", ["alerts", "read-cases"]],
  ["hotline-supervisor", ["read-cases"]],
  ...DELEGABLE_RIGHTS.map((right) => ["chief", [right]] as const),
];

/** Whoever does nothing for a while is locked out: they come when it is their turn, under logins of this `kind`. */
export async function buildStandIns(
  server: TestServer,
  { testers }: Staff,
  kind: string,
): Promise<StandIn[]> {
  const logins = GIVEN.map((_, at) => `${kind}-${at}`);
  await addOfficers(
    server.house,
    Object.fromEntries(logins.map((login) => [login, [FORMER, "registrar"] as const])),
  );
  return Promise.all(
    GIVEN.map(async ([role, rights], at): Promise<StandIn> => {
      const giver = testers.find((one) => one.role === role)?.postingId;
      const postingId = randomUUID();
      const [made] = await server.rows<{ officerId: string }>(
        `insert into postings (posting_id, officer_id, unit_id, role, valid_from, valid_to, delegated_from, rights)
         select $1, o.officer_id, g.unit_id, g.role, now() - interval '1 hour', now() + interval '1 day', g.posting_id, $4
         from postings g, officers o where g.posting_id = $2 and o.login = $3 returning officer_id as "officerId"`,
        [postingId, giver, logins[at], rights],
      );
      const posted = { officerId: made?.officerId ?? "", postingId };
      return { role, rights, client: await signIn(server, posted), spare: () => signIn(server, posted) };
    }),
  );
}

/** Whether the table opens this under the delegation: `closed` for whoever was not given the right at all. */
export function opensTo(
  { delegations }: Matrix,
  { role, rights }: StandIn,
  endpoint: string,
  relation?: string,
): "yes" | "no" | "closed" {
  // The door is one for all variants of a request; which of them goes through, the line says.
  const door = delegations.filter(
    (line) =>
      endpointOf(line.endpoint) === endpointOf(endpoint) &&
      (line.right === "always" || rights.includes(line.right.split(" ")[0] ?? "")),
  );
  if (door.length === 0) return "closed";
  const lines = door.filter((line) => line.endpoint === endpoint);
  const opens = lines.some(
    ({ right, givers, relations }) =>
      (right === "always" || right.split(" ").every((one) => rights.includes(one))) &&
      givers.includes(role) &&
      (relation === undefined || relations.includes(relation)),
  );
  return opens ? "yes" : "no";
}

/** Turned away before anything was looked up. */
export const isClosed = (answer: Answer): boolean =>
  answer.status === 403 && codeOf(answer) === "delegation.not-included";
