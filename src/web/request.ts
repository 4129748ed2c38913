// One way to ask the server: same origin, JSON, a time limit, and every failure as one kind of error with a code.
import type * as z from "zod/mini";
import { type FieldFault, ProblemBody, type ProblemCode } from "#src/schema/problem.ts";
import { hearServerTime } from "./server-clock.ts";

/**
 * `no-connection`: the server could not be reached; `no-answer`: it did not answer in time or not understandably;
 * `passkey-cancelled`: the browser got no answer of an authenticator, so nothing was sent.
 */
export type FailureCode = ProblemCode | "no-connection" | "no-answer" | "passkey-cancelled";

export class RequestFailed extends Error {
  readonly code: FailureCode;
  readonly status: number;
  readonly faults: FieldFault[];
  readonly requestId: string | undefined;
  /** When what is counted is free again. */
  readonly freeAt: string | undefined;
  constructor(
    code: FailureCode,
    status: number,
    faults: FieldFault[] = [],
    requestId?: string,
    freeAt?: string,
  ) {
    super(code);
    this.name = "RequestFailed";
    this.code = code;
    this.status = status;
    this.faults = faults;
    this.requestId = requestId;
    this.freeAt = freeAt;
  }
}

const sessionEnded = new Set<() => void>();

/** Calls `listener` whenever the server answers that the session has ended; gives back the way to stop. */
export function onSessionEnded(listener: () => void): () => void {
  sessionEnded.add(listener);
  return () => sessionEnded.delete(listener);
}

const sessionLocked = new Set<() => void>();

/** The same when it answers that the session is locked. */
export function onSessionLocked(listener: () => void): () => void {
  sessionLocked.add(listener);
  return () => sessionLocked.delete(listener);
}

/** With what the officer proves to be there: any way in they have, or the passkey alone. */
export type ProofAsked = "any" | "passkey";
type Prove = (asked: ProofAsked) => Promise<boolean>;
const PROOFS: Partial<Record<FailureCode, ProofAsked>> = {
  "session.not-fresh": "any",
  "session.passkey-asked": "passkey",
};
let prove: Prove | undefined;

/** `ask` is called when the register wants a recent proof that the officer is there; true: repeat the request. */
export function onProofNeeded(ask: Prove): () => void {
  prove = ask;
  return () => {
    prove = undefined;
  };
}

export interface RequestOptions {
  body?: unknown;
  /** Milliseconds; long enough for a bad line, short enough that "sending" never lasts forever. */
  timeout?: number;
  signal?: AbortSignal;
  /** Told when the server's clock stood at when it answered (milliseconds since 1970), where it says. */
  onDate?: (at: number) => void;
}

/** Sends and gives the answer in the shape of `schema` (undefined for 204). Throws RequestFailed, nothing else. */
export async function request<S extends z.ZodMiniType>(
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  schema: S,
  options: RequestOptions = {},
): Promise<z.output<S>> {
  const response = await send(method, path, options);
  const date = response.headers.get("date");
  if (date) {
    hearServerTime(Date.parse(date));
    options.onDate?.(Date.parse(date));
  }
  const text = await response.text().catch(() => {
    throw new RequestFailed("no-answer", response.status);
  });
  const json = parseJson(text);
  if (!response.ok) {
    const failed = failure(response.status, json, path);
    const asked = PROOFS[failed.code];
    if (asked !== undefined && (await prove?.(asked))) return request(method, path, schema, options);
    throw failed;
  }
  const answer = schema.safeParse(json);
  if (!answer.success) throw new RequestFailed("no-answer", response.status);
  return answer.data;
}

// A part of the path that is a step up would ask another route than was meant: ids may come from the address bar.
const STEP = /(^|\/)(\.|%2e){1,2}(?=\/|$)/i;

async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  if (STEP.test(path.split("?", 1)[0] ?? "")) throw new RequestFailed("not-found", 404);
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), options.timeout ?? 30_000);
  options.signal?.addEventListener("abort", () => limit.abort());
  try {
    return await fetch(path, {
      method,
      credentials: "same-origin",
      signal: limit.signal,
      headers: {
        ...(method === "GET" ? {} : { "x-reta": "1" }),
        // A body announced and not sent is refused as damaged.
        ...(options.body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
  } catch {
    throw new RequestFailed(limit.signal.aborted ? "no-answer" : "no-connection", 0);
  } finally {
    clearTimeout(timer);
  }
}

function parseJson(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failure(status: number, json: unknown, path: string): RequestFailed {
  const problem = ProblemBody.safeParse(json);
  // A proxy's own error page is no answer of the register: nobody knows whether anything was stored.
  if (!problem.success) return new RequestFailed("no-answer", status);
  const code = problem.data.code as ProblemCode;
  if (code === "session.missing" && path !== "/api/session") {
    for (const listener of sessionEnded) listener();
  }
  if (code === "session.locked") for (const listener of sessionLocked) listener();
  const { faults, requestId, freeAt } = problem.data;
  return new RequestFailed(code, status, faults, requestId, freeAt);
}
