// Free text as people type it: trimmed, in Unicode form NFC, without characters that cannot be stored or sealed.
import * as z from "zod/mini";

// NUL cannot be stored by PostgreSQL; a lone surrogate has no UTF-8 form, so RFC 8785 could not seal it.
const isStorable = (text: string) => !text.includes("\u0000") && text.isWellFormed();

/** Text of 1 to `max` UTF-16 units after trimming. Emoji and right-to-left text are welcome. */
export const text = (max: number) =>
  z.string().check(z.refine(isStorable), z.normalize("NFC"), z.trim(), z.minLength(1), z.maxLength(max));

// Control characters, line and paragraph separators, and what turns the direction of the words after it.
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

/** Text of one line that reads as it is stored: what a screen, a list or a paper shows of it is all there is. */
export const line = (max: number) => text(max).check(z.refine((words) => !UNSEEN.test(words)));

/** Such text of several lines. */
export const lines = (max: number) =>
  text(max).check(z.refine((words) => !UNSEEN.test(words.replaceAll(/\r?\n/g, " "))));

/** A list of such texts. */
export const texts = (max: number, most: number) => z.array(text(max)).check(z.maxLength(most));
