// Signs an officer in with an account of the institution's single sign-on. Only an account that was linked lets in; no
// claim makes an account or gives a right. Two short transactions with the provider's answer between them.
import { findPosted, refreshSession } from "#src/database/sessions.ts";
import { insertStep, takeStep } from "#src/database/sign-in-steps.ts";
import { accountUsed } from "#src/database/single-sign-on.ts";
import { Problem } from "#src/schema/problem.ts";
import { type Answered, Asked, type IdentityProvider } from "#src/vault/identity-provider.ts";
import type { Context, Trace } from "./context.ts";
import { noteWrong } from "./lock-out.ts";
import { type Browser, type Opened, openSession } from "./open-session.ts";

export type { Answered, Asked, IdentityProvider };

const zone = "reta_people" as const;
export const askTrace: Trace = { action: "session.single-sign-on.ask", zone, quiet: true };
export const takeTrace: Trace = { action: "session.single-sign-on.answer", zone, quiet: true };
export const trace: Trace = { action: "session.single-sign-on", zone, essential: true };
export const freshTrace: Trace = { action: "session.fresh.single-sign-on", zone };

/** As long as the provider's sign-in may take. */
const MINUTES = 10;

/** What a question is for; it begins the state, so that the browser comes back to the right page. */
export const PURPOSES = ["sign-in", "prove", "link"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Which question an answer is to: the step named by the cookie, of this purpose and this session. */
export interface Question {
  stepId: string;
  purpose: Purpose;
  /** Null before anybody has signed in. */
  sessionHash: Buffer | null;
}

/** Keeps what the provider is asked until the browser comes back. */
export async function keepQuestion(
  ctx: Context<unknown>,
  { stepId, purpose, sessionHash, asked }: Question & { asked: Asked },
): Promise<void> {
  const kind = `single-sign-on ${purpose}`;
  await insertStep(ctx.tx, { stepId, kind, sessionHash, content: asked, minutes: MINUTES });
}

/** Takes the question out, whatever becomes of the answer: none is answered twice. */
export async function takeQuestion(
  ctx: Context<unknown>,
  { stepId, purpose, sessionHash }: Question,
): Promise<Asked | undefined> {
  const content = await takeStep(ctx.tx, { stepId, kind: `single-sign-on ${purpose}`, sessionHash });
  return content === undefined ? undefined : Asked.parse(content);
}

/** What came back is no answer to a question of this browser: nobody asked, it was answered, or its time is over. */
export const NOT_ASKED: Answered = { fault: "refused", reason: "not-asked" };

type Fault = "cancelled" | "unreachable" | "clock" | "refused" | "unknown";

export interface SingleSignOnOutcome {
  opened?: Opened;
  outcome: Fault | "signed-in" | "locked-out";
}

/** Answers a refusal instead of throwing it: the attempt must stay on record. */
export async function signInWithAccount(
  ctx: Context<null>,
  { answered, browser }: { answered: Answered; browser: Browser },
): Promise<SingleSignOnOutcome> {
  if ("fault" in answered) {
    const { fault, reason } = answered;
    const wrong = fault === "refused" && (await noteWrong(ctx.tx, "single-sign-on", browser.address));
    const outcome = wrong === "locked-out" ? wrong : fault;
    ctx.tell({ detail: { outcome, reason } });
    return { outcome };
  }
  const officerId = await accountUsed(ctx.tx, answered.subject);
  // An officer without a posting is nobody who may sign in; the answer does not tell it from an account not linked.
  const found = officerId === undefined ? undefined : await findPosted(ctx.tx, { officerId });
  if (found === undefined) {
    ctx.tell({ detail: { outcome: "unknown", ...(officerId !== undefined && { officer: officerId }) } });
    return { outcome: "unknown" };
  }
  ctx.tell({ detail: { outcome: "signed-in", officer: found.officerId } });
  return { outcome: "signed-in", opened: await openSession(ctx, found, "single-sign-on", browser) };
}

/** The officer signed in proves again to be there. Somebody else's account proves nothing. */
export async function refreshWithAccount(ctx: Context, { answered }: { answered: Answered }): Promise<void> {
  const { officerId, sessionHash, place } = ctx.actor;
  const subject = subjectIn(answered);
  if (sessionHash === null || (await accountUsed(ctx.tx, subject)) !== officerId) {
    throw new Problem("single-sign-on.unknown");
  }
  await refreshSession(ctx.tx, sessionHash, "single-sign-on", place);
}

/** The account that signed in; throws why there is none. */
export function subjectIn(answered: Answered): Buffer {
  if ("fault" in answered) throw new Problem(`single-sign-on.${answered.fault}`);
  return answered.subject;
}
