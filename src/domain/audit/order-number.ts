// Numbers of orders on the audit trail: what reads as a number is kept, what could be a name is not.

/** A word that is part of a number: it has a digit, or is an abbreviation of at most three letters ("R.D.", "N°", "of."). */
const isPart = (word: string) => /\p{N}/u.test(word) || word.replaceAll(/[^\p{L}]/gu, "").length <= 3;

/**
 * The number of an order as the trail may have it, or null where it does not read as one. The trail is kept for good and
 * read by many, and whoever types may write who somebody is; the words themselves stand where the order is.
 */
export function orderOnTrail(order: string): string | null {
  const words = order.split(/\s+/u);
  // Letters before the first digit are an abbreviation; what follows it may name an office ("-2026-DIRREHUM-PNP").
  const lead = /^[^\p{N}]*/u.exec(order)?.[0] ?? "";
  const begins = lead.split(/[^\p{L}]+/u).every((run) => run.length <= 3);
  const reads = order.length <= 40 && /\p{N}/u.test(order) && begins && words.every(isPart);
  return reads ? order : null;
}
