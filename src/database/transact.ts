// One transaction in one zone with one context: opened without a round trip of its own, committed or known to fail.
import type { Socket } from "node:net";
import { Kysely, type KyselyPlugin, PostgresDialect, type PostgresPoolClient } from "kysely";
import { DatabaseError, escapeIdentifier, escapeLiteral, type Pool, type PoolClient } from "pg";
import type { Database } from "./types.ts";
import type { Zone } from "./zones.ts";

/** Who works, and where; row-level security reads it. What is missing is empty, and empty sees nothing. */
export interface TransactionContext {
  readonly zone: Zone;
  readonly postingId?: string;
  readonly officerId?: string;
  readonly unitId?: string;
  readonly role?: string;
  readonly requestId?: string;
  /** For whom a transaction of several registrations opens cases (their ids, with commas); it then reads for nobody. */
  readonly officers?: string;
}

/** The handle a transaction's work queries with; it ends with the transaction. */
export type Transaction = Kysely<Database>;

/** The connection or the standby failed while committing: the work may be stored or not. Ask again by client id. */
export class CommitUnknown extends Error {
  override readonly name = "CommitUnknown";
}

const SETTINGS = {
  postingId: "reta.posting_id",
  officerId: "reta.officer_id",
  unitId: "reta.unit_id",
  role: "reta.role",
  requestId: "reta.request_id",
  officers: "reta.officers",
} as const;

/**
 * The statements that open a transaction, as one simple-protocol message (which takes no parameters). SET and not
 * set_config(): a command that answers no row is cheaper for both sides. What the context does not say is not set: SET
 * LOCAL ended with the transaction before, and nothing is ever set for longer, so the policies find it empty.
 */
export function openingStatements(context: TransactionContext): string {
  const settings = Object.entries(SETTINGS).flatMap(([key, name]) => {
    const value = context[key as keyof typeof SETTINGS];
    return value === undefined || value === "" ? [] : [`set local ${name} = ${escapeLiteral(value)}`];
  });
  return ["begin", `set local role ${escapeIdentifier(context.zone)}`, ...settings].join("; ");
}

/**
 * Names the last statements of a transaction. They are not waited for before the commit is sent, which follows them on
 * the same connection: one that fails makes the commit a rollback, and its error is what the transaction throws.
 */
export type Finish = (last: Promise<unknown>) => void;

/**
 * Runs `work` in one transaction. The opening is sent ahead without waiting for its answer: if it fails, the work's
 * statements meet an aborted transaction or a role without any right. Statements that do not depend on each other
 * may be sent together (`Promise.all`): they travel in one round trip, and with `finish` so does the commit.
 */
export async function transact<T>(
  pool: Pool,
  context: TransactionContext,
  work: (transaction: Transaction, finish: Finish) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  try {
    joinWrites(client);
    const opening = client.query(openingStatements(context));
    severUnlessDone(client, opening, OPENING_MS);
    severUnlessDone(client, ended, WHOLE_MS);
    const sent: Promise<unknown>[] = [opening];
    const finish: Finish = (last) => {
      // Looked at below; without this one that fails early would be unhandled.
      last.catch(() => undefined);
      sent.push(last);
    };
    finish(sent.pop() as Promise<unknown>);
    const { query, statements } = builderOf(client);
    statements.asked = 0;
    statements.handedOver = 0;
    let result: T;
    try {
      result = await work(query, finish);
    } catch (error) {
      const refusal = await firstFailure(sent.slice(0, 1));
      await client.query("rollback").catch((failure: Error) => {
        broken = failure;
      });
      throw refusal ?? error;
    }
    // The query builder hands a statement to the driver some turns after it was asked to: the commit waits for that,
    // or it would overtake. (One that did would run without its zone's role, and be refused.)
    await until(() => statements.handedOver >= statements.asked, sent);
    const committed = commit(client);
    committed.catch(() => undefined);
    const failure = await firstFailure(sent);
    if (failure !== undefined) {
      await committed.catch(() => undefined);
      // The commit was on its way behind a statement that never got an answer: nobody knows.
      if (failure instanceof DatabaseError) throw failure;
      broken = new CommitUnknown("the connection failed while committing", { cause: failure });
      throw broken;
    }
    await committed.catch((error: Error) => {
      if (error instanceof CommitUnknown) broken = error;
      throw error;
    });
    return result;
  } finally {
    end();
    // A connection whose state is not known is closed, never lent again.
    client.release(broken);
  }
}

/** Turns after which a statement is taken to have failed before it was handed over, in a work that did not look. */
const TURNS_MAX = 1_000;

