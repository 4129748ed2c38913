// The vault's process as `reta start` runs it: settings on standard input, and little code besides what opens values.
import { createInterface } from "node:readline";
import { outliveStream } from "./log-lines.ts";
import { openVault, tellFailure, type VaultSettings } from "./vault.ts";

outliveStream(process.stderr);
const lines = createInterface({ input: process.stdin });
const line = await new Promise<string>((take) => {
  lines.once("line", take);
  // Nobody said anything: whoever started it has gone.
  lines.once("close", () => process.exit(2));
});
const vault = await openVault(JSON.parse(line) as VaultSettings, tellFailure);
process.stdout.write("listening\n");
const end = async () => {
  await vault.close();
  process.exit(0);
};
// A terminal's Ctrl+C reaches every process of its group: the register says when its vault may go.
for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => undefined);
process.on("SIGTERM", () => void end());
// The register has died, however it died: its vault dies with it.
lines.removeAllListeners("close");
lines.on("close", () => void end());
