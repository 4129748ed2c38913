// Whether these keys are those of this database. With another data directory's nobody could sign in, nothing that was
// sealed would open, and two registers would each make the other's indexes anew.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "#src/cli/command.ts";
import type { ConnectionPool } from "#src/database/connect.ts";
import { findAnyDraftKey } from "#src/database/credentials.ts";
import { findCheckpoint } from "#src/database/ledger.ts";
import { openCheckpoint } from "#src/domain/ledger/checkpoint.ts";
import { openDraftKey } from "#src/vault/draft-key.ts";
import { draftsKeyIn } from "#src/vault/drafts-key.ts";
import { signingKeyFiles, trustIn, verifyEd25519 } from "#src/vault/signing-key.ts";

/**
 * Throws `UsageError` when neither the log's key nor the key of drafts in this folder is the one the database was used
 * with. Where one of the two is, a file was replaced or lost: health says so, and registering goes on. To be asked before
 * any key is made: in a folder that is to get its keys back, a new one would be in their way.
 */
export async function demandOwnDatabase(owner: ConnectionPool, keyFolder: string): Promise<void> {
  const known = await owner.query.transaction().execute(async (tx) => ({
    checkpoint: await findCheckpoint(tx, "entries"),
    draftKey: await findAnyDraftKey(tx),
  }));
  // Nobody has used it yet, or not for long enough to tell.
  if (known.checkpoint === undefined || known.draftKey === undefined) return;
  if (hasSigned(keyFolder, known.checkpoint.note) || opensDraft(keyFolder, known.draftKey)) return;
  throw new UsageError(
    `${keyFolder} holds none of the keys this database was used with: it belongs to another data directory. ` +
      "Start with that one (--data DIR), or put its folder keys/ in place (docs/operations/running.md)",
  );
}

function hasSigned(keyFolder: string, note: string): boolean {
  const { public: file } = signingKeyFiles(keyFolder, "entries");
  if (!existsSync(file)) return false;
  return (
    openCheckpoint(note, trustIn({ vkey: readFileSync(file, "utf8") }).pinned, verifyEd25519) !== undefined
  );
}

function opensDraft(
  keyFolder: string,
  { officerId, sealed }: { officerId: string; sealed: Buffer },
): boolean {
  const key = draftsKeyIn(join(keyFolder, "drafts.key"));
  if (key === undefined) return false;
  try {
    openDraftKey(officerId, sealed, key);
    return true;
  } catch {
    return false;
  }
}
