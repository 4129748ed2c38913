// Whether the database still guards what it was made to guard: policies, triggers, grants and functions, held against what ships.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { Client } from "pg";
import { SCHEMAS } from "./connect.ts";
import { describeSchema } from "./describe-schema.ts";
import type { Runner } from "./ledger.ts";
import { ROLES } from "./zones.ts";

/** A guard that is gone or was added, as the statement that would make it. */
export interface GuardDifference {
  kind: "guard-missing" | "guard-added";
  detail: string;
}

const AS_WRITTEN = "AS $function$";
/** The major version of PostgreSQL that printed what ships. */
const PRINTED_BY = 18;

const SHIPPED = fileURLToPath(new URL("./schema.sql", import.meta.url));
const GUARD =
  /^(alter table \S+ (enable|force) row level security$|(create policy|create (constraint )?trigger|grant) )/i;

/**
 * The guards of both schemas that are not as the migrations left them. Row-level security and grants keep honest
 * programs honest; whoever switches them off prepares something.
 */
export async function listGuardDifferences(ownerUrl: string): Promise<GuardDifference[]> {
  const client = new Client({ connectionString: ownerUrl, application_name: "reta-guards" });
  // A line that breaks fails the query that waits for it; without this it would end the program as well.
  client.on("error", () => undefined);
  await client.connect();
  try {
    const shipped = readFileSync(SHIPPED, "utf8");
    const found = await describeSchema(client);
    const guards = SCHEMAS.map((_, i) => differing(guardsIn(partOf(shipped, i)), guardsIn(partOf(found, i))));
    // Where they differ, the picture has training's in full: that says nothing more than the first.
    const [differences = []] = guards.filter((list) => list.length > 0);
    const [wantedFunctions, foundFunctions] = [functionsIn(shipped), functionsIn(found)];
    const { rows: version } = await client.query<{ major: number }>(
      "select current_setting('server_version_num')::int / 10000 as major",
    );
    const altered = [...wantedFunctions].flatMap(([name, wanted]) => {
      const text = foundFunctions.get(name);
      if (text === wanted) return [];
      // What is kept parsed is printed by each PostgreSQL in its own way; what is kept as written is the same in all.
      const asWritten = wanted.includes(AS_WRITTEN) || text?.includes(AS_WRITTEN) !== false;
      return asWritten || version[0]?.major === PRINTED_BY ? [`function ${name} is not as it ships`] : [];
    });
    const { rows: asides } = await client.query<{ detail: string }>(ASIDES);
    return [
      ...differences,
      ...altered.map(differs("guard-missing")),
      ...asides.map(({ detail }) => detail).map(differs("guard-missing")),
    ];
  } finally {
    await client.end();
  }
}

// Guards that are there and do not guard: triggers that do not fire, zones past row-level security, triggers switched
// off for every connection.
const ASIDES = `
  select distinct format('triggers of %s.%s are disabled', n.nspname, c.relname) as detail from pg_trigger t
    join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('reta', 'training') and t.tgenabled in ('D', 'R')
  union select format('%s is past row-level security', rolname) from pg_roles
    where rolname = any(array[${ROLES.map((role) => `'${role}'`).join(", ")}]) and (rolsuper or rolbypassrls)
  union select 'triggers are switched off for every connection' from pg_db_role_setting s, unnest(s.setconfig) as setting
    where (s.setdatabase = 0 or s.setdatabase = (select oid from pg_database where datname = current_database()))
      and setting ilike 'session_replication_role=%' and setting not ilike '%=origin'
  order by 1`;

/**
 * A short text that changes whenever a guard does: what is cheap enough to ask again and again. It tells nothing of
 * whether they are as they should be.
 */
export async function fingerprintGuards(tx: Runner): Promise<string> {
  const schemas = sql`(SELECT oid FROM pg_namespace WHERE nspname IN ('reta', 'training'))`;
  const { rows } = await sql<{ print: string }>`
    SELECT md5(string_agg(part, ' ' ORDER BY part)) AS print FROM (
      SELECT md5(c.oid::text || c.relrowsecurity || c.relforcerowsecurity || coalesce(c.relacl::text, '')) AS part
        FROM pg_class c WHERE c.relnamespace IN ${schemas} AND NOT c.relispartition
      UNION ALL SELECT md5(p::text) FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace IN ${schemas}
      UNION ALL SELECT md5(t::text) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE c.relnamespace IN ${schemas} AND NOT c.relispartition
      UNION ALL SELECT md5(p::text) FROM pg_proc p WHERE p.pronamespace IN ${schemas}
      UNION ALL SELECT md5(a.attrelid::text || a.attnum || a.attacl::text) FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace IN ${schemas} AND a.attacl IS NOT NULL
      UNION ALL SELECT md5(rolname || rolsuper || rolbypassrls) FROM pg_roles WHERE rolname = ANY (${ROLES})
      UNION ALL SELECT md5(s::text) FROM pg_db_role_setting s) AS parts`.execute(tx);
  return rows[0]?.print ?? "";
}

const differing = (wanted: Set<string>, found: Set<string>): GuardDifference[] => [
  ...[...wanted].filter((one) => !found.has(one)).map(differs("guard-missing")),
  ...[...found].filter((one) => !wanted.has(one)).map(differs("guard-added")),
];

/** Of the picture the part of one schema: reta in full, training where it differs. */
const partOf = (picture: string, schema: number) => picture.split("-- Schema training")[schema] ?? "";

const differs = (kind: GuardDifference["kind"]) => (detail: string) => ({ kind, detail });

// By their signature. A grant or a comment ends each.
function functionsIn(picture: string): Map<string, string> {
  const found = new Map<string, string>();
  // Of the two schemas the first is printed in full.
  for (const [text, name = ""] of partOf(picture, 0).matchAll(
    /^CREATE OR REPLACE (?:FUNCTION|PROCEDURE) ([\s\S]*?\))\n[\s\S]*?\n;$/gm,
  ))
    found.set(name, text);
  return found;
}

function guardsIn(picture: string): Set<string> {
  const statements = picture.split(/;[^\n]*\n/).map((text) =>
    text
      .replaceAll(/^--[^\n]*\n/gm, "")
      .trim()
      .replaceAll(/\s+/g, " "),
  );
  return new Set(statements.filter((statement) => GUARD.test(statement)));
}
