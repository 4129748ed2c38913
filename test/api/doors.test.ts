// Every door of the API alike: headers, refusals of other sites, allow-listed answers, the document that describes it, health.
import { connect } from "node:net";
import { fastify } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { readWitnesses } from "#src/actions/witness-settings.ts";
import { routesOf } from "#src/http/app.ts";
import { addRoutes, type Route, route } from "#src/http/route.ts";
import { Sessions } from "#src/http/session.ts";
import { newComplaint } from "../support/complaints.ts";
import { startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.close());

const never = () => Promise.reject(new Error("not called"));
const ROUTES: Route[] = routesOf(
  {
    version: "",
    perform: never,
    performTogether: never,
    findActor: never,
    openDraftKey: () => Buffer.alloc(0),
    lockMinutes: 5,
    webAddress: "",
    passwordAlone: false,
    stream: { open: () => undefined },
    readHealth: never,
    published: { vkeys: { entries: "", audit: "" }, witnesses: () => readWitnesses("") },
    packJson: () => "{}",
    logLevel: "silent",
    trustProxy: false,
  },
  new Sessions(never),
);
const NIL = "00000000-0000-4000-8000-000000000000";
const addressOf = ({ path }: Route) =>
  path.replace(":log", "entries").replace("*", "checkpoint").replaceAll(/:\w+/g, NIL);
const TABLE = ROUTES.map((one) => [`${one.method} ${one.path}`, one] as const);

// Written here once more, by hand: whatever is loosened in the code is loosened here too, or fails.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; " +
  "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

function expectGuarded(headers: Headers): void {
  expect(headers.get("content-security-policy")).toBe(POLICY);
  expect(headers.get("strict-transport-security")).toMatch(/max-age=\d{8}/);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
  expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  expect(headers.get("permissions-policy")).toMatch(/camera=\(\), microphone=\(\), geolocation=\(\)/);
  expect(headers.get("access-control-allow-origin")).toBeNull();
  expect(headers.get("x-powered-by")).toBeNull();
  expect(headers.get("cache-control")).toMatch(/no-store|no-cache|immutable/);
  // Nothing leads anywhere else.
  expect(headers.get("location")).toBeNull();
}

