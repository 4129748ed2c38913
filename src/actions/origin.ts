// Where a request came from, as the audit trail keeps it: the kind of address, and enough of its hash to tell two apart.
import { createHash } from "node:crypto";
import { isIP } from "node:net";

/**
 * `private-3fa`, `public-07c`, `local`: three hexadecimal digits are shared by a million addresses of the internet, so
 * none can be named from them, and two places have different ones 4,095 times in 4,096.
 */
export function originOf(address: string): string {
  const plain = address.replace(/^::ffff:/i, "").toLowerCase();
  const kind = kindOf(plain);
  if (kind === "local") return kind;
  const tag = createHash("sha256").update(`reta/origin/${plain}`).digest("hex").slice(0, 3);
  return `${kind}-${tag}`;
}

// RFC 1918 and 6598, RFC 4193 and link-local: inside a ministry's network.
const PRIVATE =
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|169\.254\.|f[cd]|fe[89ab])/;

function kindOf(address: string): "local" | "private" | "public" | "unknown" {
  if (isIP(address) === 0) return "unknown";
  if (address === "::1" || address.startsWith("127.")) return "local";
  return PRIVATE.test(address) ? "private" : "public";
}
