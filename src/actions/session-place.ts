// The actor of a session as the place of one request lets it count.
import { deviceWords } from "#src/domain/access/device-words.ts";
import { atPlace } from "#src/domain/access/session-place.ts";
import type { Actor } from "./context.ts";
import { networkOf } from "./origin.ts";

export { deviceWords } from "#src/domain/access/device-words.ts";
export { isAtHome } from "#src/domain/access/session-place.ts";

/** `address` as the door sees it, `userAgent` as the browser says it; neither is kept. */
export function actorAt(actor: Actor, from: { userAgent: string | undefined; address: string }): Actor {
  return atPlace(actor, { device: deviceWords(from.userAgent), network: networkOf(from.address) });
}
