// Why something was judged, marked or asked for, for a list that is read: opened by the vault, and where it cannot be, left out.
import { Problem } from "#src/schema/problem.ts";
import { askVault } from "./ask-vault.ts";
import type { Context } from "./context.ts";

/** Recorded by the vault, which looks for itself who reads. */
export const NOTE_READ = "note.read";

/**
 * The sealed texts of these rows by their id. Empty while the vault is away or refuses: the list is shown without them,
 * because what was judged and by whom must be readable on such a day as well.
 */
export async function readNotes(
  ctx: Context,
  about: "review-note" | "opening-verdict" | "key-reason",
  ids: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  if (ids.length === 0) return {};
  try {
    return await askVault<Record<string, string>>(ctx, "notes", { about, ids });
  } catch (error) {
    if (error instanceof Problem) return {};
    throw error;
  }
}
