// The OpenAPI document and its readable page: plain HTML without a script, made from the same document.
import type { Route } from "./route.ts";

type Json = Record<string, unknown>;

const escapeHtml = (text: unknown) =>
  String(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

function typeOf(schema: Json): string {
  if (schema.enum !== undefined)
    return (schema.enum as unknown[]).map((value) => JSON.stringify(value)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const options = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  if (options !== undefined) return options.map(typeOf).join(" | ");
  if (schema.type === "array") return `${typeOf((schema.items as Json | undefined) ?? {})}[]`;
  const format = schema.format === undefined ? "" : ` (${String(schema.format)})`;
  return `${String(schema.type ?? "any")}${format}`;
}

function objectOf(schema: Json): Json | undefined {
  if (schema.properties !== undefined) return schema;
  if (schema.type === "array") return objectOf((schema.items as Json | undefined) ?? {});
  return undefined;
}

function properties(schema: Json, depth = 0): string {
  const members = Object.entries((schema.properties as Record<string, Json> | undefined) ?? {});
  const required = (schema.required as string[] | undefined) ?? [];
  const lines = members.map(([name, member]) => {
    const inner = depth < 5 ? objectOf(member) : undefined;
    const head = `<code>${escapeHtml(name)}</code>${required.includes(name) ? "" : " <i>optional</i>"} <span>${escapeHtml(inner ? (member.type === "array" ? "object[]" : "object") : typeOf(member))}</span>`;
    return inner === undefined
      ? `<li>${head}</li>`
      : `<li><details><summary>${head}</summary>${properties(inner, depth + 1)}</details></li>`;
  });
  return `<ul>${lines.join("")}</ul>`;
}

function bodyOf(holder: Json | undefined): string {
  const content = holder?.content as Record<string, { schema: Json }> | undefined;
  const schema = content?.["application/json"]?.schema;
  return schema === undefined ? "" : properties(schema);
}

function section(path: string, method: string, operation: Json): string {
  const id = escapeHtml(operation.operationId);
  const asked = (operation.parameters as Json[]).map(
    (parameter) =>
      `<li><code>${escapeHtml(parameter.name)}</code> in ${escapeHtml(parameter.in)}${parameter.required === true ? "" : " <i>optional</i>"} <span>${escapeHtml(typeOf(parameter.schema as Json))}</span></li>`,
  );
  const answers = Object.entries(operation.responses as Record<string, Json>).filter(
    ([status]) => status !== "default",
  );
  return `<section aria-labelledby="${id}"><h2 id="${id}"><b>${method.toUpperCase()}</b> ${escapeHtml(path)}</h2>
<p>${escapeHtml(operation.summary)}${operation.security === undefined ? "" : " (open to everybody)"}</p>
${asked.length > 0 ? `<h3>Parameters</h3><ul>${asked.join("")}</ul>` : ""}
${operation.requestBody === undefined ? "" : `<h3>Body</h3>${bodyOf(operation.requestBody as Json)}`}
${answers.map(([status, answer]) => `<h3>Answer ${status}</h3>${bodyOf(answer)}`).join("")}</section>`;
}

/** The page. Its style sheet has an address of its own, because the security policy allows no style in a page. */
export function renderPage(document: Json): string {
  const { title, version, description } = document.info as Record<string, string>;
  const sections = Object.entries(document.paths as Record<string, Record<string, Json>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => section(path, method, operation)),
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)} API ${escapeHtml(version)}</title><link rel="stylesheet" href="/api/docs.css"></head>
<body><main><h1>${escapeHtml(title)} API ${escapeHtml(version)}</h1><p>${escapeHtml(description)}</p>
<p><a href="/api/openapi.json">openapi.json</a></p>${sections.join("\n")}</main></body></html>`;
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;color:#111;background:#fff;margin:0}main{max-width:60rem;margin:0 auto;padding:1rem}
h2{font:600 1.1rem/1.4 ui-monospace,monospace;border-top:1px solid #767676;padding-top:1rem;overflow-wrap:anywhere}h2 b{color:#0b4f6c}
h3{font-size:1rem;margin:.5rem 0 0}ul{margin:.25rem 0;padding-left:1.5rem}code{font-weight:600}span{color:#444;overflow-wrap:anywhere}`;

export function documentationRoutes(document: () => Json): Route[] {
  return [
    {
      method: "GET",
      path: "/api/openapi.json",
      summary: "This API as an OpenAPI 3.1 document",
      auth: "open",
      handle: async ({ reply }) => reply.type("application/json").send(document()),
    },
    {
      method: "GET",
      path: "/api/docs",
      summary: "This API as a readable page",
      auth: "open",
      handle: async ({ reply }) => reply.type("text/html; charset=utf-8").send(renderPage(document())),
    },
    {
      method: "GET",
      path: "/api/docs.css",
      summary: "Style of that page",
      auth: "open",
      handle: async ({ reply }) => reply.type("text/css; charset=utf-8").send(STYLE),
    },
  ];
}
