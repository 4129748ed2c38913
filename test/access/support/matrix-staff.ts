// The officers of the matrix: one of each role in one unit, who once took complaints elsewhere, and the colleagues beside.
import { randomBytes, randomUUID } from "node:crypto";
import type { Actor, Context } from "#src/actions/context.ts";
import { hashToken, openSession } from "#src/actions/open-session.ts";
import { type Performer, perform } from "#src/actions/perform.ts";
import { findActor } from "#src/actions/sessions.ts";
import { transact } from "#src/database/transact.ts";
import { Role } from "#src/schema/case.ts";
import { addOfficers, type Client, clientOf, type TestServer, UNITS } from "../../support/server.ts";

/** Where the officers of the matrix are posted now, and where they took complaints before. */
export const HOME = UNITS.region;
export const FORMER = "pe-st-250101";

/** An officer of the matrix under the role that is asked about. */
export interface Tester {
  role: Role;
  officerId: string;
  postingId: string;
  /** Signed in, in the register and in training. */
  real: Client;
  training: Client;
  /** Another session of the register, for what ends it. */
  spare(): Promise<Client>;
  /** Under the former posting, at the counter. */
  former: Actor;
}

/** Who makes the cases what they are. */
const BESIDE = {
  "home-counter": [HOME, "registrar"],
  "below-counter": [UNITS.station, "registrar"],
  "below-chief": [UNITS.station, "chief"],
  "below-prosecutor": [UNITS.station, "prosecutor"],
  "far-counter": [UNITS.otherStation, "registrar"],
  // Outside the command of everybody who proposes.
  approver: [UNITS.otherRegional, "amender"],
  receiver: [UNITS.otherStation, "registrar"],
  administrator: [UNITS.top, "administrator"],
  "catalogue-administrator": [UNITS.top, "catalogue-administrator"],
  auditor: [UNITS.ombudsman, "auditor"],
} as const;
export type Colleague = keyof typeof BESIDE;

export interface Staff {
  testers: readonly Tester[];
  colleagues: Readonly<Record<Colleague, Actor>>;
  /** The same, signed in. */
  clients: Readonly<Record<Colleague, Client>>;
}

export async function buildStaff(server: TestServer): Promise<Staff> {
  const roles = Role.options;
  await addOfficers(server.house, {
    ...Object.fromEntries(roles.map((role) => [`matrix-${role}`, [HOME, role] as const])),
    ...Object.fromEntries(Object.entries(BESIDE).map(([name, post]) => [`beside-${name}`, post])),
  });
  await server.rows(
    `insert into postings (posting_id, officer_id, unit_id, role, valid_from)
     select gen_random_uuid(), officer_id, $1, 'registrar', '2019-01-01' from officers where login like 'matrix-%'`,
    [FORMER],
  );
  const posted = await server.rows<{ login: string; officerId: string; postingId: string; former: boolean }>(
    `select login, officer_id as "officerId", posting_id as "postingId", unit_id = $1 as former
     from postings join officers using (officer_id) where login ~ '^(matrix|beside)-'`,
    [FORMER],
  );
  const find = (login: string, former = false) => {
    const found = posted.find((one) => one.login === login && one.former === former);
    if (found === undefined) throw new Error(`nobody posted as ${login}`);
    return found;
  };
  const testers = await Promise.all(
    roles.map(async (role): Promise<Tester> => {
      const now = find(`matrix-${role}`);
      const [real, training, former] = await Promise.all([
        signIn(server, now),
        signIn(server, now, true),
        actAs(server, find(`matrix-${role}`, true)),
      ]);
      const { officerId, postingId } = now;
      return { role, officerId, postingId, real, training, former, spare: () => signIn(server, now) };
    }),
  );
  const beside = async <T>(as: (of: Posted) => Promise<T>) =>
    Object.fromEntries(
      await Promise.all(Object.keys(BESIDE).map(async (name) => [name, await as(find(`beside-${name}`))])),
    ) as Record<Colleague, T>;
  return {
    testers,
    colleagues: await beside((one) => actAs(server, one)),
    clients: await beside((one) => signIn(server, one)),
  };
}

/** Their time at the counter is over: what they took there stays theirs by name, and nothing else of it. */
export async function endFormer(server: TestServer): Promise<void> {
  await server.rows("update postings set valid_to = now() where unit_id = $1", [FORMER]);
}

type Posted = { officerId: string; postingId: string };

// A session made directly: signing in is tested elsewhere, and a password takes a tenth of a second.
async function open(server: TestServer, posted: Posted): Promise<string> {
  const trace = { action: "test.session", zone: "reta_people" } as const;
  const browser = { userAgent: undefined, replaces: null };
  const verb = (ctx: Context<null>, who: Posted) => openSession(ctx, who, "passkey", browser);
  const request = { actor: null, requestId: randomUUID() };
  return (await perform(server.house.real, request, { trace, verb }, posted)).token;
}

export async function signIn(server: TestServer, posted: Posted, training = false): Promise<Client> {
  const token = await open(server, posted);
  if (training)
    await server.rows("update sessions set training = true where session_hash = $1", [hashToken(token)]);
  return clientOf(server.url, `__Host-sid=${token}`);
}

async function actAs(server: TestServer, posted: Posted): Promise<Actor> {
  const hash = hashToken(await open(server, posted));
  const actor = await transact(server.house.real.pool.pool, { zone: "reta_people" }, (tx) =>
    findActor(tx, hash, { passwordAlone: true, used: false, device: null }),
  );
  if (actor === undefined) throw new Error("nobody is signed in");
  return actor;
}

/** Performs a verb in the name of an officer, past the door. */
export function act<I, O>(
  performer: Performer,
  actor: Actor,
  verb: (ctx: Context, input: I) => Promise<O>,
  input: I,
): Promise<O> {
  const trace = { action: "test.matrix", zone: "reta_cases" } as const;
  return perform(performer, { actor, requestId: randomBytes(8).toString("hex") }, { trace, verb }, input);
}
