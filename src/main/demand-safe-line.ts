// Refuses lines that anybody on the way could read or answer: to a database on another machine, and from other machines.
import { UsageError } from "#src/cli/command.ts";
import type { VariableName } from "#src/cli/configuration.ts";
import { isLoopback, isSafeLine } from "#src/database/safe-line.ts";

/** Throws `UsageError`, which names the setting and never what stands in it: that holds a password. Empty is no line. */
export function demandSafeLine(name: VariableName, url: string): void {
  if (url === "" || isSafeLine(url)) return;
  throw new UsageError(
    `${name}: found a line that is not checked, expected this machine (a socket, localhost) or sslmode=verify-full`,
  );
}

/**
 * Throws `UsageError` where the register would answer other machines in the open: a proxy elsewhere asks over TLS too.
 * Source: OWASP ASVS 5.0.0, 12.3.3.
 */
export function demandSafeDoor(host: string, certificate: string): void {
  if (certificate !== "" || isLoopback(host)) return;
  throw new UsageError(
    `RETA_HOST: found ${JSON.stringify(host)}, which other machines reach in the open; expected this machine alone (127.0.0.1, ::1, localhost), or RETA_TLS_CERT and RETA_TLS_KEY`,
  );
}
