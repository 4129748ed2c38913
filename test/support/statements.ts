// What an action asks the database: its statements, and for each how much PostgreSQL reads to answer it.
import { randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import type { Trace } from "#src/actions/context.ts";
import type { House } from "#src/main/house.ts";
import { actorOf } from "#src/main/register-as.ts";

/** One statement as it was asked, in its transaction. */
interface Asked {
  text: string;
  values: unknown[];
}

/** One statement with what it cost; `blocks` of 8 KiB, functions it called included. */
export interface Reading {
  /** Its first words, without values. */
  statement: string;
  blocks: number;
  /** Rows met in tables and indexes, those that were filtered out included; not those met inside functions. */
  rows: number;
  /** Tables read from one end to the other. */
  wholeTables: string[];
}

type Query = (query: string | { text: string; values?: unknown[] }, values?: unknown[]) => Promise<unknown>;

/** Does `work` and answers the transactions it asked of the register's own pool: the opening first, then each statement. */
async function asked(pool: Pool, work: () => Promise<unknown>): Promise<Asked[][]> {
  const transactions: Asked[][] = [];
  const lend = pool.connect.bind(pool);
  const connect = lend as () => Promise<PoolClient>;
  // The pool's own `query` asks with a callback (the clock does): that is nobody's transaction, and goes its way.
  const listening = async (callback?: Parameters<typeof lend>[0]) => {
    if (callback) return lend(callback);
    const client = await connect();
    const statements: Asked[] = [];
    transactions.push(statements);
    const query = client.query.bind(client) as unknown as Query;
    const [own, release] = [client as unknown as { query: Query }, client.release];
    own.query = (given, values) => {
      const text = typeof given === "string" ? given : given.text;
      statements.push({ text, values: values ?? (typeof given === "string" ? [] : (given.values ?? [])) });
      return query(given, values);
    };
    client.release = (broken) => {
      own.query = query;
      client.release = release;
      release.call(client, broken);
    };
    return client;
  };
  pool.connect = listening as typeof pool.connect;
  try {
    await work();
  } finally {
    pool.connect = lend as typeof pool.connect;
  }
  return transactions;
}

/** The statements, without their values, that are asked under an officer's posting while `work` goes on, in order. */
export async function statementsUnder(
  house: House,
  postingId: string,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const transactions = await asked(house.real.pool.pool, work);
  return transactions
    .filter(([opening]) => opening?.text.includes(postingId))
    .flatMap(([, ...statements]) => [
      "begin",
      ...statements.map(({ text }) => text.replace(/\s+/g, " ").trim()),
    ]);
}

/**
 * The statements of an action that an officer carries out, each asked again in the same role and context and explained
 * until two askings have read the same, when functions have their plans. Nothing of that is kept. With `large` PostgreSQL plans as if every
 * table were too large to be read whole, so that a table that still is has no index for the question.
 */
export async function readings<I>(
  house: House,
  login: string,
  action: { trace: Trace; verb: (ctx: never, input: I) => Promise<unknown> },
  input: I,
  large = false,
): Promise<Reading[]> {
  const actor = await actorOf(house, login);
  if (actor === undefined) throw new Error(`no officer ${login}`);
  const request = { actor, requestId: randomUUID(), training: false };
  return readingsUnder(house, actor.postingId, () => house.perform(request, action, input), large);
}

/** The same of what is asked under a posting while `work` goes on, such as a request to the house's own server. */
export async function readingsUnder(
  house: House,
  postingId: string,
  work: () => Promise<unknown>,
  large = false,
): Promise<Reading[]> {
  const { pool } = house.real.pool;
  const found: Reading[] = [];
  for (const [opening, ...statements] of await asked(pool, work)) {
    // The clock works beside it.
    if (!opening?.text.includes(postingId)) continue;
    const client = await pool.connect();
    try {
      await client.query(opening.text);
      if (large) await client.query("set local enable_seqscan = off");
      for (const { text, values } of statements.filter(({ text }) => !NOT_ASKED.test(text))) {
        const explained = () =>
          client.query<{ "QUERY PLAN": [{ Plan: Node }] }>(
            `explain (analyze, buffers, format json) ${text}`,
            values,
          );
        const ask = async () => readingOf(text, (await explained()).rows[0]?.["QUERY PLAN"][0].Plan);
        found.push(await steadiest(client, ask));
      }
    } finally {
      await client.query("rollback");
      client.release();
    }
  }
  return found;
}

/** Askings after the first, at most. */
const ASKINGS = 6;

/**
 * What was read twice alike, or the least of all; the last asking stays, for what is asked after it. When autovacuum has
 * been at a table in between PostgreSQL forgets the plans of functions and reads its catalogues for new ones, hundreds of
 * blocks: once, whatever is asked. What a question costs, it costs each time.
 */
async function steadiest(client: PoolClient, ask: () => Promise<Reading>): Promise<Reading> {
  const seen: Reading[] = [];
  const asked = async () => {
    await client.query("savepoint once");
    return ask();
  };
  // Functions have no plans yet.
  await asked();
  while (seen.length < ASKINGS) {
    await client.query("rollback to once");
    const read = await asked();
    if (seen.some(({ blocks }) => blocks === read.blocks)) return read;
    seen.push(read);
  }
  return seen.reduce((least, read) => (read.blocks < least.blocks ? read : least));
}

// The end of the transaction, and its event: that is written once and reads nothing.
const NOT_ASKED = /^(commit|rollback)$|write_audit_event/i;

interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  "Shared Hit Blocks": number;
  "Shared Read Blocks": number;
  Plans?: Node[];
}

function readingOf(text: string, plan: Node | undefined): Reading {
  const nodes: Node[] = [];
  const walk = (node: Node) => {
    nodes.push(node);
    node.Plans?.forEach(walk);
  };
  if (plan !== undefined) walk(plan);
  const scans = nodes.filter(
    (node) => node["Relation Name"] !== undefined && node["Node Type"].includes("Scan"),
  );
  const met = (node: Node) =>
    (node["Actual Rows"] +
      (node["Rows Removed by Filter"] ?? 0) +
      (node["Rows Removed by Index Recheck"] ?? 0)) *
    node["Actual Loops"];
  const whole = scans.filter((node) => node["Node Type"].includes("Seq Scan") && node["Actual Loops"] > 0);
  return {
    statement: text.replace(/\s+/g, " ").trim().slice(0, 60),
    blocks: (plan?.["Shared Hit Blocks"] ?? 0) + (plan?.["Shared Read Blocks"] ?? 0),
    rows: Math.round(scans.reduce((sum, node) => sum + met(node), 0)),
    wholeTables: [...new Set(whole.map((node) => node["Relation Name"] ?? ""))],
  };
}
