// A PostgreSQL of a test's own whose disk fills up when told to: the embedded one, with full-disk.c preloaded into it.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDatabase } from "#src/database/connect.ts";
import { readConnections } from "#src/database/connection-file.ts";
import { openEmbedded } from "#src/database/embedded.ts";
import { ENVIRONMENT } from "#src/database/embedded-cluster.ts";
import { runAs, type TestDatabase } from "./database.ts";
import { temporaryDirectory } from "./temporary.ts";

const HOW = "the tests of a full disk need a C compiler: apt-get install gcc libc6-dev";

export interface FullDisk {
  /** Empty: who opens a register over it makes its tables. Dropping it ends PostgreSQL. */
  readonly database: TestDatabase;
  /** From now on nothing below these folders (`base/`) and of these relations (`base/5/16384`) may grow. */
  fill(rules: readonly string[]): void;
  /** There is room again. */
  free(): void;
  /** Whether somebody listens at its port. */
  answers(): Promise<boolean>;
}

/** Starts it, watched as by `reta start`: it is started again when it ends. Fails without a C compiler. */
export async function openFullDisk(): Promise<FullDisk> {
  const { path, remove } = await temporaryDirectory();
  // PostgreSQL may run as another user, who must reach what is preloaded and the rules.
  chmodSync(path, 0o711);
  const tools = join(path, "tools");
  mkdirSync(tools);
  chmodSync(tools, 0o755);
  const library = join(tools, "full-disk.so");
  const rules = join(tools, "full");
  compile(library);
  const preload = { LD_PRELOAD: library, RETA_FULL_DISK: rules };
  Object.assign(ENVIRONMENT, preload);
  const forget = () => {
    for (const name of Object.keys(preload)) Reflect.deleteProperty(ENVIRONMENT, name);
  };
  const dataDir = join(path, "data");
  try {
    // Made without waiting for the disk, which a test need not; then as `reta start` has it, watched and started again.
    const lease = await openEmbedded(dataDir, { durable: false });
    const open = await openDatabase({ dataDir });
    await lease.close();
    // What is acknowledged must be in PostgreSQL's own log, or its end would take it.
    const superuserUrl = readConnections(dataDir)?.superuser ?? "";
    await runAs(superuserUrl, "alter system set synchronous_commit = on");
    await runAs(superuserUrl, "select pg_reload_conf()");
    return {
      database: {
        name: "reta",
        ownerUrl: open.ownerUrl,
        applicationUrl: open.applicationUrl,
        vaultUrl: open.vaultUrl,
        superuserUrl,
        async drop() {
          rmSync(rules, { force: true });
          await open.close();
          forget();
          await remove();
        },
      },
      // Beside and renamed: PostgreSQL reads all rules or none.
      fill(lines) {
        writeFileSync(`${rules}.new`, `${lines.join("\n")}\n`, { mode: 0o644 });
        renameSync(`${rules}.new`, rules);
      },
      free: () => rmSync(rules, { force: true }),
      answers: () =>
        new Promise((answer) => {
          const asked = connect(Number(new URL(superuserUrl).port), "127.0.0.1");
          asked.on("connect", () => answer(true)).on("error", () => answer(false));
          asked.on("connect", () => asked.destroy());
        }),
    };
  } catch (error) {
    forget();
    await remove();
    throw error;
  }
}

function compile(library: string): void {
  const source = fileURLToPath(new URL("./full-disk.c", import.meta.url));
  const { status, stderr, error } = spawnSync(
    "cc",
    ["-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"],
    {
      encoding: "utf8",
    },
  );
  if (error !== undefined) throw new Error(HOW);
  if (status !== 0) throw new Error(`${HOW}\n${stderr}`);
  chmodSync(library, 0o755);
}
