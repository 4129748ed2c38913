// The built web: files that never change by their names, and the one page every address of the application answers.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { Problem } from "#src/schema/problem.ts";

const YEAR = 31_536_000;

/** Serves `folder`. Addresses outside `/api` without a file of their own answer the page. */
export function serveWeb(app: FastifyInstance, folder: string): void {
  const page = join(folder, "index.html");
  if (!existsSync(page)) throw new Error("the web is not built: run npm run build");
  const html = readFileSync(page);
  void app.register(fastifyStatic, {
    root: folder,
    index: false,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const hashed = path.includes(`${join(folder, "assets")}/`);
      reply.setHeader("cache-control", hashed ? `public, max-age=${YEAR}, immutable` : "no-cache");
    },
  });
  app.get("/*", async (request, reply) => {
    if (request.url.startsWith("/api/") || /\.[a-z0-9]+(\?|$)/.test(request.url))
      throw new Problem("not-found");
    return reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(html);
  });
}
