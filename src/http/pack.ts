// The country pack as the screens need it: one compressed answer, asked for again only when it has changed.
import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Route } from "./route.ts";

/** The route; `read` answers the same string until the pack changes, so that each is compressed once. */
export function packRoute(read: () => string): Route {
  let known: PackForms | undefined;
  const current = () => {
    const json = read();
    if (known?.json !== json) known = formsOf(json);
    return known;
  };
  return {
    method: "GET",
    path: "/api/pack",
    summary: "The country pack: catalogues, places, units, law, rules of alert, word list. Public",
    auth: "open",
    status: 200,
    handle: async ({ request, reply }) => {
      const { etag, plain, compressed } = current();
      reply.header("etag", etag).header("cache-control", "no-cache").header("vary", "accept-encoding");
      if (request.headers["if-none-match"] === etag) return reply.code(304).send();
      const accepted = request.headers["accept-encoding"] ?? "";
      const encoding = /\bbr\b/.test(accepted) ? "br" : /\bgzip\b/.test(accepted) ? "gzip" : undefined;
      reply.type("application/json; charset=utf-8");
      if (encoding === undefined) return reply.send(plain);
      return reply.header("content-encoding", encoding).send(compressed(encoding));
    },
  };
}

interface PackForms {
  json: string;
  etag: string;
  plain: Buffer;
  compressed(encoding: "br" | "gzip"): Buffer;
}

function formsOf(json: string): PackForms {
  const plain = Buffer.from(json);
  const etag = `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`;
  const forms = new Map<string, Buffer>();
  // Made at the first request that asks for it, so that commands without visitors do not pay.
  const compressed = (encoding: "br" | "gzip") => {
    const known = forms.get(encoding);
    if (known !== undefined) return known;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
    const made = encoding === "br" ? brotliCompressSync(plain, { params }) : gzipSync(plain, { level: 9 });
    forms.set(encoding, made);
    return made;
  };
  return { json, etag, plain, compressed };
}
