// Filling tables by the million: without indexes, references and triggers while rows come, everything as it was afterwards.
import type { Pool } from "pg";

/** Says on standard error how far it is; figures go to standard output. Not where a test fills a register. */
export function say(text: string): void {
  if (process.env.VITEST === undefined)
    process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
}

/** Calls `each` with spans of at most `size` from 1 to `all`, both ends included, and says how far it is. */
export async function inBatches(
  what: string,
  all: number,
  size: number,
  each: (from: number, to: number) => Promise<void>,
): Promise<void> {
  const begun = performance.now();
  for (let from = 1; from <= all; from += size) {
    const to = Math.min(all, from + size - 1);
    await each(from, to);
    const perSecond = Math.round((to * 1000) / (performance.now() - begun));
    say(`${what}: ${to} of ${all}, ${perSecond} a second`);
  }
}

interface Named {
  on: string;
  name: string;
  definition: string;
}

/**
 * Does `work` while these tables have neither indexes beside their keys nor foreign keys nor triggers: an index is built
 * and a reference checked for all rows at once in a fraction of the time. Whatever happens they are put back, as the
 * migrations wrote them; a row that breaks one is an error then.
 */
export async function withoutIndexes(
  pool: Pool,
  tables: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const indexes = await pool.query<Named>(
    `select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as on, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i where i.indrelid = any($1::regclass[])
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  const references = await pool.query<Named>(
    `select conname as name, conrelid::regclass::text as on, pg_get_constraintdef(oid) as definition from pg_constraint
     where contype = 'f' and conrelid = any($1::regclass[])`,
    [tables],
  );
  const all = async (statements: readonly string[]) => {
    for (const statement of statements) await pool.query(statement);
  };
  await all(indexes.rows.map(({ name }) => `drop index ${name}`));
  await all(references.rows.map(({ on, name }) => `alter table ${on} drop constraint ${name}`));
  await all(tables.map((table) => `alter table ${table} disable trigger user`));
  try {
    await work();
  } finally {
    await all(tables.map((table) => `alter table ${table} enable trigger user`));
    say(`indexes and references of ${tables.join(", ")}`);
    // On a partitioned table the index of each part comes with that of the whole.
    await all(indexes.rows.map(({ definition }) => definition.replace(" ON ONLY ", " ON ")));
    await all(
      references.rows.map(
        ({ on, name, definition }) => `alter table ${on} add constraint ${name} ${definition}`,
      ),
    );
    await all(tables.map((table) => `analyze ${table}`));
  }
}
