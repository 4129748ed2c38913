// Free texts that are no entry of a case, as ciphertext: what the first of two persons says, what is relayed, why it was judged so.
import { sql } from "kysely";
import type { KeyClass } from "#src/schema/key-class.ts";
import type { Runner } from "./ledger.ts";

export interface SealedTextRow {
  textId: string;
  /** Null of a text about no case. */
  caseId: string | null;
  about: string;
  keyClass: KeyClass;
  sealed: Buffer;
  /** The text's own key, wrapped for the class; kept beside those of entries, so that a rotation wraps it anew as well. */
  key: { version: number; wrapped: Buffer };
}

export async function insertText(tx: Runner, { key, ...row }: SealedTextRow): Promise<void> {
  await sql`
    with text as (
      insert into sealed_texts (text_id, case_id, about, key_class, sealed)
      values (${row.textId}, ${row.caseId}, ${row.about}, ${row.keyClass}, ${row.sealed}))
    insert into wrapped_keys (entry_id, holder, key_class, version, wrapped)
    values (${row.textId}, ${row.caseId ?? row.textId}, ${row.keyClass}, ${key.version}, ${key.wrapped})`.execute(
    tx,
  );
}

/** Whom a note is about, of which case, and whether an inquiry about the first of them is open. */
export interface NoteAbout {
  officers: string[];
  caseId: string | null;
  inquired: boolean;
}

/** The same of notes of the review and of verdicts, by the id of their text; what is neither is not there. */
export async function findNotesAbout(
  tx: Runner,
  textIds: readonly string[],
): Promise<Map<string, NoteAbout>> {
  const { rows } = await sql<NoteAbout & { textId: string }>`
    select text_id as "textId", officers, case_id as "caseId", inquired
    from reta.notes_about(${[...textIds]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ textId, ...about }) => [textId, about]));
}

/** For the vault, which alone may read them. One whose key was erased is not among them. */
export async function findTexts(tx: Runner, textIds: readonly string[]): Promise<SealedTextRow[]> {
  type Row = Omit<SealedTextRow, "key"> & SealedTextRow["key"];
  const { rows } = await sql<Row>`
    select t.text_id as "textId", t.case_id as "caseId", t.about, t.key_class as "keyClass", t.sealed, k.version, k.wrapped
    from sealed_texts t join wrapped_keys k
      on k.entry_id = t.text_id and k.holder = coalesce(t.case_id, t.text_id) and k.key_class = t.key_class
    where t.text_id = any(${[...textIds]}::uuid[])`.execute(tx);
  return rows.map(({ version, wrapped, ...row }) => ({ ...row, key: { version, wrapped } }));
}
