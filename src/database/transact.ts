// One transaction in one zone with one context: opened without a round trip of its own, committed or known to fail.
import { Kysely, PostgresDialect, type PostgresPoolClient } from "kysely";
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
} as const;

/** The statements that open a transaction, as one simple-protocol message (which takes no parameters). */
export function openingStatements(context: TransactionContext): string {
  const settings = Object.entries(SETTINGS).map(([key, name]) => {
    const value = context[key as keyof typeof SETTINGS] ?? "";
    return `set_config('${name}', ${escapeLiteral(value)}, true)`;
  });
  return `begin; set local role ${escapeIdentifier(context.zone)}; select ${settings.join(", ")}`;
}

/**
 * Runs `work` in one transaction. The opening is sent ahead without waiting for its answer: if it fails, the work's
 * statements meet an aborted transaction or a role without any right. Statements that do not depend on each other
 * may be sent together (`Promise.all`): they travel in one round trip.
 */
export async function transact<T>(
  pool: Pool,
  context: TransactionContext,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const opened = client.query(openingStatements(context));
    // Looked at below; without this a work that fails first would leave it unhandled.
    opened.catch(() => undefined);
    let result: T;
    try {
      result = await work(kyselyOver(client));
      await opened;
    } catch (error) {
      const refusal = await opened.then(
        () => undefined,
        (reason: Error) => reason,
      );
      await client.query("rollback").catch((failure: Error) => {
        broken = failure;
      });
      throw refusal ?? error;
    }
    await commit(client).catch((error: Error) => {
      if (error instanceof CommitUnknown) broken = error;
      throw error;
    });
    return result;
  } finally {
    // A connection whose state is not known is closed, never lent again.
    client.release(broken);
  }
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

// One query builder for each physical connection, kept as long as the connection.
const builders = new WeakMap<PoolClient, Transaction>();

function kyselyOver(client: PoolClient): Transaction {
  const known = builders.get(client);
  if (known) return known;
  const lent = { query: prepared(client), release: () => undefined } as unknown as PostgresPoolClient;
  const dialect = new PostgresDialect({ pool: { connect: async () => lent, end: async () => undefined } });
  const builder = new Kysely<Database>({ dialect });
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

function prepared(client: PoolClient) {
  return (query: unknown, values?: unknown[]) => {
    const name = typeof query === "string" && values !== undefined ? nameOf(query) : undefined;
    return name === undefined
      ? client.query(query as string, values)
      : client.query({ name, text: query as string, values: values ?? [] });
  };
}
