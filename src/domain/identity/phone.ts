// Telephone numbers: to E.164 where the country is clear (Peru unless said), short numbers as they are.
import type { Likeness, ValueWarning } from "./value-warning.ts";

/** Area codes of Peru's fixed lines outside Lima; Lima is 1. */
const AREAS = /^(41|42|43|44|51|52|53|54|56|61|62|63|64|65|66|67|72|73|74|76|82|83|84)\d{6}$/;

/** What a typed number is, cleaned. `other`: digits that cannot be placed. */
export interface CleanPhone {
  kind: "international" | "short" | "toll-free" | "area-missing" | "other";
  number: string;
}

/** `987 654 321`, `(084) 22-3344`, `00591…` and `+51 …` become E.164; `105` and `1818` stay. */
export function cleanPhone(phone: string): CleanPhone {
  const text = phone.normalize("NFKC").trim();
  const digits = text.replace(/\D/g, "");
  if (text.startsWith("+") || digits.startsWith("00")) return international(digits.replace(/^00/, ""));
  if (/^0800\d{5}$/.test(digits)) return { kind: "toll-free", number: digits };
  if (/^1\d{2,3}$/.test(digits)) return { kind: "short", number: digits };
  const peru =
    nationalOfPeru(digits) ?? (digits.startsWith("51") ? nationalOfPeru(digits.slice(2)) : undefined);
  if (peru !== undefined) return { kind: "international", number: `+51${peru}` };
  if (/^[2-7]\d{5,6}$/.test(digits)) return { kind: "area-missing", number: digits };
  return { kind: "other", number: digits };
}

function international(digits: string): CleanPhone {
  if (/^[1-9]\d{6,14}$/.test(digits)) return { kind: "international", number: `+${digits}` };
  return { kind: "other", number: digits };
}

/** National significant number: mobile 9xx xxx xxx, Lima 1 + 7 digits, elsewhere area + 6 digits; `0` is dropped. */
function nationalOfPeru(digits: string): string | undefined {
  const significant = digits.startsWith("0") ? digits.slice(1) : digits;
  if (/^9\d{8}$/.test(significant) || /^1[2-7]\d{6}$/.test(significant) || AREAS.test(significant))
    return significant;
  return undefined;
}

export function phoneWarnings(phone: string): ValueWarning[] {
  const { kind } = cleanPhone(phone);
  if (kind === "area-missing") return [{ code: "phone-area-missing", expected: "01 4223344, 084 223344" }];
  if (kind === "other") return [{ code: "phone-pattern", expected: "987654321, 01 4223344, +59171234567" }];
  return [];
}

/** Two numbers are the same when E.164 says so; a line without its area is `similar` to one that ends with it. */
export function comparePhones(a: string, b: string): Likeness {
  const [left, right] = [cleanPhone(a), cleanPhone(b)];
  if (left.number === "" || right.number === "") return "unknown";
  if (left.number === right.number) return left.kind === "international" ? "same" : "similar";
  const [short, long] =
    left.number.length <= right.number.length ? [left.number, right.number] : [right.number, left.number];
  return short.length >= 6 && long.endsWith(short) ? "similar" : "different";
}
