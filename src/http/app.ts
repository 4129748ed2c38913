// The door: one Fastify application over the list of routes, with its headers, its problems and its log lines.
import { randomUUID } from "node:crypto";
import type { ServerOptions } from "node:https";
import cookie from "@fastify/cookie";
import { type FastifyInstance, fastify, LogController } from "fastify";
import type { Actor } from "#src/actions/context.ts";
import type { Published } from "#src/actions/read-log.ts";
import type { SystemState } from "#src/actions/read-system.ts";
import * as away from "#src/actions/turn-away.ts";
import { accountRoutes } from "./account.ts";
import { type AlertStream, alertRoutes } from "./alerts.ts";
import { assignmentRoutes } from "./assignments.ts";
import { auditRoutes } from "./audit.ts";
import { auditReviewRoutes } from "./audit-reviews.ts";
import { caseEntryRoutes } from "./case-entries.ts";
import { caseRoutes } from "./cases.ts";
import { complaintRoutes } from "./complaints.ts";
import { delegationRoutes } from "./delegations.ts";
import { directionRoutes } from "./directions.ts";
import { enrolmentRoutes } from "./enrolments.ts";
import { healthRoute, type ReadHealth } from "./health.ts";
import { keyRoutes } from "./keys.ts";
import { logRoutes } from "./log.ts";
import { markWithdrawalRoutes } from "./mark-withdrawals.ts";
import { officerRoutes } from "./officers.ts";
import { openSessionRoutes } from "./open-sessions.ts";
import { openApi } from "./openapi.ts";
import { documentationRoutes } from "./openapi-page.ts";
import { openingSampleRoutes } from "./opening-samples.ts";
import { ownPostingRoutes } from "./own-postings.ts";
import { packRoute } from "./pack.ts";
import { packChangeRoutes } from "./pack-changes.ts";
import { personSearchRoutes } from "./person-searches.ts";
import { answerProblems, sendProblem } from "./problems.ts";
import { receiptRoutes } from "./receipts.ts";
import { relayRoutes } from "./relays.ts";
import { requestLine } from "./request-line.ts";
import { addRoutes, addressOf, type Perform, type PerformTogether, type Route } from "./route.ts";
import { HEADERS, protect } from "./security.ts";
import { type FindActor, type SessionDoor, Sessions, sessionRoutes } from "./session.ts";
import { type SignInSettings, signInRoutes } from "./sign-in.ts";
import { singleSignOnRoutes } from "./single-sign-on.ts";
import { suspensionRoutes } from "./suspensions.ts";
import { systemRoutes } from "./system.ts";
import { unlockRoutes } from "./unlocks.ts";
import { wallRoutes } from "./walls.ts";
import { serveWeb } from "./web.ts";

/** What main.ts hands to the door. */
export interface House extends SignInSettings {
  version: string;
  perform: Perform;
  performTogether: PerformTogether;
  findActor: FindActor;
  /** Minutes without use after which a screen locks. */
  lockMinutes: number;
  openDraftKey(actor: Actor): Buffer;
  stream: AlertStream;
  readHealth: ReadHealth;
  /** What is published with the logs: their keys and their witnesses. */
  published: Published;
  /** Since when this process has seen the audit trail refuse events. */
  trailFailingSince?: (() => number | undefined) | undefined;
  /** What this process knows of itself. */
  systemState?: (() => Promise<SystemState>) | undefined;
  /** After how many days a class key is old. */
  keyDays?: number | undefined;
  /** What the pack in force answers, as JSON: the same string until it changes. */
  packJson(): string;
  /** Folder of the built web; absent while developing, when the web has its own server. */
  webFolder?: string | undefined;
  /** `info` writes a line a request; tests are silent. */
  logLevel: "info" | "warn" | "silent";
  logStream?: { write(line: string): void } | undefined;
  /** True behind a proxy that sets X-Forwarded-For. */
  trustProxy: boolean;
  /** Set where the program speaks TLS itself. */
  tls?: ServerOptions | undefined;
  /** Seconds a request has to come in whole, and a connection may be silent. */
  requestSeconds?: number | undefined;
}

/** Reference security 3.2: yearly. */
const KEY_DAYS = 365;
/** 2 MB of narrative must reach the check that names the field; what is larger than this does not. */
const BODY_LIMIT = 8 * 1024 * 1024;
/** A megabyte on a line of 64 kbit/s, ten times what a long complaint weighs. */
const REQUEST_SECONDS = 120;
/** How often the library looks at requests that are still coming in, unless a quarter of their time is less. */
const LOOK_MS = 30_000;
/** How long the headers alone may take: what Node allows. */
const HEADERS_MS = 60_000;

