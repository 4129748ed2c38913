// The commands with everything they need: the terminal's door, hung. What a command runs is loaded when it runs: whoever
// asks for a finding does not wait for a server's libraries.
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { loadPack, packageRoot } from "#src/actions/load-pack.ts";
import { backupCommand, restoreCommand } from "#src/cli/backup.ts";
import { benchCommand } from "#src/cli/bench.ts";
import { classifyCommand, type LoadLaws } from "#src/cli/classify.ts";
import type { Command } from "#src/cli/command.ts";
import { type Configuration, readConfiguration } from "#src/cli/configuration.ts";
import { keysCommand } from "#src/cli/keys.ts";
import { rebuildCommand } from "#src/cli/rebuild.ts";
import { registerCommand } from "#src/cli/register.ts";
import { startCommand } from "#src/cli/start.ts";
import { vaultCommand } from "#src/cli/vault.ts";
import { verifyCommand } from "#src/cli/verify.ts";
import { witnessCommand } from "#src/cli/witness.ts";

/** Configuration of this process, `--data` before the environment. */
export function configure(dataDir?: string): Configuration {
  const configuration = readConfiguration(process.env);
  return dataDir === undefined ? configuration : { ...configuration, RETA_DATA: dataDir };
}

const laws = new Map<string, ReturnType<LoadLaws>>();
const loadLaws: LoadLaws = async (country) => {
  const folder = join(await packageRoot(), "packs");
  if (!/^[a-z]{2}$/.test(country) || !existsSync(join(folder, country, "law.json"))) return undefined;
  const load = async () => {
    const { prepareLaw } = await import("#src/domain/classification/prepared-law.ts");
    const pack = await loadPack(country);
    return { law: prepareLaw(pack.law), palermo: prepareLaw(pack.palermo) };
  };
  const known = laws.get(country) ?? load();
  laws.set(country, known);
  return known;
};

export function commands(): readonly Command[] {
  return [
    startCommand(async (settings, say) => {
      const { start } = await import("./start.ts");
      return start(configure(settings.dataDir), settings, say);
    }),
    classifyCommand(loadLaws),
    registerCommand(
      async (login, complaint, dataDir) => {
        const { registerAs } = await import("./register-as.ts");
        const { openHouse } = await import("./house.ts");
        const house = await openHouse(configure(dataDir));
        try {
          return await registerAs(house, login, complaint);
        } finally {
          await house.close();
        }
      },
      {
        id: randomUUID,
        now: () => new Date().toISOString(),
        faults: async (issues, value) => {
          const { faultsOf } = await import("#src/http/faults.ts");
          return faultsOf(issues as Parameters<typeof faultsOf>[0], value, "");
        },
      },
    ),
    verifyCommand(
      async (settings) => (await import("./verify.ts")).verify(configure(settings.dataDir), settings),
      async (settings) =>
        (await import("./verify-proof.ts")).verifyProof(configure(settings.dataDir), settings),
    ),
    backupCommand(
      async (settings) => (await import("./backup.ts")).backup(configure(settings.dataDir), settings),
      async (...into) => (await import("./backup.ts")).newIdentityFile(...into),
    ),
    restoreCommand(async (settings) =>
      (await import("./backup.ts")).restore(configure(settings.dataDir), settings),
    ),
    witnessCommand(async (...settings) => (await import("./witness.ts")).runWitness(...settings)),
    rebuildCommand(
      async (dataDir) => (await import("./rebuild.ts")).checkRebuild(configure(dataDir)),
      async (dataDir, progress) =>
        (await import("./rebuild.ts")).rebuildIndexes(configure(dataDir), progress),
    ),
    keysCommand(async (dataDir) => (await import("./keys.ts")).openKeyRing(configure(dataDir))),
    vaultCommand(async (dataDir) => (await import("./run-vault.ts")).runVault(configure(dataDir))),
    benchCommand({
      names: async () => {
        const files = await readdir(join(await packageRoot(), "bench"));
        return files.filter((file) => /^[a-z-]+\.ts$/.test(file)).map((file) => file.slice(0, -3));
      },
      run: async (name, args) => {
        // Benchmarks are TypeScript outside the bundle; they are not part of what is shipped to a station.
        const { tsImport } = (await import("tsx/esm/api")) as typeof import("tsx/esm/api");
        const module = (await tsImport(
          join(await packageRoot(), "bench", `${name}.ts`),
          import.meta.url,
        )) as {
          bench(args: readonly string[]): Promise<unknown>;
        };
        return module.bench(args);
      },
    }),
  ];
}
