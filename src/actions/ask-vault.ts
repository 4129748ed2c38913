// Asks the vault on behalf of the officer who acts; what it refuses, and that it is away, become Problems.
import { PROBLEMS, Problem, type ProblemCode } from "#src/schema/problem.ts";
import { VaultRefused, VaultUnavailable } from "#src/vault/vault-line.ts";
import type { Context } from "./context.ts";

/** Throws the vault's problem, `vault.unavailable` when there is no answer. Nobody without a session can ask. */
export async function askVault<T>(
  ctx: Context,
  operation: string,
  input: Record<string, unknown>,
): Promise<T> {
  const { sessionHash } = ctx.actor;
  if (sessionHash === null) throw new Problem("access.refused");
  const asked = {
    ...input,
    session: sessionHash.toString("hex"),
    requestId: ctx.requestId,
    address: ctx.address,
  };
  try {
    return await ctx.register.vault.ask<T>(operation, asked);
  } catch (error) {
    // A fault inside the vault is told by its own log; here it is away.
    if (error instanceof VaultRefused && error.code !== "internal" && Object.hasOwn(PROBLEMS, error.code))
      throw new Problem(error.code as ProblemCode, undefined, error.freeAt);
    if (error instanceof VaultUnavailable || error instanceof VaultRefused)
      throw new Problem("vault.unavailable");
    throw error;
  }
}
