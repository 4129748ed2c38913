// A statement tried as a reader of the register, under row-level security, and taken back.
import type { RawBuilder } from "kysely";
import { type TransactionContext, transact } from "#src/database/transact.ts";
import type { TestServer } from "./server.ts";

class Undone extends Error {}

/** `done`, or the SQLSTATE with which the database refused it; nothing of it stays. */
export async function tryAs(
  server: TestServer,
  context: TransactionContext,
  statement: RawBuilder<unknown>,
): Promise<string> {
  try {
    await transact(server.house.real.pool.pool, context, async (tx) => {
      await statement.execute(tx);
      throw new Undone();
    });
  } catch (error) {
    if (error instanceof Undone) return "done";
    const { code } = error as { code?: string };
    if (code === undefined) throw error;
    return code;
  }
  throw new Error("a trial is never kept");
}
