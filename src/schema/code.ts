// A code of a catalogue and the two answers every coded question accepts: `unknown` (asked, not known) and `not-asked`.
import * as z from "zod/mini";

/** Asked, and the person did not know. Never the same as not asked. */
export const UNKNOWN = "unknown";
/** Nobody asked. A missing field and an empty list say the same. */
export const NOT_ASKED = "not-asked";

/** Lower-case words joined by hyphens; also UBIGEO and ISO codes, which are digits or short letters. */
export const Code = z.string().check(z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/), z.maxLength(60));
export type Code = z.infer<typeof Code>;

/**
 * Several answers. `[]` is not asked, `["unknown"]` asked and not known, `["none"]` asked and none (where the
 * catalogue has `none`).
 */
export const Codes = z.array(Code).check(
  z.maxLength(80),
  z.refine((codes) => new Set(codes).size === codes.length),
);
export type Codes = z.infer<typeof Codes>;

export const YesNo = z.enum(["yes", "no", "unknown", "not-asked"]);
export type YesNo = z.infer<typeof YesNo>;
