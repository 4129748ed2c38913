// Class keys in files: private halves in a folder of the vault's user alone, public halves beside it for whoever seals.
import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { KEY_CLASSES, type KeyClass } from "#src/schema/key-class.ts";
import {
  type ClassKeys,
  faultOfKeys,
  KeyMissing,
  keyOfPoint,
  newest,
  type PublicClassKey,
  pointOf,
} from "./class-keys.ts";

const FILE = /^(.+)-(\d+)\.pem$/;

/**
 * Opens the folder, making the first version of each class where there is none, and writes the public halves. A vault
 * that has become another user may not write them: whoever asked it for a new key does (`publicKeysText`).
 */
export function openKeyFolder(folder: string, publicFile: string): ClassKeys {
  const { publicKeys, agree, remove, files } = openFiles(folder);
  const publish = () => {
    try {
      writePublicKeys(publicFile, publicKeysText(publicKeys()));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EACCES") throw error;
    }
  };
  const make = (keyClass: KeyClass, version: number): PublicClassKey => {
    const name = keyFile(keyClass, version);
    if (!files().has(name)) writeKey(folder, name);
    publish();
    const made = files().get(name);
    if (made === undefined) throw new KeyMissing(keyClass, version);
    return made.half;
  };
  // What was sealed with a class whose files are gone must fail, and not be answered by a new first version.
  const published = readPublicKeys(publicFile);
  for (const keyClass of KEY_CLASSES) {
    const seen = [...publicKeys(), ...published].some((key) => key.keyClass === keyClass);
    if (!seen) make(keyClass, 1);
  }
  if (files().size > 0 && published.length === 0) publish();
  return {
    publicKeys,
    agree,
    make,
    retire(keyClass, version) {
      if (newest(publicKeys()).get(keyClass)?.version === version)
        throw new Error(`version ${version} of ${keyClass} is the newest`);
      remove(keyClass, version);
      publish();
    },
    fault: () => faultOfKeys(publicKeys(), published),
  };
}

/** Keys that are only opened with until they are retired: new ones are made in a token. */
export interface OldKeys extends Pick<ClassKeys, "publicKeys" | "agree"> {
  remove(keyClass: KeyClass, version: number): void;
}

/** The folder as it is: nothing is made in it, and what is published is whoever's who makes keys. */
export function openOldKeys(folder: string): OldKeys {
  return openFiles(folder);
}

function openFiles(folder: string): OldKeys & { files(): Map<string, Pair> } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const files = readAgain(folder);
  return {
    files,
    publicKeys: () => sorted([...files().values()].map(({ half }) => half)),
    agree(keyClass, version, sender) {
      const pair = files().get(keyFile(keyClass, version));
      if (pair === undefined) throw new KeyMissing(keyClass, version);
      return diffieHellman({ privateKey: pair.privateKey, publicKey: keyOfPoint(sender) });
    },
    remove(keyClass, version) {
      rmSync(join(folder, keyFile(keyClass, version)), { force: true });
      sync(folder);
    },
  };
}

/** The file of one version. */
export const keyFile = (keyClass: KeyClass, version: number) => `${keyClass}-${version}.pem`;

/** A change within this time of a reading may have had the same time as the reading: it is looked for again. */
const DOUBT_MS = 2_000n;

// The keys, read again when the folder has changed: several vaults may stand over one folder, and what one of them
// destroyed must not live on in the memory of another.
function readAgain(folder: string): () => Map<string, Pair> {
  let keys = new Map<string, Pair>();
  let seen = { changed: -1n, at: 0n };
  return () => {
    const changed = statSync(folder, { bigint: true }).mtimeMs;
    if (changed !== seen.changed || seen.at - changed < DOUBT_MS) {
      seen = { changed, at: BigInt(Date.now()) };
      const names = readdirSync(folder).filter((name) => FILE.test(name));
      keys = new Map(names.sort().map((name) => [name, keys.get(name) ?? readKey(folder, name)]));
    }
    return keys;
  };
}

interface Pair {
  privateKey: KeyObject;
  half: PublicClassKey;
}

function readKey(folder: string, name: string): Pair {
  const privateKey = createPrivateKey(readFileSync(join(folder, name)));
  const [, keyClass = "", version = ""] = FILE.exec(name) ?? [];
  const point = pointOf(createPublicKey(privateKey));
  return { privateKey, half: { keyClass: keyClass as KeyClass, version: Number(version), point } };
}

// Whole on disk before anything is sealed with it: a key lost after its first use is a person lost. Linked, not
// renamed: of two vaults that make the same version one wins, and both use the winner's.
function writeKey(folder: string, name: string): void {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const fresh = join(folder, `.${process.pid}.new`);
  rmSync(fresh, { force: true });
  writeFileSync(fresh, privateKey.export({ format: "pem", type: "pkcs8" }), {
    mode: 0o600,
    flag: "wx",
    flush: true,
  });
  try {
    linkSync(fresh, join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  sync(folder);
}

// The name of a file is on disk when its folder is.
function sync(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The public halves, as whoever seals reads them; none when there is no file. */
export function readPublicKeys(file: string): PublicClassKey[] {
  try {
    const keys = JSON.parse(readFileSync(file, "utf8")) as (Omit<PublicClassKey, "point"> & {
      point: string;
    })[];
    return keys.map(({ point, ...key }) => ({ ...key, point: Buffer.from(point, "base64") }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** The public halves as text, for a file or for whoever asks. */
export function publicKeysText(keys: readonly PublicClassKey[]): string {
  const lines = keys.map(({ point, ...key }) => ({ ...key, point: point.toString("base64") }));
  return `${JSON.stringify(lines, null, 2)}\n`;
}

export function writePublicKeys(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}.new`;
  writeFileSync(fresh, text, { mode: 0o644, flush: true });
  renameSync(fresh, file);
}

const sorted = (keys: PublicClassKey[]) =>
  keys.sort((a, b) => a.keyClass.localeCompare(b.keyClass) || a.version - b.version);
