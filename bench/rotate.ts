// Keys a second that a rotation wraps anew, as `reta keys rotate` does it: the vault in a process of its own, in batches.
import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Pool } from "pg";
import type { House } from "#src/main/house.ts";
import { keyRing } from "#src/main/keys.ts";
import { KeyClass } from "#src/schema/key-class.ts";
import { createWrapper, KEY_BYTES, type WrappedKey } from "#src/vault/wrapped-key.ts";
import { inBatches, say } from "./support/bulk-load.ts";
import { machine, openHouseAlone } from "./support/register.ts";

const KEYS_A_BATCH = 20_000;

/**
 * Arguments: keys (default 100000), keys of one sender (default 4), their class (default minor-victim). The server seals
 * with one sender's key for five minutes; the vault agrees anew with each sender, which costs more than the rest. Four is
 * a register with a complaint every five minutes; a busy one has more.
 */
export async function bench([
  keys = "100000",
  perSender = "4",
  name = "minor-victim",
]: readonly string[]): Promise<unknown> {
  const keyClass = KeyClass.parse(name);
  const { house, close } = await openHouseAlone();
  try {
    await house.startVault();
    await inBatches("keys", Number(keys), KEYS_A_BATCH, (from, to) =>
      insertKeys(house.owner.pool, sealedKeys(house, keyClass, to - from + 1, Number(perSender))),
    );
    const ring = keyRing(house.vault, join(house.dataDir, "keys"), async () => undefined);
    const { failed, ...report } = await ring.rotate(keyClass, (_, done, all) => {
      if (done % KEYS_A_BATCH === 0) say(`${done} of ${all}`);
    });
    return {
      machine: machine(),
      keys: Number(keys),
      perSender: Number(perSender),
      ...report,
      failed: failed.length,
    };
  } finally {
    await close();
  }
}

type Placed = WrappedKey & { entryId: string };

function sealedKeys(house: House, keyClass: KeyClass, count: number, perSender: number): Placed[] {
  let wrapper = createWrapper(() => house.publicKeys());
  return Array.from({ length: count }, (_, i) => {
    if (i % perSender === 0) wrapper = createWrapper(() => house.publicKeys());
    const entryId = randomUUID();
    return { entryId, ...wrapper.wrap(entryId, randomUUID(), keyClass, randomBytes(KEY_BYTES)) };
  });
}

async function insertKeys(pool: Pool, keys: readonly Placed[]): Promise<void> {
  await pool.query(
    `insert into wrapped_keys (entry_id, holder, key_class, version, wrapped)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::bytea[])`,
    [
      keys.map(({ entryId }) => entryId),
      keys.map(({ holder }) => holder),
      keys.map(({ keyClass }) => keyClass),
      keys.map(({ version }) => version),
      keys.map(({ wrapped }) => wrapped),
    ],
  );
}
