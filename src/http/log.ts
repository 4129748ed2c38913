// The two logs, published as C2SP tlog-tiles: anybody may read them, they hold hashes only.
import * as z from "zod/mini";
import * as log from "#src/actions/read-log.ts";
import { type Perform, type Route, route } from "./route.ts";

const Params = z.object({ log: z.enum(["entries", "audit"]), "*": z.string().check(z.maxLength(100)) });

export function logRoutes(perform: Perform): Route[] {
  return [
    route({
      method: "GET",
      path: "/api/log/:log/*",
      summary:
        "The log of entries or of the audit trail: checkpoint, tile/<level>/<index>, tile/entries/<index>",
      auth: "open",
      params: Params,
      handle: async ({ params, caller, reply }) => {
        const request = { actor: null, requestId: caller.requestId, training: false };
        const input = { log: params.log, path: params["*"] };
        const bytes = await perform(request, { trace: log.trace, verb: log.readLog }, input);
        const isCheckpoint = input.path === "checkpoint";
        // A full tile never changes; a partial one of a given width does not either.
        reply.header("cache-control", isCheckpoint ? "no-cache" : "public, max-age=31536000, immutable");
        return reply
          .type(isCheckpoint ? "text/plain; charset=utf-8" : "application/octet-stream")
          .send(bytes);
      },
    }),
  ];
}
