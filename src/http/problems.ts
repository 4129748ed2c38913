// Failures on the wire: application/problem+json, written in this one place; a bug is logged whole and shown as a number.
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Problem, type ProblemBody, type ProblemCode } from "#src/schema/problem.ts";
import { noteProblem } from "./request-line.ts";

// What the HTTP library itself refuses, before any route has run.
const LIBRARY_PROBLEMS: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: "input.not-json",
  FST_ERR_CTP_EMPTY_JSON_BODY: "input.not-json",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "input.unsupported-type",
  FST_ERR_CTP_BODY_TOO_LARGE: "input.too-large",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "input.not-json",
  FST_ERR_NOT_FOUND: "not-found",
  FST_ERR_BAD_URL: "not-found",
};

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { code, name } = error as FastifyError;
  const known = LIBRARY_PROBLEMS[code];
  if (known !== undefined) return new Problem(known);
  // A body the JSON parser refuses, or one with a key that would reach a prototype.
  return new Problem(name === "SyntaxError" ? "input.not-json" : "internal");
}

/** Makes every failure of the application a problem document. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) => sendProblem(new Problem("not-found"), request, reply));
}

/** Answers a failure as a problem document. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  noteProblem(request, problem.code);
  if (problem.code === "internal") {
    const { name, stack } = error as Error;
    const code = (error as { code?: string }).code;
    const constraint = (error as { constraint?: string }).constraint;
    // The message of a database error can quote a row: the stack's lines and the codes tell enough.
    const at = stack
      ?.split("\n")
      .filter((line) => line.startsWith("    at "))
      .slice(0, 12);
    request.log.error({ requestId: request.id, name, code, constraint, at }, "internal");
  }
  const body: ProblemBody = {
    type: "about:blank",
    title: problem.code,
    status: problem.status,
    code: problem.code,
    ...(problem.code === "internal" && { requestId: request.id }),
    ...(problem.faults && { faults: problem.faults }),
    ...(problem.freeAt !== undefined && { freeAt: problem.freeAt }),
  };
  if (problem.code === "register.unavailable") reply.header("retry-after", "3");
  return reply
    .code(problem.status)
    .header("cache-control", "no-store")
    .type("application/problem+json")
    .send(body);
}
