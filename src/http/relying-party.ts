// Which address of the register a passkey is bound to: the one configured, else this machine's own.
import type { FastifyRequest } from "fastify";
import { Problem } from "#src/schema/problem.ts";

/** Host name and origin, as the vault takes them. */
export interface Party {
  id: string;
  origin: string;
}

/**
 * The configured address, whatever the request says. Without one only a browser on this machine can be trusted to say
 * where it is: `localhost` on any port; a number (127.0.0.1) is no name that WebAuthn would bind anything to.
 */
export function findParty(request: FastifyRequest, configured: string): Party | undefined {
  if (configured !== "") {
    const { hostname, origin } = new URL(configured);
    return { id: hostname, origin };
  }
  const said = request.headers.origin ?? `http://${request.headers.host ?? ""}`;
  if (!URL.canParse(said)) return undefined;
  const { hostname, origin } = new URL(said);
  return hostname === "localhost" ? { id: hostname, origin } : undefined;
}

export function partyOf(request: FastifyRequest, configured: string): Party {
  const party = findParty(request, configured);
  if (party === undefined) throw new Problem("passkey.unavailable");
  return party;
}
