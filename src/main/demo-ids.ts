// Ids of the demo: the same for the same words, so that filling it twice changes nothing.
import { createHash } from "node:crypto";

/** A UUID of version 8 (RFC 9562): what it is made of is ours to say. */
export function idFrom(text: string): string {
  const hex = createHash("sha256").update(`reta demo ${text}`).digest("hex");
  const variant = ((Number.parseInt(hex[16] as string, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
