// The line the log has of each request: which route, for whom, and how it was decided; never an id of what was asked about.
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "#src/actions/context.ts";
import type { ProblemCode } from "#src/schema/problem.ts";

interface Decided {
  posting?: string;
  problem?: ProblemCode;
}

const decided = new WeakMap<FastifyRequest, Decided>();

function note(request: FastifyRequest, what: Decided): void {
  decided.set(request, { ...decided.get(request), ...what });
}

/** Who asks, as soon as it is known: a session that is then turned away is told of too. */
export function noteActor(request: FastifyRequest, actor: Pick<Actor, "postingId"> | null): void {
  if (actor !== null) note(request, { posting: actor.postingId });
}

/** Why it was not done. */
export function noteProblem(request: FastifyRequest, problem: ProblemCode): void {
  note(request, { problem });
}

/**
 * Doors whose every refusal, by somebody named, would tell a reader of the log what the trail hides from administrators:
 * who declares a wall, who unlocks a complainant, whom internal affairs looks into.
 */
const UNNAMED =
  /wall|unlock|inquir|mark-withdrawal|suspension|relay|\/reviews?(\/|$)|sample|opening-questions/;

/**
 * The decision on one request. Who did what was allowed is on the trail, for those who may read it; here is named only
 * who was refused, and at some doors nobody: `posting` is the internal key of who asked, null for nobody or for who is not named; `problem` the code it was
 * refused with, null where it was not (OWASP ASVS 5.0.0, 16.3.2). The route is its pattern: a search is in the address.
 */
export function requestLine(request: FastifyRequest, reply: FastifyReply) {
  const { method, id, routeOptions } = request;
  const { posting: who = null, problem = null } = decided.get(request) ?? {};
  const route = routeOptions.url ?? "none";
  const posting = problem === null || UNNAMED.test(route) ? null : who;
  return {
    ...{ requestId: id, method, route, status: reply.statusCode },
    ...{ posting, problem, ms: Math.round(reply.elapsedTime) },
  };
}
