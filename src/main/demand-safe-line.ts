// Refuses to reach a database on another machine over a line that anybody on the way could read or answer.
import { UsageError } from "#src/cli/command.ts";
import type { VariableName } from "#src/cli/configuration.ts";
import { isSafeLine } from "#src/database/safe-line.ts";

/** Throws `UsageError`, which names the setting and never what stands in it: that holds a password. Empty is no line. */
export function demandSafeLine(name: VariableName, url: string): void {
  if (url === "" || isSafeLine(url)) return;
  throw new UsageError(
    `${name}: found a line that is not checked, expected this machine (a socket, localhost) or sslmode=verify-full`,
  );
}
