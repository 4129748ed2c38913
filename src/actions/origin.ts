// Where a request came from, as the audit trail keeps it: the kind of address, and enough of its hash to tell two apart.
import { createHash } from "node:crypto";
import { isIP } from "node:net";

/**
 * `private-3fa`, `public-07c`, `local`: three hexadecimal digits are shared by a million addresses of the internet, so
 * none can be named from them, and two places have different ones 4,095 times in 4,096.
 */
export function originOf(address: string): string {
  const plain = plainOf(address);
  return tagged(kindOf(plain), plain);
}

/**
 * The same of the network an address is in, for what must not change with it: the first sixteen bits of IPv4, the first
 * thirty-two of IPv6, which is what a provider or a ministry has. One line may leave by several addresses of these.
 */
export function networkOf(address: string): string {
  const plain = plainOf(address);
  const parts = isIP(plain) === 6 ? wholeOf(plain).slice(0, 2) : plain.split(".").slice(0, 2);
  return tagged(kindOf(plain), `network/${parts.join(".")}`);
}

const plainOf = (address: string) => address.replace(/^::ffff:(?=[0-9.]+$)/i, "").toLowerCase();

function tagged(kind: string, text: string): string {
  if (kind === "local") return kind;
  return `${kind}-${createHash("sha256").update(`reta/origin/${text}`).digest("hex").slice(0, 3)}`;
}

// Groups of an IPv6 address with the zeros that `::` stands for; those before it are what is asked for.
function wholeOf(address: string): string[] {
  const [before = "", after] = address.split("::");
  const first = before === "" ? [] : before.split(":");
  const rest = after === undefined || after === "" ? [] : after.split(":");
  const groups =
    after === undefined ? first : [...first, ...Array(8 - first.length - rest.length).fill("0"), ...rest];
  return groups.map((group) => group.replace(/^0+(?=.)/, ""));
}

// RFC 1918 and 6598, RFC 4193 and link-local: inside a ministry's network.
const PRIVATE =
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|169\.254\.|f[cd]|fe[89ab])/;

function kindOf(address: string): "local" | "private" | "public" | "unknown" {
  if (isIP(address) === 0) return "unknown";
  if (address === "::1" || address.startsWith("127.")) return "local";
  return PRIVATE.test(address) ? "private" : "public";
}
