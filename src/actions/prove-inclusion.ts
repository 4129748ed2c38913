// The proof that an entry is in the log, against a checkpoint that was signed and, where there is one, witnessed.
import { findLeafIndexes, type LogName, type Runner } from "#src/database/ledger.ts";
import { findTiles } from "#src/database/ledger-tiles.ts";
import { inclusionNodes, proofFrom } from "#src/domain/ledger/merkle.ts";
import { nodesFromTiles } from "#src/domain/ledger/tile-hashes.ts";
import { tilesOfNodes } from "#src/domain/ledger/tiles.ts";
import type { TlogProof } from "#src/domain/ledger/tlog-proof.ts";
import { sha256 } from "#src/vault/sha256.ts";

/** Proves an entry's place below a checkpoint; `undefined` when it is not in the log, or came later. */
export async function proveInclusion(
  tx: Runner,
  log: LogName,
  entryHash: Uint8Array,
  checkpoint: { size: number; note: string },
): Promise<TlogProof | undefined> {
  const [index] = await findLeafIndexes(tx, log, [entryHash]);
  if (index === undefined || index >= checkpoint.size) return undefined;
  const nodes = inclusionNodes(index, checkpoint.size);
  const tiles = await findTiles(tx, log, tilesOfNodes(nodes.flat(), checkpoint.size));
  return { entryHash, index, path: proofFrom(nodes, nodesFromTiles(tiles, sha256)), note: checkpoint.note };
}