// Microtasks first, so that the commit still leaves in the same write; a statement that fails before it is handed over
// ends the wait as well.
async function until(handedOver: () => boolean, sent: readonly Promise<unknown>[]): Promise<void> {
  let failed = false;
  for (const statement of sent)
    statement.catch(() => {
      failed = true;
    });
  for (let turns = 0; !handedOver() && !failed && turns < TURNS_MAX; turns++) {
    await (turns < 100 ? undefined : new Promise((resolve) => setImmediate(resolve)));
  }
}

async function firstFailure(sent: readonly Promise<unknown>[]): Promise<Error | undefined> {
  for (const statement of await Promise.allSettled(sent)) {
    if (statement.status === "rejected") return statement.reason as Error;
  }
  return undefined;
}

/** An opening does nothing: what does not answer it in this time, in milliseconds, is not there any more. */
const OPENING_MS = 5_000;
/** Longest transaction; the slowest, a full batch of the log, takes about a second. */
const WHOLE_MS = 60_000;

// A line that has gone silent tells nobody. Severed here, every statement on it fails as if the line had been cut.
function severUnlessDone(client: PoolClient, done: Promise<unknown>, within: number): void {
  const timer = setTimeout(() => streamOf(client).destroy(), within);
  timer.unref();
  const clear = () => clearTimeout(timer);
  done.then(clear, clear);
}

const streamOf = (client: PoolClient) =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream;

// Everything sent in one turn of the event loop leaves in one system call, which costs more than the statement's work
// on our side. The driver does the same for the messages of one statement.
function joinWrites(client: PoolClient): void {
  const stream = streamOf(client);
  stream.cork();
  setImmediate(() => stream.uncork());
}

async function commit(client: PoolClient): Promise<void> {
  let warning: string | undefined;
  const listen = (notice: { code?: string | undefined; message?: string | undefined }) => {
    // Class 01 is a warning (00000 a mere notice), 57P01 the server's shutdown. The one warning a commit gives is
    // that the wait for the standby was cancelled: committed here, perhaps not there. Texts are translated, codes not.
    if (notice.code?.startsWith("01") || notice.code?.startsWith("57"))
      warning = notice.message ?? notice.code;
  };
  client.on("notice", listen);
  try {
    const answer = await client.query("commit").catch((error: unknown) => {
      throw isRefusal(error)
        ? error
        : new CommitUnknown("the connection failed while committing", { cause: error });
    });
    if (warning) throw new CommitUnknown(warning);
    // A work that swallowed a failed statement: PostgreSQL answers the commit with ROLLBACK and no error.
    if (answer.command !== "COMMIT")
      throw new Error("a statement of this transaction failed before its commit");
  } finally {
    client.removeListener("notice", listen);
  }
}

// An ERROR from the server (a deferred constraint, a serialization failure) has rolled back. A shutdown (class 57),
// a lost connection (08), a crash (XX) or no answer at all leave it open.
function isRefusal(error: unknown): boolean {
  return error instanceof DatabaseError && error.code !== undefined && !/^(57|08|40003|XX)/.test(error.code);
}

/** How many statements a connection's query builder was asked for, and how many of them it gave to the driver. */
interface Statements {
  asked: number;
  handedOver: number;
}

// One query builder for each physical connection, kept as long as the connection.
const builders = new WeakMap<PoolClient, { query: Transaction; statements: Statements }>();

function builderOf(client: PoolClient): { query: Transaction; statements: Statements } {
  const known = builders.get(client);
  if (known) return known;
  const statements = { asked: 0, handedOver: 0 };
  const lent = {
    query: prepared(client, statements),
    release: () => undefined,
  } as unknown as PostgresPoolClient;
  const dialect = new PostgresDialect({ pool: { connect: async () => lent, end: async () => undefined } });
  const count: KyselyPlugin = {
    // Called in the same turn in which a statement is asked for.
    transformQuery({ node }) {
      statements.asked += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const query = new Kysely<Database>({ dialect, plugins: [count] });
  const builder = { query, statements };
  builders.set(client, builder);
  return builder;
}

// The parse and the plan of a statement are kept by the connection under a name made of its text: planning the one
// statement that writes a complaint takes longer than running it. Texts that vary without end are sent without a name.
const names = new Map<string, string>();
const NAMES_MAX = 400;

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= NAMES_MAX) return known;
  const name = `reta_${names.size}`;
  names.set(text, name);
  return name;
}

function prepared(client: PoolClient, statements: Statements) {
  return (query: unknown, values?: unknown[]) => {
    statements.handedOver += 1;
    const name = typeof query === "string" && values !== undefined ? nameOf(query) : undefined;
    return name === undefined
      ? client.query(query as string, values)
      : client.query({ name, text: query as string, values: values ?? [] });
  };
}
