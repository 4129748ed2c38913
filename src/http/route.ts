// The only framework of this house: a route is a sentence (method, path, shapes, action), and this file makes it work.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod/mini";
import type { Actor, Trace } from "#src/actions/context.ts";
import { isFresh, isStrongest, type StrongStep } from "#src/actions/demand-fresh.ts";
import type { SharedAction } from "#src/actions/perform-together.ts";
import type { DelegableRight } from "#src/schema/delegation.ts";
import { Problem, type ProblemCode } from "#src/schema/problem.ts";
import { faultsOf } from "./faults.ts";
import { noteActor } from "./request-line.ts";

type Schema = z.core.$ZodType;

/** Who is asking: the address for the lock-out, the actor when signed in. */
export interface Caller {
  actor: Actor | null;
  requestId: string;
  address: string;
}

/** Carries out an action in the register the caller's session is for. Handed in by main.ts: http knows no database. */
export type Perform = <I, O, Who extends Actor | null>(
  caller: { actor: Who; requestId: string; training: boolean; address?: string },
  action: { trace: Trace; verb: (ctx: never, input: I) => Promise<O> },
  input: I,
) => Promise<O>;

/** The same for an action that shares its transaction with others of its kind. */
export type PerformTogether = <I, Rows, O, Known>(
  caller: { actor: Actor; requestId: string; training: boolean; address?: string },
  action: SharedAction<I, Rows, O, Known>,
  input: I,
) => Promise<O>;

export interface Route {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  /** One line for the API's page. */
  summary: string;
  /**
   * `session`: signed in with all the register asks for. `any-session`: signed in, something may still have to be set
   * up. `open`: nobody is asked.
   */
  auth: "session" | "any-session" | "open";
  /**
   * Under a delegation: with this right of it, or always. A route that says nothing is closed to whoever stands in.
   */
  delegable?: DelegableRight | "always";
  /** Also for a session that is locked; `here`: not for one that is locked because another browser came with its cookie. */
  whileLocked?: true | "here";
  /** Minutes: the officer must have proved to be there no longer ago than this. */
  fresh?: number;
  /** And must have done so with the strongest proof they have, for this step. */
  strongest?: StrongStep;
  /** The same where it depends on what is opened: the action asks, and is told the newest proof there is. */
  freshWhenObliged?: number;
  /** False for what an open page asks for by itself: it does not show that anybody sits there. */
  attended?: false;
  params?: Schema;
  query?: Schema;
  body?: Schema;
  answer?: Schema;
  status?: number;
  handle(input: RouteInput): Promise<unknown>;
}

export interface RouteInput {
  // Each is what the route's own schema has parsed it to; `parsed` gives it its type back.
  params: unknown;
  query: unknown;
  body: unknown;
  caller: Caller;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** Declares a route whose input types follow from its schemas. */
export function route<P extends Schema, Q extends Schema, B extends Schema>(
  declared: Omit<Route, "params" | "query" | "body" | "handle"> & {
    params?: P;
    query?: Q;
    body?: B;
    handle(
      input: Omit<RouteInput, "params" | "query" | "body"> & {
        params: z.core.output<P>;
        query: z.core.output<Q>;
        body: z.core.output<B>;
      },
    ): Promise<unknown>;
  },
): Route {
  return declared as Route;
}

/** The actor, where the route asks for one. */
export function signedIn(caller: Caller): {
  actor: Actor;
  requestId: string;
  training: boolean;
  address: string;
} {
  const { actor, requestId, address } = caller;
  if (actor === null) throw new Problem("session.missing");
  return { actor, requestId, training: actor.training, address };
}

function parse(schema: Schema | undefined, value: unknown, at: string): unknown {
  if (schema === undefined) return {};
  // PostgreSQL has no text with NUL in it; in a body the fields say so themselves.
  if (at !== "" && Object.values((value ?? {}) as object).some((part) => String(part).includes("\u0000"))) {
    throw new Problem("input.invalid", [{ pointer: at, code: "invalid" }]);
  }
  const parsed = z.core.safeParse(schema, value);
  if (!parsed.success) throw new Problem("input.invalid", faultsOf(parsed.error.issues, value, at));
  return parsed.data;
}

/** Deepest nesting of a body: a complaint has eight levels. What is deeper would exhaust the stack of who walks it. */
const DEPTH_MAX = 32;

function demandShallow(body: unknown): void {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_MAX)
      throw new Problem("input.invalid", [{ pointer: "", code: "too-deep", expected: DEPTH_MAX }]);
    level = level.flatMap((node) =>
      node === null || typeof node !== "object"
        ? []
        : Object.values(node).filter((value) => value !== null && typeof value === "object"),
    );
  }
}

