// What an address may carry: ids, codes, days and places of a list, because addresses stay in logs and histories.
import type { FastifyReply, FastifyRequest } from "fastify";
import { expect, test } from "vitest";
import { describeApi } from "#src/http/describe-api.ts";
import { noteActor, noteProblem, requestLine } from "#src/http/request-line.ts";

interface Parameter {
  in: string;
  name: string;
  schema: { type?: string; pattern?: string; enum?: unknown; const?: unknown; format?: string };
}

/** Text of any form that is no word of anybody's: numbers, actions, and where a page goes on. */
const HARMLESS = [
  "/api/audit action",
  "/api/audit cursor",
  "/api/audit number",
  "/api/cases cursor",
  "/api/cases number",
  "/api/cases/{caseId}/openings cursor",
  // Of the provider's own making: OpenID Connect answers by address.
  "/api/session/single-sign-on code",
  "/api/session/single-sign-on error",
  "/api/session/single-sign-on iss",
  "/api/session/single-sign-on state",
];
/** Names or logins of officers that still go by address. The list may get shorter, and never longer. */
const STILL = [
  "/api/audit/officers search",
  "/api/enrolments after",
  "/api/enrolments search",
  "/api/hand-overs/givers search",
  "/api/officers after",
  "/api/officers search",
  "/api/receivers search",
];

test("no address takes free text but those that are listed with why", () => {
  const paths = describeApi("").paths as Record<string, Record<string, { parameters?: Parameter[] }>>;
  const asked = Object.entries(paths).flatMap(([path, methods]) =>
    Object.values(methods).flatMap(({ parameters = [] }) =>
      parameters.map((parameter) => ({ path, ...parameter })),
    ),
  );
  const inQuery = asked.filter((parameter) => parameter.in === "query");
  expect(inQuery.length).toBeGreaterThan(30);
  const free = inQuery.filter(
    ({ schema: { pattern, enum: codes, const: only, format } }) =>
      pattern === undefined && codes === undefined && only === undefined && format === undefined,
  );
  expect(free.map(({ path, name }) => `${path} ${name}`).sort()).toEqual([...HARMLESS, ...STILL].sort());
});

test("a line of the log names who was refused at a preview, and nobody at reviews, walls and suspensions", () => {
  const lineAt = (url: string) => {
    const request = { method: "POST", id: "1", routeOptions: { url } } as FastifyRequest;
    noteActor(request, { postingId: "post" });
    noteProblem(request, "access.refused");
    return requestLine(request, { statusCode: 403, elapsedTime: 1 } as FastifyReply).posting;
  };
  expect(lineAt("/api/pack-changes/preview")).toBe("post");
  for (const door of [
    "/api/audit/reviews",
    "/api/audit/reviews/:itemId/marks",
    "/api/cases/:caseId/walls",
    "/api/suspensions/officers",
  ])
    expect(lineAt(door), door).toBeNull();
});
