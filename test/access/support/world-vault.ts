// What the vault says of a world: the process itself, asked over its line in the reader's session, with all it checks.
import { randomUUID } from "node:crypto";
import type { OpenedCase } from "#src/actions/vault/open-identities.ts";
import type { EntrustedIdentity } from "#src/schema/case-part.ts";
import type { UnlockClass } from "#src/schema/unlock.ts";
import { VaultRefused } from "#src/vault/vault-line.ts";
import type { TestServer } from "../../support/server.ts";
import type { WorldCase, WorldReader } from "./world.ts";

/** The answer, or the code with which it was refused. */
async function ask<T>(server: TestServer, operation: string, input: object): Promise<T | string> {
  try {
    return await server.house.vault.ask<T>(operation, { requestId: randomUUID(), ...input });
  } catch (error) {
    if (error instanceof VaultRefused) return error.code;
    throw error;
  }
}

const REFUSED: readonly string[] = ["not-found", "access.refused"];

/** The classes it opens, as the rule names them; throws for an answer that is neither an opening nor a refusal. */
export async function classesOpened(
  server: TestServer,
  { session }: WorldReader,
  { caseId }: WorldCase,
): Promise<boolean[]> {
  const answer = await ask<OpenedCase>(server, "open", { session, caseId, purpose: "investigation" });
  if (typeof answer === "string" && !REFUSED.includes(answer)) throw new Error(`the vault says ${answer}`);
  const open = typeof answer === "string" ? [] : answer.classes;
  return (["suspect", "victim", "minor-victim", "complainant"] as const).map((one) => open.includes(one));
}

/** The persons entrusted to the reader of whom it says who they are. */
export async function personsOpened(
  server: TestServer,
  { session }: WorldReader,
  { caseId }: WorldCase,
): Promise<string[]> {
  const input = { session, caseId, purpose: "victim-protection" };
  const answer = await ask<EntrustedIdentity[]>(server, "open-entrusted", input);
  if (typeof answer === "string" && !REFUSED.includes(answer)) throw new Error(`the vault says ${answer}`);
  return typeof answer === "string" ? [] : answer.map(({ personId }) => personId).sort();
}

/** Asks to have it broken open, has the second agree, and opens: how far it comes. */
export async function unlocked(
  server: TestServer,
  { caseId }: WorldCase,
  { first, second, dataClass }: { first: WorldReader; second: WorldReader; dataClass: UnlockClass },
): Promise<{ asks: boolean; agrees: boolean; opened: string }> {
  const unlockId = randomUUID();
  // With an order, as a liaison must have: that they must is another test's.
  const courtOrder = "RES-14-2026";
  const request = { caseId, dataClass, reason: "danger-to-life", explanation: "Inventada.", courtOrder };
  const asked = await ask<object>(server, "unlock-ask", { session: first.session, unlockId, ...request });
  if (typeof asked === "string") return { asks: false, agrees: false, opened: asked };
  const agreement = { unlockId, agreed: true, timeZone: "America/Lima" };
  const agreed = await ask<object>(server, "unlock-answer", { session: second.session, ...agreement });
  const opened = await ask<OpenedCase>(server, "unlock-open", { session: first.session, unlockId });
  const classes = typeof opened === "string" ? opened : opened.classes.join(" ");
  return { asks: true, agrees: typeof agreed !== "string", opened: classes };
}