/** Finds the actor of a request's cookie; `anew`: past what is kept for a few seconds. */
export type Identify = (request: FastifyRequest, anew?: boolean, attended?: boolean) => Promise<Actor | null>;

/** Puts on the trail that an officer was refused at the door, and throws why. */
export type TurnAway = (actor: Actor, request: FastifyRequest, code: ProblemCode) => Promise<never>;

/** What was not delegated is closed, whoever would have decided it further in. */
const isWithin = ({ delegation }: Actor, { delegable }: Route) =>
  delegation === null ||
  delegable === "always" ||
  (delegable !== undefined && delegation.rights.includes(delegable));

/** Who may go through this route: refuses whom it asks for something they have not shown yet. */
async function admit(
  declared: Route,
  request: FastifyRequest,
  identify: Identify,
  turnAway: TurnAway,
): Promise<Actor | null> {
  if (declared.auth === "open") return null;
  let actor = await identify(request, false, declared.attended !== false);
  const minutes = declared.fresh ?? declared.freshWhenObliged;
  // For what takes the strongest proof nothing that is kept is believed: a passkey may have been made a moment ago.
  const stale =
    declared.strongest !== undefined ||
    (minutes !== undefined && actor !== null && (!isFresh(actor, minutes) || !isStrongest(actor)));
  if (stale || (actor?.locked === true && declared.whileLocked !== true)) {
    // What another process of the register was shown a moment ago is not yet known to this one.
    actor = await identify(request, true);
  }
  noteActor(request, actor);
  if (actor === null) throw new Problem("session.missing");
  const passes =
    declared.whileLocked === true || (declared.whileLocked === "here" && actor.elsewhere !== true);
  if (actor.locked && !passes) {
    // A screen that locked asks on; another browser with the same cookie is told to whoever reads the trail.
    if (actor.elsewhere === true) return turnAway(actor, request, "session.locked");
    throw new Problem("session.locked");
  }
  if (!isWithin(actor, declared)) return turnAway(actor, request, "delegation.not-included");
  if (declared.auth === "session" && actor.mustEnrol) return turnAway(actor, request, "session.must-enrol");
  if (declared.fresh !== undefined && !isFresh(actor, declared.fresh))
    return turnAway(actor, request, "session.not-fresh");
  if (declared.strongest !== undefined && !isStrongest(actor))
    return turnAway(actor, request, "session.passkey-asked");
  return actor;
}

/** Where a request comes from; of one whose line is gone nobody knows, and it shares its place with no other. */
export const addressOf = ({ ip, id }: { ip: string | undefined; id: string }): string =>
  ip ?? `unknown ${id}`;

/** Registers every route. */
export function addRoutes(
  app: FastifyInstance,
  routes: readonly Route[],
  identify: Identify,
  turnAway: TurnAway,
): void {
  for (const declared of routes) {
    app.route({
      method: declared.method,
      url: declared.path,
      handler: async (request, reply) => {
        const actor = await admit(declared, request, identify, turnAway);
        if (declared.body !== undefined) demandShallow(request.body);
        const answer = await declared.handle({
          params: parse(declared.params, request.params, "/path"),
          query: parse(declared.query, request.query, "/query"),
          body: parse(declared.body, request.body, ""),
          caller: { actor, requestId: request.id, address: addressOf(request) },
          request,
          reply,
        });
        if (reply.sent || reply.raw.headersSent) return reply;
        if (declared.answer === undefined)
          return answer === undefined ? reply.code(204).send() : reply.send(answer);
        // An allow-list: keys the shape does not name are dropped.
        return reply.code(declared.status ?? 200).send(z.core.parse(declared.answer, answer));
      },
    });
  }
}
