// A sequencer in a process of its own that kills itself, as kill -9 would, after the step it is told.
import { type SealStep, sealLedger } from "#src/actions/seal-ledger.ts";
import { createPool } from "#src/database/connect.ts";
import { transact } from "#src/database/transact.ts";
import { loadSigningKey } from "#src/vault/signing-key.ts";

const { LEDGER_URL: url = "", LEDGER_KEYS: keys = "", LEDGER_STEP: step } = process.env;
const { pool } = createPool(url, { schema: "reta", max: 1 });
const key = loadSigningKey(keys, "entries", "reta.example/entries");
const afterStep = (at: SealStep) => {
  if (at === step) process.kill(process.pid, "SIGKILL");
};
await sealLedger((work) => transact(pool, { zone: "reta_ledger" }, work), "entries", key, new Date(), {
  afterStep,
});
