// Every coded field against its catalogue: the code exists, was in use then, and does not contradict its neighbours.
import { NOT_ASKED, UNKNOWN } from "#src/schema/code.ts";
import type { Collector } from "./complaint-faults.ts";
import { type CodedField, expectedOf, type FieldNode } from "./field-catalogues.ts";

/** First and last day, `YYYY-MM-DD`, of the facts and of the complaint. */
export interface Days {
  factsFirst: string;
  factsLast: string;
  complaint: string;
  /** The day of the complaint by the clock of the device: days that people typed were read from its calendar. */
  deviceSaid: string;
}

/** Walks the tree and the complaint together. `value` stands at `path`. */
export function validateCodes(
  node: FieldNode,
  value: unknown,
  path: (string | number)[],
  days: Days,
  found: Collector,
): void {
  if (node.field !== undefined) {
    validateField(node.field, value, path, days, found);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  for (const child of node.children) {
    if (child.key === "*") {
      if (!Array.isArray(value)) continue;
      for (let index = 0; index < value.length; index += 1) {
        path.push(index);
        validateCodes(child, value[index], path, days, found);
        path.pop();
      }
    } else {
      const next = (value as Record<string, unknown>)[child.key];
      if (next === undefined) continue;
      path.push(child.key);
      validateCodes(child, next, path, days, found);
      path.pop();
    }
  }
}

function validateField(
  field: CodedField,
  value: unknown,
  path: readonly (string | number)[],
  days: Days,
  found: Collector,
): void {
  if (typeof value === "string") {
    validateCode(field, value, path, days, found);
    return;
  }
  if (!Array.isArray(value)) return;
  for (let index = 0; index < value.length; index += 1) {
    const code: unknown = value[index];
    if (typeof code !== "string") continue;
    validateCode(field, code, path, days, found, index);
    if (value.length === 1) continue;
    if (code === UNKNOWN || code === NOT_ASKED)
      found.fault(pointerTo(path, index), "unknown-with-others", { found: code, expected: `${code} alone` });
    else if (field.codes.get(code)?.exclusive === true)
      found.fault(pointerTo(path, index), "exclusive-code", { found: code, expected: `${code} alone` });
  }
}

function validateCode(
  field: CodedField,
  code: string,
  path: readonly (string | number)[],
  days: Days,
  found: Collector,
  index?: number,
): void {
  if (code === UNKNOWN || code === NOT_ASKED) return;
  const rule = field.codes.get(code);
  const first = field.span === "complaint" ? days.complaint : days.factsFirst;
  const last = field.span === "facts" ? days.factsLast : days.complaint;
  if (rule !== undefined && rule.from <= last && rule.to >= first) return;
  const pointer = pointerTo(path, index);
  // A sealed code (the type of a document) is as personal as its neighbours.
  const shown = path.includes("personal") ? {} : { found: code };
  if (rule === undefined) found.fault(pointer, "unknown-code", { ...shown, expected: expectedOf(field) });
  else {
    const expected = `${rule.from || "…"}/${rule.to === "9999" ? "…" : rule.to}`;
    found.fault(pointer, "code-not-valid-then", { ...shown, expected });
  }
}

function pointerTo(path: readonly (string | number)[], index?: number): string {
  const pointer = path.map((key) => `/${key}`).join("");
  return index === undefined ? pointer : `${pointer}/${index}`;
}
