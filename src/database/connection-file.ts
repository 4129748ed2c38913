// The two private files of a data directory: the passwords made for it, and the connection strings for people.
import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";

/** What `connections.json` holds: drills and backups connect with these. Superuser and owner only when embedded. */
export interface ConnectionStrings {
  readonly superuser?: string;
  readonly owner?: string;
  readonly application: string;
}

const PASSWORDS = "passwords.json";
const CONNECTIONS = "connections.json";

/** The password kept for `role`, made when there is none yet. Call it under a lock of the data directory. */
export function keepPassword(dataDir: string, role: string): string {
  const kept = read<Record<string, string>>(dataDir, PASSWORDS) ?? {};
  const known = kept[role];
  if (known) return known;
  const made = randomBytes(24).toString("base64url");
  writePrivate(join(dataDir, PASSWORDS), { ...kept, [role]: made });
  return made;
}

/** The connection strings last written, if any. */
export function readConnections(dataDir: string): ConnectionStrings | undefined {
  return read<ConnectionStrings>(dataDir, CONNECTIONS);
}

/** Writes `connections.json`, readable by its owner only. */
export function writeConnections(dataDir: string, connections: ConnectionStrings): void {
  writePrivate(join(dataDir, CONNECTIONS), connections);
}

function read<T>(dataDir: string, name: string): T | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, name), "utf8")) as T;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    if (code === "EACCES")
      throw new Error(`${join(dataDir, name)} belongs to another user: run as that user`);
    throw error;
  }
}

// Written beside, synced, renamed: a password lost to a power cut would lock the register out of its database.
function writePrivate(path: string, content: unknown): void {
  const beside = `${path}.${randomBytes(6).toString("hex")}`;
  const file = openSync(beside, "wx", 0o600);
  try {
    writeSync(file, `${JSON.stringify(content, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
}
