// Reads a case file: as folded without names, or with the names this reader may open, stating a purpose, on the record.

import type { StoredEntry } from "#src/database/entries.ts";
import { listPersonalValues, listWrappedKeys } from "#src/database/personal-values.ts";
import { type DataClass, decideAccess } from "#src/domain/access/decide-access.ts";
import { type CaseState, isPersonal } from "#src/domain/case/case.ts";
import { factsOf } from "#src/domain/case/facts-of.ts";
import { classify } from "#src/domain/classification/classify.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import type { CaseFile } from "#src/schema/case.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { Problem } from "#src/schema/problem.ts";
import { openEntry, placeValues } from "#src/vault/open-values.ts";
import { allowedActions } from "./allowed-actions.ts";
import { classOfPointer } from "./class-of-pointer.ts";
import type { Context, Trace } from "./context.ts";
import { demand, foldEntries, foldSealed, type LoadedCase, loadCase } from "./load-case.ts";
import { requireCode } from "./require-code.ts";

export const trace: Trace = { action: "case.read", zone: "reta_cases" };
export const namesTrace: Trace = { action: "case.names.open", zone: "reta_identities" };

/** The case file without any personal value. */
export async function readCase(ctx: Context, { caseId }: { caseId: string }): Promise<CaseFile> {
  const loaded = await loadCase(ctx, caseId);
  demand(ctx, loaded.relation, "read", "facts");
  ctx.tell({ caseId });
  return caseFile(
    ctx,
    loaded,
    foldSealed(loaded.entries),
    loaded.entries.map(({ body }) => body.content),
    false,
  );
}

/** The case file with the personal values of the classes this officer may read; the purpose goes on the record. */
export async function openNames(ctx: Context, input: { caseId: string; purpose: string }): Promise<CaseFile> {
  requireCode(ctx, "purpose-of-access", "/purpose", input.purpose);
  const loaded = await loadCase(ctx, input.caseId);
  const open = classesOpenTo(ctx, loaded);
  if (open.size === 0) throw new Problem("access.refused");
  const [values, keys] = await Promise.all([
    listPersonalValues(ctx.tx, input.caseId),
    listWrappedKeys(ctx.tx, input.caseId),
  ]);
  const contents = loaded.entries.map(({ entryId, body }) => {
    const pointerOf = contentPointer(body.kind, body.content);
    const mine = values.filter(
      (value) => value.entryId === entryId && open.has(classOfPointer(pointerOf(value.pointer))),
    );
    const sealed = { entryId, values: mine, keys: keys.filter((key) => key.entryId === entryId) };
    return placeValues(body.content, openEntry(body.content, sealed, ctx.register.unwrapper));
  });
  ctx.tell({
    caseId: input.caseId,
    detail: { purpose: input.purpose, classes: [...open], values: values.length },
  });
  const state = foldEntries(loaded.entries.map(({ body }, i) => ({ ...body, content: contents[i] ?? {} })));
  return caseFile(ctx, loaded, state, contents, true);
}

// A proposal's old and new values belong to the class of the field it is about; everything else says where it is. The
// explanation of a coded field is free text, which may name anybody.
function contentPointer(kind: string, content: Record<string, unknown>): (pointer: string) => string {
  const about = String(content.pointer);
  return kind === "amendment" && isPersonal(about) ? () => about : (pointer) => pointer;
}

function classesOpenTo(ctx: Context, { relation }: LoadedCase): Set<DataClass> {
  const classes: DataClass[] = ["suspect-identity", "victim-identity", "complainant-identity"];
  return new Set(
    classes.filter(
      (dataClass) =>
        decideAccess({ role: ctx.actor.role, action: "read", dataClass, relation }).effect === "allow",
    ),
  );
}

function caseFile(
  ctx: Context,
  loaded: LoadedCase,
  state: CaseState,
  contents: readonly unknown[],
  namesOpened: boolean,
): CaseFile {
  const { rules } = ctx.register;
  const allowed = allowedActions(ctx.actor, loaded.relation, state);
  // Who may not open names does not see commitments either: they are of no use to a reader.
  return {
    line: loaded.line,
    complaint: withoutComplainant(state.complaint),
    finding: classify(factsOf(state.complaint, rules.pack), rules.law, rules.palermo),
    suggested: state.suggested,
    entries: loaded.entries.map((entry, i) =>
      entryLine(entry, namesOpened ? shownContent(contents[i]) : undefined),
    ),
    allowed,
    pendingAmendments: [...state.pending],
    namesOpened,
  };
}

// What an entry said is shown as it was, but for who complained.
function shownContent(content: unknown): unknown {
  const { complainant } = content as Partial<Complaint>;
  return complainant === undefined ? content : withoutComplainant(content as Complaint);
}

// Sealed from everybody: who complained, and where identity is reserved also what that person is to the victim.
function withoutComplainant(complaint: Complaint): Complaint {
  const { kind, relationToVictim, protectionRequested } = complaint.complainant;
  const shown = kind !== "identity-reserved" && relationToVictim !== undefined;
  return {
    ...complaint,
    complainant: {
      kind,
      ...(shown && { relationToVictim }),
      ...(protectionRequested !== undefined && { protectionRequested }),
    },
  };
}

function entryLine({ body, hash, leafIndex, officer }: StoredEntry, content: unknown) {
  const { entryId, seq, kind, receivedAt, enteredAt, unitId } = body;
  return {
    entryId,
    seq,
    kind,
    receivedAt,
    enteredAt,
    officer,
    unitId,
    entryHash: bytesToHex(hash),
    leafIndex,
    content,
  };
}
