// Class keys in files: private halves in a folder of the vault's user alone, public halves beside it for whoever seals.
import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { KEY_CLASSES, type KeyClass } from "#src/schema/key-class.ts";
import {
  type ClassKeys,
  KeyMissing,
  keyOfPoint,
  newest,
  type PublicClassKey,
  pointOf,
} from "./class-keys.ts";

const FILE = /^(.+)-(\d+)\.pem$/;

/** Opens the folder, making the first version of each class where there is none, and writes the public halves. */
export function openKeyFolder(folder: string, publicFile: string): ClassKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const keys = readKeys(folder);
  const known = () =>
    [...keys.entries()].map(([name, key]): PublicClassKey => {
      const [, keyClass = "", version = ""] = FILE.exec(name) ?? [];
      return { keyClass: keyClass as KeyClass, version: Number(version), point: pointOf(publicOf(key)) };
    });
  const add = (keyClass: KeyClass, version: number): PublicClassKey => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const name = `${keyClass}-${version}.pem`;
    const fresh = join(folder, `.${process.pid}.new`);
    // Whole on disk before anything is sealed with it: a key lost after its first use is a person lost.
    writeFileSync(fresh, privateKey.export({ format: "pem", type: "pkcs8" }), {
      mode: 0o600,
      flag: "w",
      flush: true,
    });
    renameSync(fresh, join(folder, name));
    keys.set(name, privateKey);
    publish();
    return { keyClass, version, point: pointOf(publicKey) };
  };
  const publish = () => writePublicKeys(publicFile, publicKeysText(sorted(known())));
  // What was sealed with a class whose files are gone must fail, and not be answered by a new first version.
  const published = readPublicKeys(publicFile);
  for (const keyClass of KEY_CLASSES) {
    const seen = [...known(), ...published].some((key) => key.keyClass === keyClass);
    if (!seen) add(keyClass, 1);
  }
  if (keys.size > 0 && published.length === 0) publish();
  return {
    publicKeys: () => sorted(known()),
    agree(keyClass, version, sender) {
      const privateKey = keys.get(`${keyClass}-${version}.pem`);
      if (privateKey === undefined) throw new KeyMissing(keyClass, version);
      return diffieHellman({ privateKey, publicKey: keyOfPoint(sender) });
    },
    rotate: (keyClass) => add(keyClass, (newest([...known(), ...published]).get(keyClass)?.version ?? 0) + 1),
    retire(keyClass, version) {
      if (newest(known()).get(keyClass)?.version === version)
        throw new Error(`version ${version} of ${keyClass} is the newest`);
      rmSync(join(folder, `${keyClass}-${version}.pem`));
      keys.delete(`${keyClass}-${version}.pem`);
      publish();
    },
  };
}

function readKeys(folder: string): Map<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  for (const name of readdirSync(folder).sort()) {
    if (FILE.test(name)) keys.set(name, createPrivateKey(readFileSync(join(folder, name))));
  }
  return keys;
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

const publicOf = (key: KeyObject) => createPublicKey(key);
