// E-mail addresses: cleaned for comparing; the look is checked loosely, because only sending proves an address.
import type { Likeness, ValueWarning } from "./value-warning.ts";

const FORM = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/;

/** Lower case without blanks. The part before `@` is case-sensitive in RFC 5321 and nowhere in practice. */
export function cleanEmail(email: string): string {
  return email.normalize("NFKC").replace(/\s/g, "").toLowerCase();
}

export function emailWarnings(email: string): ValueWarning[] {
  return FORM.test(cleanEmail(email)) ? [] : [{ code: "email-pattern", expected: "nombre@ejemplo.pe" }];
}

export function compareEmails(a: string, b: string): Likeness {
  const [left, right] = [cleanEmail(a), cleanEmail(b)];
  if (left === "" || right === "") return "unknown";
  if (left === right) return "same";
  return left.replace(/[^a-z0-9@]/g, "") === right.replace(/[^a-z0-9@]/g, "") ? "similar" : "different";
}
