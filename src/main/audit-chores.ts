// What the clock does for oversight: the trail kept writable, touched canaries told, the weekly list made.
import { randomUUID } from "node:crypto";
import type { Context, Trace } from "#src/actions/context.ts";
import * as sample from "#src/actions/draw-openings.ts";
import * as forward from "#src/actions/forward-audit.ts";
import * as review from "#src/actions/make-review.ts";
import { type Performer, perform } from "#src/actions/perform.ts";
import * as trail from "#src/actions/watch-trail.ts";
import type { House } from "./house.ts";

/** An event proves at least this often that the trail can be written. */
const PROOF_MS = 30 * 60_000;

/** `receiver`: where the trail is sent on to, if anywhere. */
export function auditChores(house: House, receiver?: forward.ReceiverPlace) {
  let proved = Number.NEGATIVE_INFINITY;
  const asClock = <I, O>(
    performer: Performer,
    action: { trace: Trace; verb: (ctx: Context<null>, input: I) => Promise<O> },
    input: I,
  ) => perform(performer, { actor: null, requestId: randomUUID() }, action, input);
  const send = receiver && forward.postTo(receiver);
  const host = house.configuration.RETA_ORIGIN;
  const watch = { trace: trail.trace, verb: trail.watchTrail };
  return {
    // Both registers have a trail; only the real one is proved.
    async watchTrail() {
      const now = performance.now();
      // A trail that failed is proved anew each time, so that it is well again where nobody works.
      const prove = now - proved >= PROOF_MS || house.real.trailFailingSince !== undefined;
      await asClock(house.real, watch, { prove });
      if (prove) proved = now;
      await asClock(house.training, watch, { prove: false });
    },
    // Training is no trail: what is tried there is sent nowhere.
    forwardAudit:
      send &&
      (async () => {
        const batch = { trace: forward.trace, verb: forward.forwardAudit };
        while ((await asClock(house.real, batch, { send, host })).more);
      }),
    watchCanaries: () =>
      asClock(house.real, { trace: review.canaryTrace, verb: review.watchCanaries }, undefined),
    drawOpenings: () => asClock(house.real, { trace: sample.trace, verb: sample.drawOpenings }, undefined),
    async makeReview() {
      let after: string | undefined;
      do {
        after = await asClock(house.real, { trace: review.trace, verb: review.makeReview }, { after });
      } while (after !== undefined);
    },
  };
}
