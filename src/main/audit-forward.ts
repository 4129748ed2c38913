// Where the audit trail is sent on to, read from the settings; a setting that would send it in the open stops the start.
import { readFileSync, statSync } from "node:fs";
import type { ReceiverPlace } from "#src/actions/forward-audit.ts";
import { UsageError } from "#src/cli/command.ts";
import type { Configuration } from "#src/cli/configuration.ts";

/** How long an event may wait to be sent on before that is an alarm. */
export const FORWARD_LATE_MS = 15 * 60_000;

/** `undefined` where nothing is sent. Throws `UsageError`, without the address: it may hold a password. */
export function receiverIn({
  RETA_AUDIT_FORWARD: url,
  RETA_AUDIT_FORWARD_CA: file,
  RETA_AUDIT_FORWARD_TOKEN: tokenFile,
}: Configuration): ReceiverPlace | undefined {
  if (url === "") return undefined;
  if (!URL.canParse(url) || new URL(url).protocol !== "https:")
    throw new UsageError("RETA_AUDIT_FORWARD: found something else, expected https://host/path");
  const { username, password } = new URL(url);
  if (username !== "" || password !== "")
    throw new UsageError("RETA_AUDIT_FORWARD: found a password, expected a file in RETA_AUDIT_FORWARD_TOKEN");
  // Looked at now, so that a wrong file stops the start and not the first batch.
  if (tokenFile !== "") tokenIn(tokenFile);
  return {
    url,
    ca: file === "" ? undefined : certificatesIn(file),
    token: tokenFile === "" ? undefined : () => tokenIn(tokenFile),
  };
}

function certificatesIn(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`RETA_AUDIT_FORWARD_CA: found nothing to read at ${file}, expected a PEM file`);
  }
}

/** What a token may be made of (RFC 6750, section 2.1). */
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

// What is wrong is said without a word of what the file holds.
function tokenIn(file: string): string {
  const expected = (found: string, instead: string) =>
    new UsageError(`RETA_AUDIT_FORWARD_TOKEN: found ${found}, expected ${instead}`);
  let text: string;
  let mode: number;
  try {
    text = readFileSync(file, "utf8").trim();
    mode = statSync(file).mode;
  } catch {
    throw expected(`nothing to read at ${file}`, "a file with a token");
  }
  if ((mode & 0o077) !== 0) throw expected("a file others can read", "mode 0600");
  if (!TOKEN.test(text)) throw expected("something else", "one token (RFC 6750)");
  return text;
}
