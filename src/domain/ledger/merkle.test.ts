// The tree against the vectors of RFC 6962 and against its own definition, written a second time as plain recursion.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { append, emptyFrontier, frontierAt, frontierRoot, rootOf } from "./frontier.ts";
import { bytesToHex, fromBase64, type Hash, hexToBytes, utf8ToBytes } from "./hash.ts";
import {
  consistencyNodes,
  EMPTY_ROOT,
  foldSubtrees,
  inclusionNodes,
  leafHash,
  type NodeId,
  nodeHash,
  proofFrom,
  rootNodes,
} from "./merkle.ts";
import { verifyConsistency, verifyInclusion } from "./proof.ts";

const VECTORS = new URL("../../../test/vectors/ledger/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, VECTORS), "utf8");

/** RFC 6962 section 2.1 word for word: the oracle. */
function mth(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0] as Hash;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}

const leavesNamed = (count: number) =>
  Array.from({ length: count }, (_, i) => leafHash(utf8ToBytes(`leaf ${i}`)));

/** All complete subtrees over these leaves, as a frontier reports them. */
function nodesOver(leaves: readonly Hash[]): (node: NodeId) => Hash {
  const nodes = new Map<string, Hash>();
  const frontier = emptyFrontier();
  for (const leaf of leaves) append(frontier, leaf, (n, hash) => nodes.set(`${n.level}/${n.index}`, hash));
  return ({ level, index }) => {
    const hash = nodes.get(`${level}/${index}`);
    if (!hash) throw new Error(`no node ${level}/${index}`);
    return hash;
  };
}

const flipped = (hash: Hash, bit: number) =>
  hash.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));

describe("RFC 6962 vectors", () => {
  const vectors: {
    leafInputsHex: string[];
    nodeHashesHex: string[][];
    rootsBySizeHex: Record<string, string>;
  } = JSON.parse(read("rfc6962.json"));
  const leaves = vectors.leafInputsHex.map((hex) => leafHash(hexToBytes(hex)));

  test("single hashes", () => {
    expect(bytesToHex(EMPTY_ROOT)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(bytesToHex(leafHash(utf8ToBytes("L123456")))).toBe(
      "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56",
    );
    expect(vectors.nodeHashesHex[0]).toEqual(leaves.map(bytesToHex));
  });

  test("every node and every root", () => {
    const nodeAt = nodesOver(leaves);
    for (const [level, row] of vectors.nodeHashesHex.entries()) {
      for (const [index, hex] of row.entries()) expect(bytesToHex(nodeAt({ level, index }))).toBe(hex);
    }
    for (const [size, hex] of Object.entries(vectors.rootsBySizeHex)) {
      expect(bytesToHex(rootOf(leaves.slice(0, Number(size))))).toBe(hex);
      expect(bytesToHex(foldSubtrees(rootNodes(Number(size)).map(nodeAt)))).toBe(hex);
    }
  });

  test("published proofs", () => {
    const nodeAt = nodesOver(leaves);
    const heads = (proof: Hash[]) => proof.map((hash) => bytesToHex(hash).slice(0, 8));
    expect(heads(proofFrom(inclusionNodes(5, 8), nodeAt))).toEqual(["bc1a0643", "ca854ea1", "d37ee418"]);
    expect(heads(proofFrom(consistencyNodes(6, 8), nodeAt))).toEqual(["0ebc5d34", "ca854ea1", "d37ee418"]);
    expect(heads(proofFrom(consistencyNodes(2, 5), nodeAt))).toEqual(["5f083f0a", "bc1a0643"]);
  });

  test("larger trees", () => {
    const leaves = leavesNamed(70_000);
    const root = (size: number) => bytesToHex(rootOf(leaves.slice(0, size)));
    expect(root(100)).toBe("13f88915c560dc911a1da0fb209d84a20971051f294ebeb428fb3fc293af2743");
    expect(root(256)).toMatch(/^cf5effdb.*f274$/);
    expect(root(257)).toMatch(/^855b936a.*4a5a$/);
    expect(root(70_000)).toBe("da0532ff7b2ee56f4067110fc964e9f27b5959f9527bfff3fa501aa7584deaf3");
  });
});

describe("inclusion proofs written to deceive", () => {
  interface Probe {
    leafIdx: string;
    treeSize: string;
    root: string | null;
    leafHash: string | null;
    proof: string[] | null;
    wantErr: boolean;
    name: string;
  }
  // JSON.parse would round 2^64 - 1, so the two numbers are taken as they are written.
  const probes: Probe[] = read("inclusion-proofs.jsonl")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line.replace(/"(leafIdx|treeSize)": (\d+)/g, '"$1": "$2"')));

  test("there are 98, of which 92 must fail", () => {
    expect(probes).toHaveLength(98);
    expect(probes.filter((probe) => probe.wantErr)).toHaveLength(92);
    expect(probes.some((probe) => BigInt(probe.leafIdx) === 2n ** 64n - 1n)).toBe(true);
  });

  test.each(probes.map((probe) => [probe.name, probe] as const))("%s", (_name, probe) => {
    const bytes = (text: string | null) => fromBase64(text ?? "") as Hash;
    const accepted = verifyInclusion({
      index: BigInt(probe.leafIdx),
      size: BigInt(probe.treeSize),
      leaf: bytes(probe.leafHash),
      root: bytes(probe.root),
      proof: (probe.proof ?? []).map(bytes),
    });
    expect(accepted).toBe(!probe.wantErr);
  });
});

