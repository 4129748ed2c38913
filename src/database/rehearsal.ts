// A handle that goes nowhere: statements are built as for PostgreSQL, handed to nobody, and answer no row.
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import type { Transaction } from "./transact.ts";
import type { Database } from "./types.ts";

/** For rehearsing what is written; it has no connection and cannot get one. */
export function openNowhere(): Transaction {
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (query) => new PostgresIntrospector(query),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}