/** Every route of the register's API, in the order of its page. */
export function routesOf(house: House, sessions: Sessions): Route[] {
  const { perform, findActor: find, openDraftKey, lockMinutes } = house;
  const door: SessionDoor = { perform, kept: sessions, find, openDraftKey, lockMinutes };
  return [
    ...sessionRoutes(door),
    ...signInRoutes(door, house),
    ...singleSignOnRoutes(door, house),
    ...accountRoutes(door, house.webAddress),
    ...ownPostingRoutes(door),
    ...openSessionRoutes(door),
    ...delegationRoutes(door),
    ...enrolmentRoutes(door),
    ...suspensionRoutes(door),
    ...markWithdrawalRoutes(perform),
    packRoute(house.packJson),
    ...complaintRoutes(perform, house.performTogether),
    ...caseRoutes(perform),
    ...caseEntryRoutes(perform),
    ...assignmentRoutes(perform),
    ...wallRoutes(perform),
    ...directionRoutes(perform),
    ...unlockRoutes(perform),
    ...relayRoutes(perform),
    ...personSearchRoutes(perform),
    ...alertRoutes(perform, house.stream),
    ...officerRoutes(perform),
    ...packChangeRoutes(perform),
    ...logRoutes(perform, house.published),
    ...auditRoutes(perform, house.trailFailingSince ?? (() => undefined)),
    ...receiptRoutes(perform, house.published),
    ...auditReviewRoutes(perform),
    ...openingSampleRoutes(perform),
    ...systemRoutes(perform, house.systemState ?? (() => Promise.reject(new Error("no state to tell")))),
    ...keyRoutes(perform, house.keyDays ?? KEY_DAYS),
    healthRoute(house.version, house.readHealth),
  ];
}

/** Builds the application; `listen` is the caller's. */
export async function buildApp(house: House): Promise<FastifyInstance> {
  const requestMs = (house.requestSeconds ?? REQUEST_SECONDS) * 1000;
  const looking = {
    connectionsCheckingInterval: Math.min(LOOK_MS, requestMs / 4),
    // Node exchanges the two where the headers have longer than the whole request.
    headersTimeout: Math.min(HEADERS_MS, requestMs),
  };
  const app = fastify({
    // Standard output is for the address alone.
    logger: {
      level: house.logLevel,
      base: { version: house.version },
      stream: house.logStream ?? process.stderr,
    },
    // Fastify's own lines hold whole URLs, and a search is in the URL; ours hold the route's pattern.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: BODY_LIMIT,
    // Neither a body sent byte by byte nor a reader who takes nothing holds a connection for ever.
    requestTimeout: requestMs,
    connectionTimeout: requestMs,
    // One hop: what the proxy itself saw. Addresses further left are the client's own claim.
    trustProxy: house.trustProxy ? (_address: string, hop: number) => hop === 0 : false,
    // The parser of Fastify itself refuses __proto__ and constructor keys.
    onProtoPoisoning: "error",
    // At the end whoever is being served is served; connections that wait for nothing are closed.
    forceCloseConnections: "idle",
    return503OnClosing: false,
    // An address that is not one never reaches the hooks.
    // Whether plain or not, nothing else of the application differs.
    ...((house.tls === undefined ? { http: looking } : { https: { ...house.tls, ...looking } }) as object),
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply.headers(HEADERS)),
  });
  // JSON or nothing: plain text is what another site's form may send without asking.
  app.removeContentTypeParser("text/plain");
  const sessions = new Sessions(house.findActor);
  const routes = routesOf(house, sessions);
  answerProblems(app);
  protect(app, house.webAddress);
  await app.register(cookie);
  app.addHook("onResponse", async (request, reply) => {
    request.log.info(requestLine(request, reply), "request");
  });
  addRoutes(
    app,
    [...routes, ...documentationRoutes(() => openApi(routes, house.version))],
    (request, anew, attended) => sessions.identify(request, anew, attended),
    (actor, request, code) =>
      house.perform(
        { actor, requestId: request.id, training: actor.training, address: addressOf(request) },
        { trace: away.trace, verb: away.turnAway },
        { code },
      ),
  );
  if (house.webFolder !== undefined) serveWeb(app, house.webFolder);
  return app;
}