describe("every tree up to 64 leaves", () => {
  const leaves = leavesNamed(65);
  const nodeAt = nodesOver(leaves);
  const roots = leaves.map((_, size) => mth(leaves.slice(0, size)));
  const rootAt = (size: number) => roots[size] as Hash;

  test("has the root that its definition says, from its leaves, its nodes and a resumed edge", () => {
    for (let size = 0; size <= 64; size++) {
      expect(rootOf(leaves.slice(0, size))).toEqual(rootAt(size));
      expect(foldSubtrees(rootNodes(size).map(nodeAt))).toEqual(rootAt(size));
      const resumed = frontierAt(size, nodeAt);
      for (const leaf of leaves.slice(size, 64)) append(resumed, leaf);
      expect(frontierRoot(resumed)).toEqual(rootAt(64));
    }
  });

  test("proves each of its leaves, and no leaf at another place, of another tree or with another proof", () => {
    for (let size = 1; size <= 64; size++) {
      for (let index = 0; index < size; index++) {
        const proof = proofFrom(inclusionNodes(index, size), nodeAt);
        const claim = { index, size, leaf: leaves[index] as Hash, root: rootAt(size), proof };
        expect(verifyInclusion(claim)).toBe(true);
        const forgeries = [
          { ...claim, index: index + 1 },
          { ...claim, index: size },
          { ...claim, leaf: leaves[(index + 1) % 65] as Hash },
          { ...claim, root: rootAt((size + 1) % 65) },
          { ...claim, proof: [...proof, rootAt(size)] },
          { ...claim, proof: [rootAt(size), ...proof] },
          ...proof.map((_, i) => ({ ...claim, proof: proof.toSpliced(i, 1) })),
          ...proof.map((hash, i) => ({ ...claim, proof: proof.with(i, flipped(hash, i)) })),
        ];
        for (const forged of forgeries) expect(verifyInclusion(forged)).toBe(false);
      }
    }
  });

  test("continues each smaller one, and no tampered proof says so of another", () => {
    for (let second = 0; second <= 64; second++) {
      for (let first = 0; first <= second; first++) {
        const proof = proofFrom(consistencyNodes(first, second), nodeAt);
        const claim = { first, second, firstRoot: rootAt(first), secondRoot: rootAt(second), proof };
        expect(verifyConsistency(claim)).toBe(true);
        const forgeries = [
          { ...claim, firstRoot: flipped(claim.firstRoot, first) },
          { ...claim, secondRoot: flipped(claim.secondRoot, second) },
          { ...claim, proof: [...proof, rootAt(second)] },
          { ...claim, proof: [rootAt(first), ...proof] },
          { ...claim, first: second, second: first, proof: first === second ? [EMPTY_ROOT] : proof },
          { ...claim, first: -1 },
          { ...claim, first: first + 0.5 },
          ...proof.map((_, i) => ({ ...claim, proof: proof.toSpliced(i, 1) })),
          ...proof.map((hash, i) => ({ ...claim, proof: proof.with(i, flipped(hash, 8 * i)) })),
          ...proof.map((hash, i) => ({ ...claim, proof: proof.with(i, hash.subarray(1)) })),
        ].filter((forged) => first > 0 || forged.secondRoot === claim.secondRoot);
        for (const forged of forgeries) expect(verifyConsistency(forged)).toBe(false);
      }
    }
  });

  test("is refused a proof between a size and a root that do not belong together", () => {
    for (let second = 2; second <= 64; second++) {
      for (let first = 1; first < second; first++) {
        const proof = proofFrom(consistencyNodes(first, second), nodeAt);
        for (const wrong of [first - 1, first + 1]) {
          const claim = { first: wrong, second, firstRoot: rootAt(first), secondRoot: rootAt(second), proof };
          expect(verifyConsistency(claim)).toBe(false);
        }
      }
    }
  });

  test("makes no proof of what it does not hold", () => {
    expect(() => inclusionNodes(3, 3)).toThrow(RangeError);
    expect(() => inclusionNodes(-1, 3)).toThrow(RangeError);
    expect(() => consistencyNodes(4, 3)).toThrow(RangeError);
    expect(() => consistencyNodes(0, 2 ** 53)).toThrow(RangeError);
  });
});