/** Answers whose headers were looked at, told at the end. */
let answered = 0;
describe("every route", () => {
  afterAll(() => console.log(`headers: ${answered} of ${TABLE.length} routes answered with all of them`));

  test("is in the table below", () => {
    expect(TABLE.length).toBeGreaterThan(20);
  });

  test.each(TABLE)("%s answers with the headers that keep a browser in its place", async (_, one) => {
    const answer = await fetch(server.url + addressOf(one), {
      method: one.method,
      headers: { "x-reta": "1" },
    });
    const { headers } = answer;
    expectGuarded(headers);
    if (one.auth !== "open") {
      expect(answer.status).toBe(401);
      expect(headers.get("cache-control")).toBe("no-store");
    }
    answered += 1;
    await answer.body?.cancel();
  });

  test.each(
    TABLE.filter(([, { method }]) => method !== "GET"),
  )("%s is refused to other sites", async (_, one) => {
    const ask = (headers: Record<string, string>) =>
      fetch(server.url + addressOf(one), { method: one.method, headers }).then(({ status }) => status);
    expect(await ask({})).toBe(403);
    expect(await ask({ "x-reta": "1", "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await ask({ "x-reta": "1", "sec-fetch-site": "none" })).toBe(403);
    expect(await ask({ "x-reta": "1", "sec-fetch-site": "same-origin" })).not.toBe(403);
    // A browser that says no site says an origin.
    expect(await ask({ "x-reta": "1", origin: "https://elsewhere.example" })).toBe(403);
    expect(await ask({ "x-reta": "1", origin: "null" })).toBe(403);
    expect(await ask({ "x-reta": "1", origin: new URL(server.url).origin })).not.toBe(403);
  });

  test("the pages, their files and what is not there carry them too, and so does what a session is answered", async () => {
    const page = await fetch(`${server.url}/`);
    const html = await page.text();
    const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path as string);
    expect(files.length).toBeGreaterThan(2);
    const paths = [
      "/",
      "/cases/any",
      "/check",
      ...files,
      "/assets/none.js",
      "/api/none",
      "/%00",
      "/../etc/passwd",
    ];
    for (const path of paths) {
      const answer = await fetch(server.url + path);
      expectGuarded(answer.headers);
      await answer.body?.cancel();
    }
    const client = await server.signIn("registrar");
    const read = TABLE.filter(([, { method, path }]) => method === "GET" && path !== "/api/alerts/stream");
    for (const [, one] of read) {
      expectGuarded((await client.get(addressOf(one))).headers);
    }
    expect(read.length).toBeGreaterThan(30);
  });
});

test("no source, no settings and no list of files is served", async () => {
  const hidden = [
    "/.git/config",
    "/package.json",
    "/src/main.ts",
    "/..%2f..%2fpackage.json",
    "/.env",
    "/assets/..%2f..",
  ];
  // What is no file of the web is the page, as every address of the application is, or nothing.
  const page = await (await fetch(server.url)).text();
  for (const path of [...hidden, "/assets/", "/assets"]) {
    const answer = await fetch(server.url + path);
    const text = await answer.text();
    if (answer.status !== 404) expect(text, path).toBe(page);
    else expect((JSON.parse(text) as { code: string }).code, path).toBe("not-found");
  }
});

test("what is said twice of one thing is refused, and a proxy nobody configured is not believed", async () => {
  const client = await server.signIn("auditor");
  expect((await client.get("/api/audit?officer=a&officer=b")).status).toBe(422);
  const forged = { "x-forwarded-for": "203.0.113.9", "x-forwarded-host": "elsewhere.example" };
  await client.get("/api/audit", forged);
  const rows = await server.rows<{ found: boolean }>(
    "select exists (select from audit_events where body::text like '%203.0.113.9%') as found",
  );
  expect(rows).toEqual([{ found: false }]);
  expect(
    (await client.send("POST", "/api/session/use", {}, { ...forged, origin: "http://elsewhere.example" }))
      .status,
  ).toBe(403);
});

test("an answer holds what its shape names, and drops the rest", async () => {
  const app = fastify();
  const shape = z.object({ shown: z.string(), inner: z.object({ shown: z.string() }) });
  const leaky = { shown: "a", hidden: "secret", inner: { shown: "b", hidden: "secret" } };
  addRoutes(
    app,
    [
      route({
        method: "GET",
        path: "/x",
        summary: "",
        auth: "open",
        answer: shape,
        handle: async () => leaky,
      }),
    ],
    async () => null,
    () => Promise.reject(new Error("nobody is turned away")),
  );
  const answer = await app.inject("/x");
  expect(answer.json()).toEqual({ shown: "a", inner: { shown: "b" } });
  await app.close();
  const withAnswer = ROUTES.filter(({ answer: declared }) => declared !== undefined);
  expect(withAnswer.length).toBeGreaterThan(12);
});

describe("the API's own description", () => {
  interface Operation {
    summary: string;
    operationId: string;
    parameters: { name: string; in: string; required: boolean; schema: object }[];
    requestBody?: { content: Record<string, { schema: { type?: string } }> };
    responses: Record<string, { description: string }>;
    security?: object[];
  }
  interface Document {
    openapi: string;
    info: { title: string; version: string };
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, object> };
  }

  test("names every route and nothing else, with unique names, parameters that are in the path, and problems", async () => {
    const answer = await server.anonymous.get("/api/openapi.json");
    expect(answer.status).toBe(200);
    const document = answer.json as Document;
    expect(document.openapi).toMatch(/^3\.1\./);
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const expected = ROUTES.map(
      ({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}").replace("*", "{path}")}`,
    );
    expect(described.sort()).toEqual(expected.sort());
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
    for (const { path, method, operation } of operations) {
      const name = `${method} ${path}`;
      expect(operation.summary.length, name).toBeGreaterThan(5);
      expect(operation.operationId, name).toMatch(/^[a-z][A-Za-z0-9-]+$/);
      expect(operation.responses, name).toHaveProperty("default");
      for (const { description } of Object.values(operation.responses))
        expect(description, name).not.toBe("");
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const named = operation.parameters.filter((parameter) => parameter.in === "path");
      expect(named.map((parameter) => parameter.name).sort(), name).toEqual(inPath.sort());
      for (const parameter of named) expect(parameter.required, name).toBe(true);
    }
    const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
    for (const [, schema] of references) expect(document.components.schemas).toHaveProperty(schema ?? "");
  });

  test("can be read as a page, without a script of anybody else", async () => {
    const page = await server.anonymous.get("/api/docs");
    expect(page.status).toBe(200);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(page.text).toContain("/api/complaints");
    expect(page.text).not.toMatch(/(src|href)="https?:/);
  });
});

test("health says that the register is ready, in which version, and how the ledger stands", async () => {
  const answer = await server.anonymous.get("/api/health");
  expect(answer).toMatchObject({
    status: 200,
    json: {
      status: "ok",
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      database: "ok",
      ledger: { waiting: 0 },
    },
  });
});

test("the pack is public, compressed when asked, and asked for again only when it changed", async () => {
  const answer = await server.anonymous.get("/api/pack");
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject({ manifest: { country: "pe" } });
  const etag = answer.headers.get("etag") ?? "";
  expect((await server.anonymous.get("/api/pack", { "if-none-match": etag })).status).toBe(304);
  const brotli = await fetch(`${server.url}/api/pack`, { headers: { "accept-encoding": "br" } });
  expect(brotli.headers.get("content-encoding")).toBe("br");
  expect(await brotli.json()).toEqual(answer.json);
});

// What a question leaves behind: that it was asked, and that its session is in use. The rest is the clock's own.
const LEFT_BEHIND =
  /^(audit_|log_queue|ledger_|sessions$|migrations$|secret_checks|open_alerts|vault_assignments)/;

test("a question changes nothing: no table but those of the trail is another one after every one of them was asked", async () => {
  const tables = (
    await server.rows<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'reta'::regnamespace and relkind in ('r', 'p')",
    )
  )
    .map(({ name }) => name)
    .filter((name) => !LEFT_BEHIND.test(name));
  expect(tables.length).toBeGreaterThan(60);
  const whole = `select ${tables
    .map(
      (name) =>
        `(select md5(coalesce(string_agg(t::text, ',' order by t::text), '')) from ${name} t) as "${name}"`,
    )
    .join(", ")}`;
  const complaint = newComplaint();
  const registrar = await server.signIn("registrar");
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
  const clients = [];
  for (const login of ["chief", "auditor", "administrator"]) clients.push(await server.signIn(login));
  // The vault notes what can be searched for, a moment after it was registered.
  await expect.poll(() => server.rows("select 1 from index_queue")).toEqual([]);
  const before = await server.rows(whole);
  for (const client of [registrar, ...clients]) {
    for (const [, one] of TABLE)
      if (one.method === "GET" && one.path !== "/api/alerts/stream")
        await client.get(addressOf(one).replaceAll(NIL, complaint.caseId));
  }
  expect(await server.rows(whole)).toEqual(before);
});

/** What the server answers to bytes that no client of HTTP would send; empty when it ends the line without a word. */
function answerToBytes(bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve) => {
    let text = "";
    const line = connect(Number(port), hostname, () => line.write(bytes));
    line.on("data", (piece) => {
      text += piece;
    });
    line.on("error", () => resolve(text)).on("close", () => resolve(text));
  });
}

test.each([
  ["two lengths", "Content-Length: 2\r\nContent-Length: 40\r\n"],
  ["a length and chunks", "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n"],
  ["chunks that are not the last coding", "Transfer-Encoding: chunked, identity\r\n"],
  ["a length that is no number", "Content-Length: +2\r\n"],
  ["a space before the colon", "Content-Length : 2\r\n"],
  ["a header folded into the next line", "X-One: a\r\n b\r\nContent-Length: 2\r\n"],
  ["a line feed alone", "X-One: a\nContent-Length: 2\r\n"],
])("where a request ends is never guessed: %s is refused, and nothing after it is read as another", async (_, header) => {
  const hidden = "GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const answer = await answerToBytes(
    `POST /api/session HTTP/1.1\r\nHost: localhost\r\n${header}\r\n{}${hidden}`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
});
