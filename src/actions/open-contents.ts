// What the entries of a case say with the personal values of some classes in place: for a reader, or to be compared.
import { listPersonalValues, listWrappedKeys } from "#src/database/personal-values.ts";
import type { DataClass } from "#src/domain/access/decide-access.ts";
import { isPersonal } from "#src/domain/case/proposal.ts";
import { openEntry, placeValues } from "#src/vault/open-values.ts";
import { classOfPointer } from "./class-of-pointer.ts";
import type { Context } from "./context.ts";
import type { LoadedCase } from "./load-case.ts";

/** The contents in the order of the entries, and how many values there were. Values of other classes are left out. */
export async function openContents(
  ctx: Context,
  { entries, line }: LoadedCase,
  open: ReadonlySet<DataClass>,
): Promise<{ contents: Record<string, unknown>[]; values: number }> {
  const [values, keys] = await Promise.all([
    listPersonalValues(ctx.tx, line.caseId),
    listWrappedKeys(ctx.tx, line.caseId),
  ]);
  const contents = entries.map(({ entryId, body }) => {
    const pointerOf = contentPointer(body.kind, body.content);
    const mine = values.filter(
      (value) => value.entryId === entryId && open.has(classOfPointer(pointerOf(value.pointer))),
    );
    const sealed = { entryId, values: mine, keys: keys.filter((key) => key.entryId === entryId) };
    return placeValues(body.content, openEntry(body.content, sealed, ctx.register.unwrapper));
  });
  return { contents, values: values.length };
}

// A proposal's old and new values belong to the class of the field it is about; everything else says where it is. The
// explanation of a coded field is free text, which may name anybody.
function contentPointer(kind: string, content: Record<string, unknown>): (pointer: string) => string {
  const about = String(content.pointer);
  return kind === "amendment" && isPersonal(about) ? () => about : (pointer) => pointer;
}
