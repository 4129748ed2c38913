// Every table of the register as PostgreSQL's own COPY text: written out of one snapshot, read back in one transaction.
import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Client, escapeIdentifier } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { SCHEMAS } from "./connect.ts";

/** A table and the columns that are copied, in the order they may be filled: what is referred to first. */
export interface CopiedTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

/** How many rows were copied, and the SHA-256 of their text. */
export interface Copied {
  readonly rows: number;
  readonly sha256: string;
}

/**
 * What a copy leaves out: which migrations ran (the manifest has it), and sessions: whoever was signed in signs in again.
 * The blind index is made anew by the vault: every restored entry is queued for it by the table's own trigger, and so
 * are open alerts.
 * Transaction numbers are left to their default, because they count the transactions of one cluster.
 */
const LEFT_OUT = ["migrations", "sessions", "blind_index", "index_keys", "index_queue", "open_alerts"];

/** All tables of both schemas in the order of their foreign keys. */
export async function listCopiedTables(client: Client): Promise<CopiedTable[]> {
  const { rows } = await client.query<CopiedTable & { needs: string[] }>(
    `select n.nspname as schema, c.relname as name,
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
          and a.atttypid <> 'xid8'::regtype) as columns,
       coalesce((select array_agg(distinct format('%s.%s', fn.nspname, f.relname)) from pg_constraint k
         join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
         where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid), '{}') as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all ($2)
     order by 1, 2`,
    [SCHEMAS, LEFT_OUT],
  );
  return inOrder(rows.map(({ schema, name, columns, needs }) => ({ schema, name, columns, needs })));
}

function inOrder(tables: (CopiedTable & { needs: string[] })[]): CopiedTable[] {
  const placed = new Set<string>();
  const known = new Set(tables.map(({ schema, name }) => `${schema}.${name}`));
  const order: CopiedTable[] = [];
  for (let left = tables; left.length > 0; ) {
    const ready = left.filter(({ needs }) => needs.every((name) => placed.has(name) || !known.has(name)));
    // Tables that refer to each other in a ring could be filled in no order.
    if (ready.length === 0)
      throw new Error(`tables refer to each other: ${left.map(({ name }) => name).join(" ")}`);
    for (const { schema, name, columns } of ready) {
      placed.add(`${schema}.${name}`);
      order.push({ schema, name, columns });
    }
    left = left.filter((table) => !ready.includes(table));
  }
  return order;
}

const nameOf = ({ schema, name }: CopiedTable) => `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
const columnsOf = ({ columns }: CopiedTable) => columns.map(escapeIdentifier).join(", ");

/** The rows of a table as text; `copied` says how many once the stream has ended. */
export function copyOut(client: Client, table: CopiedTable): { stream: Readable; copied: () => Copied } {
  const source = client.query(copyTo(`copy (select ${columnsOf(table)} from ${nameOf(table)}) to stdout`));
  const counter = counting();
  source.on("error", (error: Error) => counter.stream.destroy(error));
  return { stream: source.pipe(counter.stream), copied: counter.copied };
}

/** Fills a table from text; answers what was read, to be held against what was written. */
export async function copyIn(
  client: Client,
  table: CopiedTable,
  chunks: AsyncIterable<Uint8Array>,
): Promise<Copied> {
  const counter = counting();
  const target = client.query(copyFrom(`copy ${nameOf(table)} (${columnsOf(table)}) from stdin`));
  await pipeline(chunks, counter.stream, target);
  return counter.copied();
}

/** Empties every table in one statement, whatever refers to what. */
export async function emptyTables(client: Client, tables: readonly CopiedTable[]): Promise<void> {
  await client.query(`truncate ${tables.map(nameOf).join(", ")} cascade`);
}

/** Lets numbers go on where the copied rows end. */
export async function continueNumbers(client: Client): Promise<void> {
  const { rows } = await client.query<{ sequence: string; relation: string; attribute: string }>(
    `select pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) as sequence,
       format('%I.%I', n.nspname, c.relname) as relation, quote_ident(a.attname) as attribute
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and c.relkind in ('r', 'p') and not c.relispartition
       and a.attnum > 0 and not a.attisdropped
       and pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) is not null`,
    [SCHEMAS],
  );
  for (const { sequence, relation, attribute } of rows)
    await client.query(
      `select setval($1, coalesce(max(${attribute}), 1), max(${attribute}) is not null) from ${relation}`,
      [sequence],
    );
}

// In COPY's text form every row ends in a newline, and a newline within a value is written as two characters.
function counting(): { stream: Transform; copied: () => Copied } {
  const hash = createHash("sha256");
  let rows = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1;
      done(null, chunk);
    },
  });
  return { stream, copied: () => ({ rows, sha256: hash.digest("hex") }) };
}
