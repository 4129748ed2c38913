// The commands with everything they need: the terminal's door, hung.
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
import { rebuildCommand } from "#src/cli/rebuild.ts";
import { registerCommand } from "#src/cli/register.ts";
import { startCommand } from "#src/cli/start.ts";
import { vaultCommand } from "#src/cli/vault.ts";
import { verifyCommand } from "#src/cli/verify.ts";
import { witnessCommand } from "#src/cli/witness.ts";
import { prepareLaw } from "#src/domain/classification/prepared-law.ts";
import { faultsOf } from "#src/http/faults.ts";
import { backup, newIdentityFile, restore } from "./backup.ts";
import { openHouse } from "./house.ts";
import { checkRebuild } from "./rebuild.ts";
import { registerAs } from "./register-as.ts";
import { runVault } from "./run-vault.ts";
import { start } from "./start.ts";
import { verify } from "./verify.ts";
import { verifyProof } from "./verify-proof.ts";
import { runWitness } from "./witness.ts";

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
    const pack = await loadPack(country);
    return { law: prepareLaw(pack.law), palermo: prepareLaw(pack.palermo) };
  };
  const known = laws.get(country) ?? load();
  laws.set(country, known);
  return known;
};

export function commands(): readonly Command[] {
  return [
    startCommand((settings, say) => start(configure(settings.dataDir), settings, say)),
    classifyCommand(loadLaws),
    registerCommand(
      async (login, complaint, dataDir) => {
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
        faults: (issues, value) => faultsOf(issues as Parameters<typeof faultsOf>[0], value, ""),
      },
    ),
    verifyCommand(
      (settings) => verify(configure(settings.dataDir), settings),
      (settings) => verifyProof(configure(settings.dataDir), settings),
    ),
    backupCommand((settings) => backup(configure(settings.dataDir), settings), newIdentityFile),
    restoreCommand((settings) => restore(configure(settings.dataDir), settings)),
    witnessCommand(runWitness),
    rebuildCommand((dataDir) => checkRebuild(configure(dataDir))),
    vaultCommand((dataDir) => runVault(configure(dataDir))),
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
