// A token for a test: SoftHSM, a program of OpenDNSSEC that stands for a module behind PKCS#11, with a folder of its own.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findVaultUser } from "#src/main/vault-keeper.ts";
import { loadTokenLibrary } from "#src/vault/token.ts";

const LIBRARY = "pkcs11js is not built: npm ci does it where make, a C++ compiler and Python are";
const HOW = "the tests of PKCS#11 need SoftHSM: apt-get install softhsm2";
/** Where Debian, Fedora and Alpine put the module. */
const MODULES = [
  "/usr/lib/softhsm/libsofthsm2.so",
  "/usr/lib64/pkcs11/libsofthsm2.so",
  "/usr/lib/pkcs11/libsofthsm2.so",
];
const LABEL = "reta-test";
export const PIN = "240911";

export interface TestToken {
  module: string;
  label: string;
  pinFile: string;
  environment: { SOFTHSM2_CONF: string };
  /** As the register's configuration names it. */
  configuration: Record<string, string>;
  /** Pulls it out, and puts it back. */
  remove(): void;
  insert(): void;
  /** Writes the PIN's file. */
  setPin(pin: string, mode?: number): void;
  /** Everything the token keeps on disk. */
  files(): string[];
  discard(): void;
}

// The reader stays, and nothing is in it.
function move(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) renameSync(join(from, name), join(to, name));
}

/** Makes one; the vault's user owns it, whoever runs the test. Fails, and says how to get the program, without it. */
export function makeToken(): TestToken {
  const module = MODULES.find((path) => existsSync(path));
  if (module === undefined) throw new Error(HOW);
  try {
    loadTokenLibrary();
  } catch {
    throw new Error(LIBRARY);
  }
  const folder = mkdtempSync(join(tmpdir(), "reta-token-"));
  const [tokens, away] = [join(folder, "tokens"), join(folder, "away")];
  const [conf, pinFile] = [join(folder, "softhsm2.conf"), join(folder, "pin")];
  mkdirSync(tokens);
  writeFileSync(conf, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  const environment = { SOFTHSM2_CONF: conf };
  const made = spawnSync(
    "softhsm2-util",
    ["--init-token", "--free", "--label", LABEL, "--so-pin", "73310982", "--pin", PIN],
    { encoding: "utf8", env: { ...process.env, ...environment } },
  );
  if (made.status !== 0) throw new Error(`${HOW}\n${made.error?.message ?? made.stderr}`);
  const own = () => {
    const user = findVaultUser();
    if (user === undefined) return;
    for (const path of [
      folder,
      ...readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))),
    ])
      chownSync(path, user.uid, user.gid);
  };
  const setPin = (pin: string, mode = 0o600) => {
    rmSync(pinFile, { force: true });
    writeFileSync(pinFile, `${pin}\n`);
    chmodSync(pinFile, mode);
    own();
  };
  setPin(PIN);
  return {
    module,
    label: LABEL,
    pinFile,
    environment,
    configuration: {
      RETA_PKCS11_MODULE: module,
      RETA_PKCS11_TOKEN: LABEL,
      RETA_PKCS11_PIN: pinFile,
      RETA_PKCS11_ENVIRONMENT: "SOFTHSM2_CONF",
    },
    remove: () => move(tokens, away),
    insert: () => move(away, tokens),
    setPin,
    files: () =>
      readdirSync(tokens, { recursive: true })
        .map((name) => join(tokens, String(name)))
        .filter((path) => statSync(path).isFile()),
    discard: () => rmSync(folder, { recursive: true, force: true }),
  };
}
