// `reta backup` and `reta restore`: the register's database as a file and back, and the folder of keys apart from it.
import { randomUUID } from "node:crypto";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, normalize, resolve } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { Client } from "pg";
import { BackupDamaged } from "#src/actions/backup-frames.ts";
import { packageRoot } from "#src/actions/load-pack.ts";
import { perform } from "#src/actions/perform.ts";
import * as recording from "#src/actions/record-copy.ts";
import { NotRestorable, restoreBackup } from "#src/actions/restore-backup.ts";
import { backupPieces } from "#src/actions/write-backup.ts";
import type { BackupSettings, KeysElsewhere, RestoreSettings } from "#src/cli/backup.ts";
import { UsageError } from "#src/cli/command.ts";
import type { Configuration } from "#src/cli/configuration.ts";
import { openDatabase } from "#src/database/connect.ts";
import { migrate } from "#src/database/migrate.ts";
import type { BackupReport } from "#src/schema/backup.ts";
import {
  BackupKeyUnusable,
  decryptWith,
  demandRecipient,
  ENCRYPTED,
  encryptFor,
  newBackupIdentity,
} from "#src/vault/backup-cipher.ts";
import { newest } from "#src/vault/class-keys.ts";
import { keyFile } from "#src/vault/key-folder.ts";
import { demandSafeLine } from "./demand-safe-line.ts";
import { type House, openHouse } from "./house.ts";

/** Beside `keys/`: who the witnesses are belongs to what a restored register must know. */
const BESIDE_KEYS = "witnesses.json";

export async function backup(
  configuration: Configuration,
  settings: BackupSettings,
): Promise<BackupReport & KeysElsewhere> {
  for (const file of [settings.out, settings.keysOut])
    if (file !== undefined && existsSync(file)) throw new UsageError(`${file}: there is a file already`);
  try {
    if (settings.to !== undefined) demandRecipient(settings.to);
  } catch (error) {
    throw new UsageError(`--to: ${(error as Error).message}`);
  }
  const { version } = JSON.parse(await readFile(join(await packageRoot(), "package.json"), "utf8"));
  const house = await openHouse(configuration);
  const client = new Client({ connectionString: house.database.ownerUrl, application_name: "reta-backup" });
  // A line that breaks fails the query that waits for it; without this it would end the program as well.
  client.on("error", () => undefined);
  try {
    await client.connect();
    let report: BackupReport | undefined;
    const pieces = backupPieces({
      client,
      program: version,
      madeAt: new Date().toISOString(),
      vkeys: { entries: house.keys.entries.vkey, audit: house.keys.audit.vkey },
      signer: house.keys.entries,
      done: (made) => {
        report = made;
      },
    });
    const gzip = createGzip();
    // A database that goes away in the middle ends the file, which is then not kept.
    const source = Readable.from(pieces).on("error", (error) => gzip.destroy(error));
    await writeWhole(settings.out, await sealed(source.pipe(gzip), settings.to));
    if (settings.keysOut !== undefined && settings.to !== undefined)
      await writeWhole(
        settings.keysOut,
        await encryptFor(settings.to, Readable.from([keysIn(house.dataDir)])),
      );
    if (report === undefined) throw new Error("the backup ended without its manifest");
    await perform(
      house.real,
      { actor: null, requestId: randomUUID() },
      { trace: recording.backupTrace, verb: recording.recordBackup },
      {
        ...{ entries: report.entries, rows: report.rows },
        ...{ encrypted: settings.to !== undefined, keys: settings.keysOut !== undefined },
      },
    );
    return { ...report, keysElsewhere: keysElsewhere(house) };
  } finally {
    await client.end();
    await house.close();
  }
}

export async function restore(
  configuration: Configuration,
  settings: RestoreSettings,
): Promise<BackupReport & { keysRestored: number }> {
  if (settings.file !== "-" && !existsSync(settings.file))
    throw new UsageError(`FILE: found nothing at ${settings.file}, expected a backup`);
  const dataDir = resolve(configuration.RETA_DATA);
  demandSafeLine("DATABASE_URL", configuration.DATABASE_URL);
  const database = await openDatabase({ dataDir, databaseUrl: configuration.DATABASE_URL || undefined });
  const client = new Client({ connectionString: database.ownerUrl, application_name: "reta-restore" });
  // A line that breaks fails the query that waits for it; without this it would end the program as well.
  client.on("error", () => undefined);
  try {
    const keys = settings.keys === undefined ? undefined : await openKeys(settings.keys, settings.identity);
    await migrate(database.ownerUrl);
    await client.connect();
    const source = settings.file === "-" ? process.stdin : createReadStream(settings.file);
    const { vkeys: _, ...report } = await restoreBackup(
      client,
      await opened(source, settings.identity),
      settings.vkey,
    );
    return { ...report, keysRestored: keys === undefined ? 0 : putKeys(dataDir, keys) };
  } catch (error) {
    if (error instanceof BackupKeyUnusable || error instanceof NotRestorable)
      throw new UsageError(error.message);
    throw error;
  } finally {
    await client.end();
    await database.close();
  }
}

