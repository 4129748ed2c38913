// Names in a case that was a part of another: sealed where they were first said, opened there and shown here.
import { transact } from "#src/database/transact.ts";
import { listSealedBodies } from "#src/database/vault.ts";
import { foldCase } from "#src/domain/case/case.ts";
import type { Entry } from "#src/schema/entry.ts";
import type { Part } from "#src/schema/proposal.ts";
import { placeValues } from "#src/vault/open-values.ts";
import { CaseAltered, readSealedCase } from "#src/vault/sealed-case.ts";
import type { OpenedCase } from "./open-identities.ts";
import { demandLogged } from "./own-assignments.ts";
import type { VaultRoom } from "./vault-room.ts";

type Json = Readonly<Record<string, unknown>>;
type Begins = { from: { caseId: string }; proposal: string };

const PEOPLE = ["victims", "suspects"] as const;

/**
 * By pointer in the first entry of the part. Only of persons whom an approved proposal in the other case, in the signed log
 * of entries, let go into this one, and only what the first entry commits to in the same words: whoever writes a first
 * entry of their own opens nobody's names with it. Throws `CaseAltered`, `CaseNotLogged`.
 */
export async function valuesOfPart(
  room: VaultRoom,
  pool: VaultRoom["real"]["pool"],
  first: Entry,
  decrypt: (origin: string, entries: readonly Entry[]) => Promise<OpenedCase["entries"]>,
): Promise<Record<string, unknown>> {
  const { from, proposal } = first.content.begins as Begins;
  const altered = new CaseAltered(`no entry of ${from.caseId} made ${first.caseId} a part of it`);
  const before = await transact(pool, { zone: "reta_vault" }, async (tx) => {
    const entries = readSealedCase(from.caseId, await listSealedBodies(tx, from.caseId));
    const decided = entries.findIndex(
      ({ kind, content }) =>
        kind === "amendment-decision" && content.proposal === proposal && content.approved === true,
    );
    const decision = entries[decided];
    // What was a part is not divided again, so that names are one step away.
    if (decision === undefined || entries[0]?.kind === "division") throw altered;
    if (pool !== room.training.pool) await demandLogged(room, tx, decision, 0);
    return entries.slice(0, decided);
  });
  const proposed = before.find(({ kind, entryId }) => kind === "division" && entryId === proposal)?.content;
  if ((proposed?.into as { caseId: string } | undefined)?.caseId !== first.caseId) throw altered;
  const goes = proposed?.goes as Part;
  const opened = await decrypt(from.caseId, before);
  const named = foldCase(
    before.map((entry, i) => ({
      ...entry,
      content: placeValues(entry.content, new Map(Object.entries(opened[i]?.values ?? {}))),
    })),
  );
  const sealed = foldCase(before);
  const values: Record<string, unknown> = {};
  for (const part of PEOPLE)
    for (const [i, person] of (first.content[part] as Json[]).entries()) {
      const at = sealed?.complaint[part].findIndex(({ personId }) => personId === person.personId) ?? -1;
      if (at < 0 || !goes[part].includes(String(person.personId))) throw altered;
      for (const within of [["personal"], ["variables", "personal"]]) {
        const [here, there, name] = [person, sealed?.complaint[part][at], named?.complaint[part][at]].map(
          (one) => membersAt(one as Json | undefined, within),
        );
        for (const [field, commitment] of Object.entries(here ?? {})) {
          if (there?.[field] !== commitment) throw altered;
          if (name?.[field] !== undefined) values[`/${part}/${i}/${within.join("/")}/${field}`] = name[field];
        }
      }
    }
  return values;
}

const membersAt = (node: Json | undefined, within: readonly string[]): Json | undefined =>
  within.reduce<Json | undefined>((one, name) => one?.[name] as Json | undefined, node);
