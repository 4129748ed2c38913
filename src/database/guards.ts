// Whether the database still guards what it was made to guard: policies, triggers and grants, held against what ships.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { describeSchema } from "./describe-schema.ts";

/** A guard that is gone or was added, as the statement that would make it. */
export interface GuardDifference {
  kind: "guard-missing" | "guard-added";
  detail: string;
}

const SHIPPED = fileURLToPath(new URL("./schema.sql", import.meta.url));
const GUARD =
  /^(alter table \S+ (enable|force) row level security|create policy|create (constraint )?trigger|grant) /i;

/**
 * The guards of both schemas that are not as the migrations left them. Row-level security and grants keep honest
 * programs honest; whoever switches them off prepares something.
 */
export async function listGuardDifferences(ownerUrl: string): Promise<GuardDifference[]> {
  const client = new Client({ connectionString: ownerUrl, application_name: "reta-guards" });
  await client.connect();
  try {
    const wanted = guardsIn(readFileSync(SHIPPED, "utf8"));
    const found = guardsIn(await describeSchema(client));
    const { rows: disabled } = await client.query<{ name: string }>(
      `select distinct format('%s.%s', n.nspname, c.relname) as name from pg_trigger t
       join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('reta', 'training') and t.tgenabled = 'D' order by 1`,
    );
    return [
      ...[...wanted].filter((one) => !found.has(one)).map(differs("guard-missing")),
      ...[...found].filter((one) => !wanted.has(one)).map(differs("guard-added")),
      ...disabled.map(({ name }) => `triggers of ${name} are disabled`).map(differs("guard-missing")),
    ];
  } finally {
    await client.end();
  }
}

const differs = (kind: GuardDifference["kind"]) => (detail: string) => ({ kind, detail });

function guardsIn(picture: string): Set<string> {
  const statements = picture.split(/;[^\n]*\n/).map((text) =>
    text
      .replaceAll(/^--[^\n]*\n/gm, "")
      .trim()
      .replaceAll(/\s+/g, " "),
  );
  // Which schema is not said: the picture has one in full, and of the other only what differs.
  return new Set(statements.filter((statement) => GUARD.test(statement)));
}
