// The two logs, published as C2SP tlog-tiles: anybody may read them, they hold hashes only; witnesses add their signatures.
import * as z from "zod/mini";
import * as collect from "#src/actions/collect-cosignatures.ts";
import * as log from "#src/actions/read-log.ts";
import { HandedIn, WitnessView } from "#src/schema/witness.ts";
import { type Perform, type Route, type RouteInput, route } from "./route.ts";

const Log = z.enum(["entries", "audit"]);
const Params = z.object({ log: Log, "*": z.string().check(z.maxLength(100)) });

const byNobody = ({ caller }: Pick<RouteInput, "caller">) =>
  ({ actor: null, requestId: caller.requestId, training: false }) as const;

export function logRoutes(perform: Perform, published: log.Published): Route[] {
  return [
    route({
      method: "GET",
      path: "/api/log/:log/witnesses",
      summary:
        "Who cosigns this log, what each signed last, and the newest checkpoint that enough of them signed",
      auth: "open",
      params: z.object({ log: Log }),
      answer: WitnessView,
      handle: ({ params, caller }) =>
        perform(
          byNobody({ caller }),
          { trace: collect.viewTrace, verb: collect.viewWitnesses },
          { log: params.log, witnesses: published.witnesses() },
        ),
    }),
    route({
      method: "POST",
      path: "/api/log/:log/cosignatures",
      summary: "A witness hands in its cosignature (C2SP tlog-cosignature) below the checkpoint it is on",
      auth: "open",
      params: z.object({ log: Log }),
      body: HandedIn,
      handle: ({ params, body, caller }) =>
        perform(
          byNobody({ caller }),
          { trace: collect.trace, verb: collect.takeCosignature },
          { log: params.log, note: body.note, witnesses: published.witnesses() },
        ),
    }),
    route({
      method: "GET",
      path: "/api/log/:log/*",
      summary:
        "The log of entries or of the audit trail: checkpoint, candidate (to cosign), witnessed, vkey, tile/<level>/<index>, tile/entries/<index>",
      auth: "open",
      params: Params,
      handle: async ({ params, caller, reply }) => {
        const input = { log: params.log, path: params["*"], published };
        const bytes = await perform(byNobody({ caller }), { trace: log.trace, verb: log.readLog }, input);
        const isNote = log.NOTES.some((note) => note === input.path);
        // A full tile never changes; a partial one of a given width does not either.
        reply.header("cache-control", isNote ? "no-cache" : "public, max-age=31536000, immutable");
        return reply.type(isNote ? "text/plain; charset=utf-8" : "application/octet-stream").send(bytes);
      },
    }),
  ];
}
