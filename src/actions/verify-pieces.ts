// Verifies a log in small pieces: some sealed objects, some leaves, its newest checkpoint. What pieces there are, and when, is the clock's.
import {
  findCheckpoint,
  findLeafIndexes,
  type LogName,
  listLeaves,
  type Runner,
} from "#src/database/ledger.ts";
import { findTiles } from "#src/database/ledger-tiles.ts";
import { findQueued } from "#src/database/log-queue.ts";
import { countSealed, type LinkedRow } from "#src/database/sealed-rows.ts";
import { checkEntry, checkLink, nameOf } from "#src/domain/ledger/check-entries.ts";
import { openCheckpoint } from "#src/domain/ledger/checkpoint.ts";
import { bytesToHex, type Hash, sameBytes } from "#src/domain/ledger/hash.ts";
import {
  consistencyNodes,
  inclusionNodes,
  leafHash,
  type NodeAt,
  type NodeId,
  proofFrom,
} from "#src/domain/ledger/merkle.ts";
import type { LedgerProblem } from "#src/domain/ledger/problem.ts";
import { verifyConsistency, verifyInclusion } from "#src/domain/ledger/proof.ts";
import { nodesFromTiles } from "#src/domain/ledger/tile-hashes.ts";
import { tilesOfNodes } from "#src/domain/ledger/tiles.ts";
import { sha256 } from "#src/vault/sha256.ts";
import { trustIn } from "#src/vault/signing-key.ts";

/** A log as it was signed last: how many leaves, and the root over them. */
export interface SignedHead {
  readonly size: number;
  readonly root: Hash;
}

/**
 * The newest checkpoint, when the pinned key signed it and it continues `kept`: the head to hold leaves against.
 * All pieces below must be of one REPEATABLE READ transaction that sees every row (the owner's).
 */
export async function lookAtHead(
  tx: Runner,
  log: LogName,
  vkey: string,
  kept: SignedHead | null,
): Promise<{ head: SignedHead | null; problems: LedgerProblem[] }> {
  const stored = await findCheckpoint(tx, log);
  if (stored === undefined) {
    const gone = `had ${kept?.size} leaves, the log has no checkpoint`;
    return { head: null, problems: kept === null ? [] : [{ kind: "earlier-differs", detail: gone }] };
  }
  const { pinned, verify } = trustIn({ vkey });
  const signed = openCheckpoint(stored.note, pinned, verify);
  if (signed?.size !== stored.size || !sameBytes(signed.root, stored.root))
    return {
      head: null,
      problems: [{ kind: "checkpoint-not-signed", detail: `checkpoint of size ${stored.size}` }],
    };
  const head = { size: signed.size, root: signed.root };
  if (kept === null || (await continues(tx, log, kept, head))) return { head, problems: [] };
  const detail = `had ${kept.size} leaves with another root, the log has ${head.size}`;
  return { head, problems: [{ kind: "earlier-differs", detail }] };
}

async function continues(tx: Runner, log: LogName, kept: SignedHead, head: SignedHead): Promise<boolean> {
  if (kept.size > head.size) return false;
  const nodes = consistencyNodes(kept.size, head.size);
  const nodeAt = await readNodes(tx, log, nodes.flat(), head.size);
  try {
    const proof = proofFrom(nodes, nodeAt);
    return verifyConsistency({
      first: kept.size,
      second: head.size,
      firstRoot: kept.root,
      secondRoot: head.root,
      proof,
    });
  } catch {
    // A tile is not there: nothing proves that it does.
    return false;
  }
}

async function readNodes(tx: Runner, log: LogName, nodes: NodeId[], size: number): Promise<NodeAt> {
  return nodesFromTiles(await findTiles(tx, log, tilesOfNodes(nodes, size)));
}

/** Some sealed objects: what is wrong with each, and where the log has them. */
export async function lookAtRows(
  tx: Runner,
  log: LogName,
  rows: readonly LinkedRow[],
): Promise<{ problems: LedgerProblem[]; indexes: number[] }> {
  if (rows.length === 0) return { problems: [], indexes: [] };
  const found = await findLeafIndexes(
    tx,
    log,
    rows.map(({ entryHash }) => entryHash),
  );
  const missing = rows.filter((_, i) => found[i] === undefined);
  const queued = new Set<string>();
  for (const hash of await findQueued(
    tx,
    log,
    missing.map(({ entryHash }) => entryHash),
  ))
    queued.add(bytesToHex(hash));
  const problems = rows.flatMap((row, i) => {
    const index = found[i];
    const wrong = [...checkEntry(row, sha256), ...checkLink(row, row.before)].map((problem) => ({
      ...problem,
      ...(index !== undefined && { leafIndex: index }),
    }));
    const detail = bytesToHex(row.entryHash);
    return index === undefined && !queued.has(detail)
      ? [...wrong, { kind: "entry-not-in-log" as const, ...nameOf(row), detail }]
      : wrong;
  });
  return { problems, indexes: found.filter((index) => index !== undefined) };
}

/** Leaves from `from` on, `limit` of them: none left out, and each below the signed root. */
export async function lookAtLeaves(
  tx: Runner,
  log: LogName,
  head: SignedHead,
  from: number,
  limit: number,
): Promise<{ problems: LedgerProblem[]; next: number }> {
  const next = Math.min(from + limit, head.size);
  const leaves = await listLeaves(tx, log, from, next - from);
  const byIndex = new Map(leaves.map(({ index, entryHash }) => [index, entryHash]));
  const paths = Array.from({ length: next - from }, (_, i) => inclusionNodes(from + i, head.size));
  const nodeAt = await readNodes(tx, log, paths.flat(2), head.size);
  const problems = paths.flatMap((path, i): LedgerProblem[] => {
    const leafIndex = from + i;
    const entryHash = byIndex.get(leafIndex);
    if (entryHash === undefined)
      return [{ kind: "leaf-missing", leafIndex, detail: "no leaf has this number" }];
    return isBelow(head, leafIndex, entryHash, path, nodeAt)
      ? []
      : [
          {
            kind: "leaf-altered",
            leafIndex,
            detail: "this leaf, or a tile beside it, is not below the signed root",
          },
        ];
  });
  return { problems, next };
}

function isBelow(
  head: SignedHead,
  index: number,
  entryHash: Uint8Array,
  path: NodeId[][],
  nodeAt: NodeAt,
): boolean {
  try {
    const { size, root } = head;
    return verifyInclusion({ index, size, root, leaf: leafHash(entryHash), proof: proofFrom(path, nodeAt) });
  } catch {
    // A tile is not there.
    return false;
  }
}

/** As many sealed objects as hashes in the log and on their way into it? */
export async function lookAtCounts(tx: Runner, log: LogName): Promise<LedgerProblem[]> {
  const { rows, hashes } = await countSealed(tx, log);
  return rows === hashes ? [] : [{ kind: "count-differs", detail: `${rows} stored, ${hashes} in the log` }];
}
