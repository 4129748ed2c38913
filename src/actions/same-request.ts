// Whether a repeated request says the same as the entry it made: facts as they are, sealed values by which there are.
import { canonicalBytes } from "#src/domain/ledger/canonical.ts";

/**
 * What of a content can be compared without opening anything. Of `personal` only the names of its members: the entry
 * holds salted commitments, which by design nobody can compare a value with. Null and an absent member say the same.
 */
function outline(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(outline);
  if (node === null || typeof node !== "object") return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([, member]) => member !== undefined && member !== null)
      .map(([name, member]) => [name, name === "personal" ? namesOf(member as object) : outline(member)]),
  );
}

const namesOf = (personal: object) =>
  Object.entries(personal)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name]) => name)
    .sort();

/** A merge or a split is stored with both cases; the request names one of them. */
function asRequested(content: Record<string, unknown>): Record<string, unknown> {
  // Whose assignment it is follows from the posting, and the own posting is never sent.
  const { act, postingId } = content;
  if (act !== undefined) return act === "take" ? { act } : { act, postingId };
  if (content.step === "consent") {
    // What the register adds to a consent follows from how things stand.
    const { side: _, lapsed: __, ...sent } = content;
    return sent;
  }
  const { into } = content as { into?: { caseId: string } };
  // Nobody asks for the number the new case will have.
  if (into !== undefined) return { ...content, into: into.caseId };
  const { part, pair: _, other, ...rest } = content;
  return part === undefined ? content : { ...rest, other: (other as { caseId: string }).caseId };
}

/** False when an id is used again for something else: the first answer would say that this was stored. */
export function saysTheSame(stored: Record<string, unknown>, requested: Record<string, unknown>): boolean {
  if (!entrustsTheSame(stored, requested)) return false;
  const [one, other] = [asRequested(stored), withoutEntrusted(requested)].map((content) =>
    Buffer.from(canonicalBytes(outline(content))),
  );
  return one !== undefined && other !== undefined && one.equals(other);
}

/** Whom a service is entrusted with, if it is said: the only victim there is need not be. */
function entrustsTheSame(
  stored: Record<string, unknown>,
  { act, victims }: Record<string, unknown>,
): boolean {
  if (act === undefined || !Array.isArray(victims)) return true;
  const entrusted = (stored.part as { victims?: string[] } | undefined)?.victims ?? [];
  return [...new Set(victims)].sort().join() === [...entrusted].sort().join();
}

function withoutEntrusted(requested: Record<string, unknown>): Record<string, unknown> {
  if (requested.act === undefined) return requested;
  const { victims: _, ...rest } = requested;
  return rest;
}
