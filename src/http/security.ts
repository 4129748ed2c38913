// What every answer carries to keep a browser from doing more than it should, and what every change must prove.
import type { FastifyInstance } from "fastify";
import { Problem } from "#src/schema/problem.ts";

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // No policy may be made either: a text never becomes a script, whoever asks for it.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** On every answer. */
export const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": CSP,
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
};

/**
 * Adds the headers, and refuses changes that another site's page could have caused: by `Sec-Fetch-Site`, and where a
 * browser sends none, by `Origin`. `webAddress` is what the register is reached at, empty when that is not configured.
 */
export function protect(app: FastifyInstance, webAddress: string): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(HEADERS);
    if (request.method === "GET" || request.method === "HEAD") return;
    const { origin, host } = request.headers;
    const site = request.headers["sec-fetch-site"] ?? siteOf(origin, webAddress, host);
    // A form or an image of another site can send neither this header nor JSON without the browser asking first.
    if (request.headers["x-reta"] !== "1" || site !== "same-origin") throw new Problem("request.cross-site");
  });
  app.addHook("onSend", async (request, reply) => {
    if (request.url.startsWith("/api/") && !reply.hasHeader("cache-control"))
      reply.header("cache-control", "no-store");
  });
}

// What a browser says of an origin it does name; a program names none, and a page without one ("null") is not ours.
function siteOf(origin: string | undefined, webAddress: string, host: string | undefined): string {
  if (origin === undefined) return "same-origin";
  const ours = webAddress === "" ? host : new URL(webAddress).host;
  return URL.canParse(origin) && new URL(origin).host === ours ? "same-origin" : "cross-site";
}
