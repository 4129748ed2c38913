// Where the audit trail is sent on to, read from the settings; a setting that would send it in the open stops the start.
import { readFileSync } from "node:fs";
import type { ReceiverPlace } from "#src/actions/forward-audit.ts";
import { UsageError } from "#src/cli/command.ts";
import type { Configuration } from "#src/cli/configuration.ts";

/** How long an event may wait to be sent on before that is an alarm. */
export const FORWARD_LATE_MS = 15 * 60_000;

/** `undefined` where nothing is sent. Throws `UsageError`, without the address: it may hold a password. */
export function receiverIn({
  RETA_AUDIT_FORWARD: url,
  RETA_AUDIT_FORWARD_CA: file,
}: Configuration): ReceiverPlace | undefined {
  if (url === "") return undefined;
  if (!URL.canParse(url) || new URL(url).protocol !== "https:")
    throw new UsageError("RETA_AUDIT_FORWARD: found something else, expected https://host/path");
  return { url, ca: file === "" ? undefined : certificatesIn(file) };
}

function certificatesIn(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`RETA_AUDIT_FORWARD_CA: found nothing to read at ${file}, expected a PEM file`);
  }
}