/** A pair for backups; the secret is written to the file, the public key answered. */
export async function newIdentityFile(file: string): Promise<string> {
  const { identity, recipient } = await newBackupIdentity();
  try {
    writeFileSync(file, `# public key: ${recipient}\n${identity}\n`, {
      mode: 0o600,
      flag: "wx",
      flush: true,
    });
  } catch {
    throw new UsageError(`--new-identity: ${file} cannot be made, or is there already`);
  }
  return recipient;
}

// What is sealed for opens with the newest version; of older ones `reta keys` says whether anything needs them.
function keysElsewhere(house: House): string[] {
  const folder = join(house.dataDir, "keys", "vault");
  return [...newest(house.publicKeys())]
    .filter(([keyClass, { version }]) => !existsSync(join(folder, keyFile(keyClass, version))))
    .map(([keyClass, { version }]) => `${keyClass} ${version}`)
    .sort();
}

const sealed = async (source: Readable, to: string | undefined) =>
  to === undefined ? source : encryptFor(to, source);

// Whole or not at all, readable by its owner only, and never over another file.
async function writeWhole(file: string, source: Readable): Promise<void> {
  const fresh = `${file}.${process.pid}.new`;
  try {
    await pipeline(source, createWriteStream(fresh, { mode: 0o600, flags: "wx", flush: true }));
    linkSync(fresh, file);
  } finally {
    rmSync(fresh, { force: true });
  }
}

// Decrypted when it is encrypted, unpacked; whatever goes wrong on the way is a damaged file.
async function* unpacked(source: Readable, identity: string | undefined): AsyncGenerator<Uint8Array> {
  const [first, whole] = await peek(source, ENCRYPTED.length);
  const isEncrypted = first.toString("latin1") === ENCRYPTED;
  if (isEncrypted && identity === undefined)
    throw new BackupKeyUnusable("the backup is encrypted: give the file of its identity with --identity");
  const plain = isEncrypted && identity !== undefined ? await decryptWith(identity, whole) : whole;
  const gunzip = createGunzip();
  plain.on("error", (error) => gunzip.destroy(error));
  try {
    yield* plain.pipe(gunzip) as AsyncIterable<Buffer>;
  } catch (error) {
    throw new BackupDamaged(`the backup is damaged or cut short (${(error as Error).message})`);
  }
}

async function opened(source: Readable, identity: string | undefined): Promise<AsyncIterable<Uint8Array>> {
  return unpacked(source, identity);
}

async function peek(source: Readable, count: number): Promise<[Buffer, Readable]> {
  const iterator = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const held: Buffer[] = [];
  let length = 0;
  while (length < count) {
    const step = await iterator.next();
    if (step.done === true) break;
    held.push(step.value);
    length += step.value.length;
  }
  const rest = async function* () {
    yield* held;
    for (let step = await iterator.next(); step.done !== true; step = await iterator.next()) yield step.value;
  };
  return [Buffer.concat(held).subarray(0, count), Readable.from(rest())];
}

/** The folder of keys as JSON: file names below the data directory, contents in base64. */
function keysIn(dataDir: string): Buffer {
  const files = readdirSync(join(dataDir, "keys"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dataDir.length + 1));
  const beside = existsSync(join(dataDir, BESIDE_KEYS)) ? [BESIDE_KEYS] : [];
  const content = (file: string) => readFileSync(join(dataDir, file)).toString("base64");
  return Buffer.from(
    JSON.stringify(Object.fromEntries([...files, ...beside].map((file) => [file, content(file)]))),
  );
}

async function openKeys(file: string, identity: string | undefined): Promise<Record<string, string>> {
  if (!existsSync(file)) throw new UsageError(`--keys: found nothing at ${file}, expected a file`);
  if (identity === undefined)
    throw new UsageError("--identity: found nothing, expected the file that opens the keys");
  const text = (await buffer(await decryptWith(identity, createReadStream(file)))).toString();
  try {
    return JSON.parse(text) as Record<string, string>;
  } catch {
    throw new UsageError(`--keys: ${file} holds no keys`);
  }
}

// A key that is there is never overwritten; a name that leads elsewhere is none of ours.
function putKeys(dataDir: string, keys: Record<string, string>): number {
  let count = 0;
  for (const [name, content] of Object.entries(keys)) {
    const inside = normalize(name);
    if (inside !== BESIDE_KEYS && !inside.startsWith("keys/"))
      throw new UsageError(`--keys: ${name} is no key`);
    const file = join(dataDir, inside);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const mode = /\.(vkey|json)$/.test(inside) ? 0o644 : 0o600;
    writeFileSync(file, Buffer.from(content, "base64"), { mode, flag: "wx", flush: true });
    count += 1;
  }
  return count;
}
