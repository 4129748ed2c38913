// Ids that follow from other ids, in the form of a random one (RFC 9562, version 8: made by a rule of one's own).
import { sha256 } from "./sha256.ts";

/** The same text gives the same id, for ever. */
export function derivedId(text: string): string {
  const hex = sha256(Buffer.from(`reta id\n${text}`)).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
