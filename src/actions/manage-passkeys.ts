// An officer's own passkeys: made, named, removed; never the last way in.
import * as z from "zod/mini";
import {
  insertPasskey,
  listPasskeys,
  type PasskeyLine,
  removePasskey as removeRow,
} from "#src/database/passkeys.ts";
import { insertStep, takeStep } from "#src/database/sign-in-steps.ts";
import { mayRemove } from "#src/domain/access/ways-in.ts";
import { Problem } from "#src/schema/problem.ts";
import {
  type CreationOptions,
  checkCreation,
  creationOptions,
  type RelyingParty,
} from "#src/vault/passkey.ts";
import type { Context, Trace } from "./context.ts";
import { waysIn } from "./find-ways-in.ts";
import { type Opened, replaceLimited } from "./open-session.ts";

const zone = "reta_people" as const;
export const askTrace: Trace = { action: "passkey.ask", zone, quiet: true };
export const addTrace: Trace = { action: "passkey.add", zone };
export const removeTrace: Trace = { action: "passkey.remove", zone };

/** Whoever makes one may have to unpack it first. */
const MINUTES = 10;
const Content = z.object({ challenge: z.string() });

export async function askNewPasskey(
  ctx: Context,
  { party }: { party: RelyingParty },
): Promise<{ stepId: string; options: CreationOptions }> {
  const { actor, tx } = ctx;
  const options = await creationOptions(party, actor, await listPasskeys(tx, actor.officerId));
  const stepId = ctx.newId();
  const content = { challenge: options.challenge };
  const { sessionHash } = actor;
  await insertStep(tx, { stepId, kind: "new-passkey", sessionHash, content, minutes: MINUTES });
  return { stepId, options };
}

export interface NewPasskeyAnswer {
  stepId: string;
  name: string;
  response: { id: string };
}

export async function addPasskey(
  ctx: Context,
  input: { answer: NewPasskeyAnswer; party: RelyingParty; userAgent: string | undefined },
): Promise<Opened | undefined> {
  const { answer, party, userAgent } = input;
  const { officerId, sessionHash } = ctx.actor;
  const { stepId, name, response } = answer;
  const content = await takeStep(ctx.tx, { stepId, kind: "new-passkey", sessionHash });
  const made =
    content === undefined
      ? undefined
      : await checkCreation(party, Content.parse(content).challenge, response);
  if (made === undefined) throw new Problem("passkey.refused");
  await insertPasskey(ctx.tx, { ...made, officerId, name });
  return replaceLimited(ctx, "passkey", userAgent);
}

export async function removePasskey(ctx: Context, { passkeyId }: { passkeyId: string }): Promise<void> {
  const { officerId } = ctx.actor;
  const ways = await waysIn(ctx, officerId);
  if (!(await removeRow(ctx.tx, { officerId, passkeyId }))) throw new Problem("not-found");
  if (!mayRemove(ways, "passkey", ctx.register.passwordAlone)) throw new Problem("account.last-way-in");
}

export type { PasskeyLine };
