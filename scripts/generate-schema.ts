// Writes src/database/schema.sql and src/database/types.ts from a throw-away database that the migrations made.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { describeSchema } from "#src/database/describe-schema.ts";
import { describeTypes } from "#src/database/describe-types.ts";
import { openEmbedded } from "#src/database/embedded.ts";
import { migrate } from "#src/database/migrate.ts";

const directory = mkdtempSync(join(tmpdir(), "reta-generate-"));
const lease = await openEmbedded(directory, { durable: false });
try {
  await migrate(lease.ownerUrl);
  const client = new Client({ connectionString: lease.ownerUrl });
  await client.connect();
  const written = { "schema.sql": await describeSchema(client), "types.ts": await describeTypes(client) };
  await client.end();
  for (const [name, text] of Object.entries(written))
    writeFileSync(new URL(`../src/database/${name}`, import.meta.url), text);
} finally {
  await lease.close();
  rmSync(directory, { recursive: true, force: true });
}
