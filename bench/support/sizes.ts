// How large a register that was measured is.
import type { Pool } from "pg";

/** Rows by table and the size of the database in GiB, everything included. */
export async function sizes(pool: Pool, tables: readonly string[]) {
  const rows: Record<string, number> = {};
  for (const table of tables) {
    const found = await pool.query<{ n: number }>(`select count(*)::int as n from ${table}`);
    rows[table] = found.rows[0]?.n ?? 0;
  }
  const whole = await pool.query<{ bytes: string }>("select pg_database_size(current_database()) as bytes");
  return { rows, databaseGiB: Number((Number(whole.rows[0]?.bytes) / 2 ** 30).toFixed(2)) };
}
