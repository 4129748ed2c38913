// What the entries of a case say with the personal values of some classes in place: for a reader, or to be compared.
import type { DataClass } from "#src/domain/access/access-question.ts";
import { isBlind } from "#src/domain/case/blind-correction.ts";
import { isPersonal } from "#src/domain/case/proposal.ts";
import { placeValues } from "#src/vault/open-values.ts";
import { askVault } from "./ask-vault.ts";
import { classOfPointer } from "./class-of-pointer.ts";
import type { Context } from "./context.ts";
import type { LoadedCase } from "./load-case.ts";
import type { OpenedCase } from "./vault/open-identities.ts";

/**
 * The contents in the order of the entries. The vault opens what its own rule allows and has recorded it; of that only
 * the classes in `open` are put in place, so that the stricter of the two rules holds.
 */
export async function openContents(
  ctx: Context,
  loaded: LoadedCase,
  open: ReadonlySet<DataClass>,
  purpose: string,
): Promise<Record<string, unknown>[]> {
  const opened = await askVault<OpenedCase>(ctx, "open", { caseId: loaded.line.caseId, purpose });
  return placeOpened(loaded, open, opened);
}

/** The contents with what was opened in place, as far as the server's own rule has these classes open. */
export function placeOpened(
  { entries }: Pick<LoadedCase, "entries">,
  open: ReadonlySet<DataClass>,
  opened: OpenedCase,
): Record<string, unknown>[] {
  const byEntry = new Map(opened.entries.map(({ entryId, values }) => [entryId, values]));
  return entries.map(({ entryId, body }) => {
    const pointerOf = contentPointer(body.kind, body.content);
    const mine = Object.entries(byEntry.get(entryId) ?? {}).filter(([pointer]) =>
      open.has(classOfPointer(pointerOf(pointer))),
    );
    return placeValues(body.content, new Map(mine));
  });
}

// A proposal's old and new values belong to the class of the field it is about; everything else says where it is. The
// explanation of a coded field is free text, which may name anybody, and so is that of a correction nobody opens.
function contentPointer(kind: string, content: Record<string, unknown>): (pointer: string) => string {
  const about = String(content.pointer);
  if (kind !== "amendment" || !isPersonal(about)) return (pointer) => pointer;
  return (pointer) => (isBlind(about) && pointer.endsWith("/explanation") ? pointer : about);
}
