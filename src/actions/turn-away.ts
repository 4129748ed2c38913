// What the door refuses an officer before any action is asked is a refusal like any other, and on the trail.
import { Problem, type ProblemCode } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "session.turned-away", zone: "reta_people" };

/** Throws the problem, which leaves the event. */
export async function turnAway(_ctx: Context, { code }: { code: ProblemCode }): Promise<never> {
  throw new Problem(code);
}
