// Signs an officer in with a passkey. Nobody says who they are: the authenticator knows whose passkey it holds.
import * as z from "zod/mini";
import { findPasskey, passkeyUsed } from "#src/database/passkeys.ts";
import { findPosted, refreshSession } from "#src/database/sessions.ts";
import { insertStep, takeStep } from "#src/database/sign-in-steps.ts";
import type { Transaction } from "#src/database/transact.ts";
import { Problem } from "#src/schema/problem.ts";
import {
  checkAssertion,
  type RelyingParty,
  type RequestOptions,
  requestOptions,
} from "#src/vault/passkey.ts";
import type { Context, Trace } from "./context.ts";
import { noteWrong } from "./lock-out.ts";
import { type Browser, type Opened, openSession } from "./open-session.ts";

export const askTrace: Trace = { action: "session.passkey.ask", zone: "reta_people", quiet: true };
export const trace: Trace = { action: "session.passkey", zone: "reta_people", essential: true };
export const freshTrace: Trace = { action: "session.fresh.passkey", zone: "reta_people" };

/** Long enough to find the key in a drawer. */
const MINUTES = 5;
const Content = z.object({ challenge: z.string() });

/** An answer of an authenticator to the question of a step. */
export interface PasskeyAnswer {
  stepId: string;
  response: { id: string };
}

/** Asks for a signature. `sessionHash`: the session that has to prove again who sits there; null for signing in. */
export async function askPasskey(
  ctx: Context<unknown>,
  { party, sessionHash }: { party: RelyingParty; sessionHash: Buffer | null },
): Promise<{ stepId: string; options: RequestOptions }> {
  const options = await requestOptions(party);
  const stepId = ctx.newId();
  const content = { challenge: options.challenge };
  await insertStep(ctx.tx, { stepId, kind: "passkey", sessionHash, content, minutes: MINUTES });
  return { stepId, options };
}

/** Whose passkey has signed; `undefined` when nothing true was answered to a question that was asked. */
async function signer(
  tx: Transaction,
  { stepId, response }: PasskeyAnswer,
  party: RelyingParty,
  sessionHash: Buffer | null,
): Promise<string | undefined> {
  const content = await takeStep(tx, { stepId, kind: "passkey", sessionHash });
  const passkey = await findPasskey(tx, response.id);
  if (content === undefined || passkey === undefined) return undefined;
  const counter = await checkAssertion(party, Content.parse(content).challenge, response, passkey);
  if (counter === undefined) return undefined;
  await passkeyUsed(tx, passkey.passkeyId, counter);
  return passkey.officerId;
}

export interface PasskeyOutcome {
  opened?: Opened;
  outcome: "signed-in" | "wrong-credentials" | "locked-out";
}

/** Answers a refusal instead of throwing it: the attempt must stay on record. */
export async function signInWithPasskey(
  ctx: Context<null>,
  { answer, party, browser }: { answer: PasskeyAnswer; party: RelyingParty; browser: Browser },
): Promise<PasskeyOutcome> {
  const officerId = await signer(ctx.tx, answer, party, null);
  // An officer without a posting is nobody who may sign in; the answer does not tell it from a wrong signature.
  const found = officerId === undefined ? undefined : await findPosted(ctx.tx, { officerId });
  if (found === undefined) {
    const outcome = await noteWrong(ctx.tx, "passkey", browser.address);
    ctx.tell({ detail: { outcome, ...(officerId !== undefined && { officer: officerId }) } });
    return { outcome };
  }
  ctx.tell({ detail: { outcome: "signed-in", officer: found.officerId } });
  return { outcome: "signed-in", opened: await openSession(ctx, found, "passkey", browser) };
}

/** The officer signed in proves again to be there. Somebody else's passkey proves nothing. */
export async function refreshWithPasskey(
  ctx: Context,
  { answer, party }: { answer: PasskeyAnswer; party: RelyingParty },
): Promise<void> {
  const { officerId, sessionHash, place } = ctx.actor;
  if (sessionHash === null || (await signer(ctx.tx, answer, party, sessionHash)) !== officerId) {
    throw new Problem("session.wrong-credentials");
  }
  await refreshSession(ctx.tx, sessionHash, "passkey", place);
}
