// Restores a backup into an empty register, in one transaction: everything of it, checked as it comes, or nothing.
import type { Client } from "pg";
import * as z from "zod/mini";
import { continueNumbers, copyIn, emptyTables, listCopiedTables } from "#src/database/copy-tables.ts";
import { parseVerifier, verifyNote } from "#src/domain/ledger/note.ts";
import {
  BackupHead,
  BackupManifest,
  type BackupReport,
  BackupTable,
  SignedManifest,
} from "#src/schema/backup.ts";
import { verifyEd25519 } from "#src/vault/signing-key.ts";
import { BackupDamaged, type Frame, readFrames } from "./backup-frames.ts";
import { restoredRow } from "./record-copy.ts";
import { backupText, sums } from "./write-backup.ts";

/** The register is not empty, or its tables are not those of the backup: nothing was touched. */
export class NotRestorable extends Error {
  override readonly name = "NotRestorable";
}

/** Who has any of these is in use. */
const IN_USE = ["officers", "entries", "cases", "ledger_leaves", "audit_events"];

/**
 * Reads a backup into the database of `client` (the owner's). With `vkey` the backup must be signed by that key;
 * without, by the key it names itself, which shows that it is whole and not whose it is.
 */
export async function restoreBackup(
  client: Client,
  source: AsyncIterable<Uint8Array>,
  vkey: string | undefined,
): Promise<BackupReport & { vkeys: BackupHead["vkeys"] }> {
  await client.query("begin");
  try {
    await demandEmpty(client);
    const frames = readFrames(source);
    const head = parsed(BackupHead, await nextOf(frames, "head"));
    await demandSameTables(client, head);
    const found: BackupManifest["tables"] = [];
    const last = await restoreTables(client, frames, found);
    const manifest = opened(last, vkey ?? head.vkeys.entries);
    if (
      JSON.stringify(manifest.head) !== JSON.stringify(head) ||
      JSON.stringify(manifest.tables) !== JSON.stringify(found)
    )
      throw new BackupDamaged("what was read is not what the manifest says was written");
    await continueNumbers(client);
    // The manifest is the last piece: nothing may follow it.
    if ((await frames.next()).done !== true)
      throw new BackupDamaged("something follows the end of the backup");
    const { checkpoints } = manifest;
    const { rows, entries } = sums(found);
    const event = restoredRow(new Date().toISOString(), { madeAt: head.madeAt, entries, rows });
    await client.query("set local search_path = reta");
    await client.query("select write_audit_event($1::jsonb, $2)", [event.text, event.hash]);
    await client.query("commit");
    return { ...sums(found), checkpoints, madeAt: head.madeAt, vkeys: head.vkeys };
  } catch (error) {
    await client.query("rollback");
    // Rows the database itself refuses (SQLSTATE classes 22 and 23) are rows nobody wrote. What they say is not told.
    const { code } = error as { code?: unknown };
    if (typeof code === "string" && /^2[23]/.test(code))
      throw new BackupDamaged(`the rows of the backup are no rows of a register (${code})`);
    throw error;
  }
}

async function demandEmpty(client: Client): Promise<void> {
  for (const table of IN_USE) {
    const { rows } = await client.query(`select 1 from reta.${table} limit 1`);
    if (rows.length > 0)
      throw new NotRestorable(
        `this register is in use (${table}): restore into an empty data directory or database`,
      );
  }
}

async function demandSameTables(client: Client, head: BackupHead): Promise<void> {
  const { rows } = await client.query<BackupHead["migrations"][number]>(
    "select schema_name as schema, file, checksum from reta.migrations order by 1, 2",
  );
  if (JSON.stringify(rows) !== JSON.stringify(head.migrations))
    throw new NotRestorable(
      `the backup was made by version ${head.program} with other migrations: restore it with that version, then upgrade`,
    );
}

async function restoreTables(
  client: Client,
  frames: AsyncGenerator<Frame>,
  found: BackupManifest["tables"],
): Promise<Frame> {
  const known = await listCopiedTables(client);
  await emptyTables(client, known);
  for (;;) {
    const frame = await nextOf(frames, "table", "manifest");
    if (frame.kind === "manifest") return frame;
    const named = parsed(BackupTable, frame);
    const table = known.find(({ schema, name }) => schema === named.schema && name === named.name);
    // The names come from the file: only tables that are there, with the columns they have, are filled.
    if (table === undefined || JSON.stringify(table.columns) !== JSON.stringify(named.columns))
      throw new BackupDamaged("the backup names a table or column there is not");
    let end: Frame | undefined;
    const rows = async function* () {
      for (;;) {
        const piece = await nextOf(frames, "rows", "end");
        if (piece.kind === "rows") yield piece.bytes;
        else {
          end = piece;
          return;
        }
      }
    };
    const copied = await copyIn(client, table, rows());
    if (end === undefined || end.bytes.toString() !== JSON.stringify(copied))
      throw new BackupDamaged(`the rows of ${table.name} are not those that were written`);
    found.push({ schema: table.schema, name: table.name, ...copied });
  }
}

function opened(frame: Frame, vkey: string): BackupManifest {
  const { manifest, note } = parsed(SignedManifest, frame);
  const pinned = parseVerifier(vkey.trim());
  if (pinned === undefined) throw new BackupDamaged("the backup names no key it could be checked with");
  const signed = verifyNote(note, [pinned], verifyEd25519);
  if (signed?.text !== backupText(pinned.name, manifest))
    throw new BackupDamaged(`the backup is not signed by ${pinned.name}`);
  return parsed(BackupManifest, { kind: "manifest", bytes: Buffer.from(manifest) });
}

async function nextOf(frames: AsyncGenerator<Frame>, ...kinds: Frame["kind"][]): Promise<Frame> {
  const { value, done } = await frames.next();
  if (done === true || !kinds.includes(value.kind))
    throw new BackupDamaged("the pieces of the backup are out of order");
  return value;
}

function parsed<S extends z.ZodMiniType>(schema: S, { bytes }: Frame): z.output<S> {
  try {
    return z.parse(schema, JSON.parse(bytes.toString()));
  } catch {
    throw new BackupDamaged("a piece of the backup cannot be read");
  }
}
