// A code that is part of a request and not of a complaint: a purpose, a reason, a kind. It must stand in its catalogue.
import { Problem } from "#src/schema/problem.ts";
import type { Context } from "./context.ts";

/** Throws `input.invalid` with the codes there are, unless `code` is one of the catalogue's. */
export function requireCode(ctx: Context, catalogue: string, pointer: string, code: string): void {
  const codes = ctx.register.rules.pack.catalogues[catalogue]?.items.map((item) => item.code) ?? [];
  if (codes.includes(code)) return;
  throw new Problem("input.invalid", [{ pointer, code: "unknown-code", found: code, expected: codes }]);
}
