// The vault opens why an opening was judged, a line of the review marked or a key asked for: for those who may read that.
import { findNotesAbout, findTexts, type NoteAbout, type SealedTextRow } from "#src/database/sealed-texts.ts";
import type { Transaction } from "#src/database/transact.ts";
import type { VaultSession } from "#src/database/vault.ts";
import type { Role } from "#src/schema/case.ts";
import { isWalledOff } from "#src/vault/may-open.ts";
import { openText } from "#src/vault/sealed-text.ts";
import { TokenClosed } from "#src/vault/token.ts";
import type { VaultAnswer } from "#src/vault/vault-door.ts";
import { Refused, step } from "./step.ts";
import { readCase } from "./unlock.ts";
import type { Asked, VaultRoom } from "./vault-room.ts";
import { wallAround } from "./wall-around.ts";

export const KEY_REASON = "key-reason";

/** Who reads each kind, written without the server's rules in sight; one that is not here is read by nobody in this way. */
const READERS: Readonly<Record<string, readonly Role[]>> = {
  "review-note": ["auditor", "internal-affairs"],
  "opening-verdict": ["auditor"],
  [KEY_REASON]: ["key-custodian", "administrator", "auditor"],
};
/** As many as a list may show at once. */
const NOTES_MAX = 5_000;

export interface ReadNotes extends Asked {
  about: string;
  ids: readonly string[];
}

/**
 * The texts by id. One that is not there, is of another kind, about the reader, behind a wall or under a key that is away is
 * left out; for internal affairs also what is about nobody they look into.
 */
export const openNotes = (room: VaultRoom, input: ReadNotes): Promise<VaultAnswer> =>
  step(room, "note.read", input, async ({ tx, asker, tell }) => {
    const { about, ids } = input;
    const readers = Object.hasOwn(READERS, about) ? READERS[about] : undefined;
    if (readers?.includes(asker.role) !== true || ids.length > NOTES_MAX) throw new Refused("access.refused");
    const opened: Record<string, string> = {};
    const hidden = new Map<string, boolean>();
    const abouts = about === KEY_REASON ? undefined : await findNotesAbout(tx, ids);
    for (const row of await findTexts(tx, ids)) {
      if (row.about !== about) continue;
      if (abouts !== undefined && !(await mayRead(tx, asker, abouts.get(row.textId), hidden))) continue;
      const text = tryOpen(room, row);
      if (text !== undefined) opened[row.textId] = text;
    }
    await tell(undefined, { rows: Object.keys(opened).length });
    return opened;
  });

async function mayRead(
  tx: Transaction,
  asker: VaultSession,
  about: NoteAbout | undefined,
  hidden: Map<string, boolean>,
): Promise<boolean> {
  if (about === undefined || about.officers.includes(asker.officerId)) return false;
  if (asker.role === "internal-affairs" && !about.inquired) return false;
  return !(await isHidden(tx, asker, about.caseId, hidden));
}

async function isHidden(
  tx: Transaction,
  asker: VaultSession,
  caseId: string | null,
  known: Map<string, boolean>,
): Promise<boolean> {
  if (caseId === null) return false;
  const before = known.get(caseId);
  if (before !== undefined) return before;
  const wall = await wallAround(tx, caseId, await readCase(tx, caseId), asker.officerId);
  const hidden = wall !== null && isWalledOff(asker, wall);
  known.set(caseId, hidden);
  return hidden;
}

function tryOpen({ unwrapper }: VaultRoom, row: SealedTextRow): string | undefined {
  try {
    return openText(unwrapper, row);
  } catch (error) {
    if (error instanceof TokenClosed) throw error;
    // One that was altered, or whose key is away, keeps none of the others from being read.
    return undefined;
  }
}
