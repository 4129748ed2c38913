// `reta keys`: asks the vault step by step, so that a run that is killed loses at most the batch it was in.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Batch, Begun, RegisterName } from "#src/actions/vault/rotate-keys.ts";
import type { Configuration } from "#src/cli/configuration.ts";
import {
  type KeyRing,
  KeysRefused,
  type KeyVersionReport,
  type Progress,
  type RotationReport,
} from "#src/cli/keys.ts";
import { withLock } from "#src/database/process-lock.ts";
import type { KeyClass } from "#src/schema/key-class.ts";
import { writePublicKeys } from "#src/vault/key-folder.ts";
import { type VaultLine, VaultRefused } from "#src/vault/vault-line.ts";
import { openHouse } from "./house.ts";

/** Keys wrapped anew in one transaction: some 20 ms, in which an erasure of one of them waits. */
const BATCH = 1_000;
const WAIT_MS = 200;

export async function openKeyRing(configuration: Configuration): Promise<KeyRing> {
  const house = await openHouse(configuration);
  return keyRing(house.vault, join(house.dataDir, "keys"), () => house.close());
}

/** The ring over a line to the vault; new public halves go to `keyFolder`, where those who seal read them. */
export function keyRing(
  vault: VaultLine,
  keyFolder: string,
  close: () => Promise<void>,
  batchSize = BATCH,
): KeyRing {
  const ask = async <T>(operation: string, input: unknown): Promise<T> => {
    try {
      return await vault.ask<T>(operation, input);
    } catch (error) {
      if (error instanceof VaultRefused && error.code.startsWith("keys.")) throw new KeysRefused(error.code);
      throw error;
    }
  };
  const publish = (text: string) =>
    withLock(join(keyFolder, "vault.lock"), async () =>
      writePublicKeys(join(keyFolder, "vault.public.json"), text),
    );
  const rewrapAll = async (keyClass: KeyClass, waiting: number, progress: Progress) => {
    let rewrapped = 0;
    const failed: Batch["failed"] = [];
    for (const register of ["real", "training"] satisfies RegisterName[]) {
      let after: Batch["next"] = null;
      do {
        const input = { register, keyClass, after, limit: batchSize };
        const batch: Batch = await ask("rewrap-batch", input);
        rewrapped += batch.rewrapped;
        failed.push(...batch.failed);
        after = batch.next;
        if (after !== null) progress(keyClass, rewrapped + failed.length, Math.max(waiting, rewrapped));
      } while (after !== null);
    }
    return { rewrapped, failed };
  };
  return {
    list: () => ask<KeyVersionReport[]>("key-versions", {}),
    async rotate(keyClass, progress): Promise<RotationReport> {
      const begun = performance.now();
      const { version, resumed, waiting, publicKeys } = await ask<Begun>("begin-rotation", { keyClass });
      await publish(publicKeys);
      const { rewrapped, failed } = await rewrapAll(keyClass, waiting, progress);
      await ask("end-rotation", { keyClass, version, rewrapped, failed: failed.length });
      const seconds = (performance.now() - begun) / 1000;
      const rowsPerSecond = Math.round(rewrapped / seconds);
      return { keyClass, version, resumed, rewrapped, failed, seconds, rowsPerSecond };
    },
    async retire(keyClass, version, progress) {
      const { transaction } = await ask<{ transaction: string }>("close-key", { keyClass, version });
      const destroy = () =>
        ask<{ waiting: boolean; needed: number; publicKeys: string }>("destroy-key", {
          keyClass,
          version,
          transaction,
        });
      let told = await destroy();
      for (; told.waiting; told = await destroy()) await sleep(WAIT_MS);
      // What a register sealed before it saw the newer version is wrapped anew; nothing can follow it any more.
      if (told.needed > 0) {
        await rewrapAll(keyClass, told.needed, progress);
        told = await destroy();
      }
      if (told.needed === 0) await publish(told.publicKeys);
      return { keyClass, version, destroyed: told.needed === 0, needed: told.needed };
    },
    close,
  };
}
