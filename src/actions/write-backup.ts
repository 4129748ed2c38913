// Writes a consistent copy of the register out of one snapshot, while it works, with the proof that it is whole.
import { createHash } from "node:crypto";
import type { Client } from "pg";
import { type CopiedTable, copyOut, listCopiedTables } from "#src/database/copy-tables.ts";
import { type NoteSigner, signNote } from "#src/domain/ledger/note.ts";
import type { BackupHead, BackupManifest, BackupReport } from "#src/schema/backup.ts";
import { frame, MAGIC } from "./backup-frames.ts";

/** Rows travel in pieces of about this size, in bytes. */
const PIECE = 256 * 1024;

export interface BackupSettings {
  /** The owner's connection, past row-level security; nothing else uses it meanwhile. */
  readonly client: Client;
  readonly program: string;
  readonly madeAt: string;
  readonly vkeys: BackupHead["vkeys"];
  /** Signs the manifest: the key of the log of entries. */
  readonly signer: NoteSigner;
  readonly done: (report: BackupReport) => void;
}

/** The text that is signed for a backup; no checkpoint reads like it (its second line is no number). */
export function backupText(origin: string, manifest: string): string {
  return `${origin}\nreta/backup/v1\n${createHash("sha256").update(manifest).digest("base64")}\n`;
}

/**
 * The pieces of a backup, one after the other. One REPEATABLE READ transaction sees the register at one moment: entries,
 * their leaves, values and tables for reading belong together, however much is registered meanwhile.
 */
export async function* backupPieces(settings: BackupSettings): AsyncGenerator<Buffer> {
  const { client, program, madeAt, vkeys, signer } = settings;
  await client.query("begin isolation level repeatable read read only");
  try {
    const migrations = await client.query<BackupHead["migrations"][number]>(
      `select schema_name as schema, file, checksum from reta.migrations order by 1, 2`,
    );
    const head: BackupHead = { v: 1, program, madeAt, migrations: migrations.rows, vkeys };
    yield MAGIC;
    yield frame("head", head);
    const tables: BackupManifest["tables"] = [];
    for (const table of await listCopiedTables(client)) yield* tablePieces(client, table, tables);
    const checkpoints = { entries: await newest(client, "entries"), audit: await newest(client, "audit") };
    const manifest = JSON.stringify({ head, tables, checkpoints } satisfies BackupManifest);
    const note = signNote(backupText(signer.name, manifest), [signer]);
    yield frame("manifest", { manifest, note });
    settings.done({ ...sums(tables), checkpoints, madeAt });
  } finally {
    await client.query("rollback");
  }
}

/** What a report says of the tables. */
export function sums(tables: BackupManifest["tables"]): Pick<BackupReport, "tables" | "rows" | "entries"> {
  const entries = tables.find(({ schema, name }) => schema === "reta" && name === "entries");
  return {
    tables: tables.length,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    entries: entries?.rows ?? 0,
  };
}

async function* tablePieces(
  client: Client,
  table: CopiedTable,
  tables: BackupManifest["tables"],
): AsyncGenerator<Buffer> {
  yield frame("table", { ...table });
  const { stream, copied } = copyOut(client, table);
  let held: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    held.push(chunk);
    length += chunk.length;
    if (length < PIECE) continue;
    yield* rowPieces(Buffer.concat(held, length));
    held = [];
    length = 0;
  }
  if (length > 0) yield* rowPieces(Buffer.concat(held, length));
  const { rows, sha256 } = copied();
  tables.push({ schema: table.schema, name: table.name, rows, sha256 });
  yield frame("end", { rows, sha256 });
}

// A single value may be larger than a piece.
function* rowPieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 4 * PIECE)
    yield frame("rows", bytes.subarray(at, at + 4 * PIECE));
}

async function newest(client: Client, log: string): Promise<string | null> {
  const { rows } = await client.query<{ note: string }>(
    "select note from reta.ledger_checkpoints where log = $1 order by size desc limit 1",
    [log],
  );
  return rows[0]?.note ?? null;
}