describe("any tree", () => {
  test("up to 3,000 leaves proves itself from any earlier size, and an altered leaf breaks it", () => {
    const leaves = leavesNamed(3_000);
    const nodeAt = nodesOver(leaves);
    fc.assert(
      fc.property(fc.nat(2_999), fc.nat(2_999), fc.nat(255), (a, b, bit) => {
        const [first, second] = a < b ? [a + 1, b + 1] : [b + 1, a + 1];
        const index = first - 1;
        const root = foldSubtrees(rootNodes(second).map(nodeAt));
        const firstRoot = foldSubtrees(rootNodes(first).map(nodeAt));
        const leaf = leaves[index] as Hash;
        const proof = proofFrom(inclusionNodes(index, second), nodeAt);
        const path = proofFrom(consistencyNodes(first, second), nodeAt);
        expect(verifyInclusion({ index, size: second, leaf, root, proof })).toBe(true);
        expect(verifyInclusion({ index, size: second, leaf: flipped(leaf, bit), root, proof })).toBe(false);
        expect(verifyConsistency({ first, second, firstRoot, secondRoot: root, proof: path })).toBe(true);
        const forged = first === second ? root : flipped(firstRoot, bit);
        const claim = { first, second, firstRoot: forged, secondRoot: flipped(root, bit), proof: path };
        expect(verifyConsistency(claim)).toBe(false);
      }),
    );
  });

  test("beyond 2^32 leaves names its nodes exactly", () => {
    const size = 2 ** 40 + 2 ** 33 + 1;
    expect(rootNodes(size)).toEqual([
      { level: 40, index: 0 },
      { level: 33, index: 128 },
      { level: 0, index: 2 ** 40 + 2 ** 33 },
    ]);
    expect(inclusionNodes(size - 1, size)).toEqual([[{ level: 33, index: 128 }], [{ level: 40, index: 0 }]]);
  });
});
