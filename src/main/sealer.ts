// Has what waits in a log sealed: again and again by the clock, and at once when the vault waits for it.
import { LedgerNotAsSigned, type LogHead, sealLedger } from "#src/actions/seal-ledger.ts";
import type { LogName } from "#src/database/ledger.ts";
import { transact } from "#src/database/transact.ts";
import { LOG_BEHIND, type VaultLine, VaultRefused } from "#src/vault/vault-line.ts";
import type { House } from "./house.ts";

/** Seals what waits in one log, batch after batch. */
export function sealer(house: Sealing, log: LogName): () => Promise<void> {
  let published: LogHead | undefined;
  return async () => {
    for (;;) {
      const sealing = await sealLedger(
        (work) => transact(house.real.pool.pool, { zone: "reta_ledger" }, work),
        log,
        house.keys[log],
        new Date(),
        { expected: published },
      ).catch((error: unknown) => {
        // Told by health at once; the minute until a promise is late would be a minute too many.
        if (error instanceof LedgerNotAsSigned) house.notAsSigned.add(log);
        throw error;
      });
      house.notAsSigned.delete(log);
      if (sealing.busy) return;
      published = { size: sealing.size, root: sealing.root };
      if (!sealing.left) return;
    }
  };
}

type Sealing = Pick<House, "real" | "keys" | "notAsSigned">;

/**
 * The same line; where the vault answers that what decides is in no signed checkpoint yet, `seal` is called and the vault
 * asked again, this time to wait: another process may be at it. What it then answers is the answer.
 */
export function hurrying(line: VaultLine, seal: () => Promise<void>): VaultLine {
  let under: Promise<void> | undefined;
  // A log that cannot be extended is told by health; here the vault says what it comes to.
  const sealOnce = () => {
    under ??= seal()
      .catch(() => undefined)
      .finally(() => {
        under = undefined;
      });
    return under;
  };
  return {
    ...line,
    async ask<T>(operation: string, input: unknown): Promise<T> {
      try {
        return await line.ask<T>(operation, input);
      } catch (error) {
        if (!(error instanceof VaultRefused) || error.code !== LOG_BEHIND) throw error;
        await sealOnce();
        return line.ask<T>(operation, { ...(input as object), patient: true });
      }
    },
  };
}
