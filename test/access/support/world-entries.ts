// What was drawn of a case, said in sealed entries: the only thing the vault believes.
import { randomUUID } from "node:crypto";
import { partKindOf } from "#src/domain/case/part.ts";
import { entryHash } from "#src/domain/ledger/canonical.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import type { Entry, EntryKind } from "#src/schema/entry.ts";
import { REFERENCE } from "../../support/amendments.ts";
import type { Ground, WorldCase, WorldReader } from "./world.ts";
import type { DrawnCase } from "./world-draw.ts";
import type { Posted, Raised } from "./world-wall.ts";

type Outsider = { officerId: string; postingId: string; unitId: string };
/** Who does in a case what no officer of the world does. */
export interface Outsiders {
  receiver: Outsider;
  affairs: Outsider;
  prosecutor: Outsider;
}

/** The entries of one case, each with its hash, chained. */
export function writeEntries(
  { pattern, victims, outsiders }: Ground,
  { caseId, officerId, receivedAt, unitId }: WorldCase,
  wall: Raised | null,
  drawn: DrawnCase,
  { readers, rows }: { readers: readonly WorldReader[]; rows: ReadonlyMap<string, Posted> },
): { body: Entry; hash: string }[] {
  const { receiver, affairs, prosecutor } = outsiders;
  const written: { body: Entry; hash: string }[] = [];
  const add = (kind: EntryKind, by: Omit<Outsider, "unitId">, content: object, more: Partial<Entry> = {}) => {
    const { officerId, postingId } = by;
    const chained = { seq: written.length + 1, previousHash: written.at(-1)?.hash ?? null };
    const body: Entry = {
      ...{ ...pattern, kind, entryId: randomUUID(), caseId, officerId, postingId, receivedAt, unitId },
      ...{ content: content as Entry["content"], ...chained, ...more },
    };
    written.push({ body, hash: bytesToHex(entryHash(body)) });
    return body.entryId;
  };
  const registrar = { officerId, postingId: readers[drawn.registeredBy]?.postingId ?? "" };
  add("complaint", registrar, pattern.content);
  const step = { from: null, fromRegistrar: false, list: null, listSize: null };
  if (drawn.handedOver) {
    const offer = { ...step, ...receiver, fromRegistrar: true, list: randomUUID(), listSize: 1 };
    const { officerId, postingId, unitId, ...rest } = offer;
    for (const act of ["offer", "accept"])
      add("assignment", act === "offer" ? registrar : receiver, {
        act,
        officerId,
        postingId,
        unitId,
        ...rest,
      });
  }
  for (const { reader, posting, status, entrusted } of drawn.assignments) {
    const to = readers[reader];
    const postingId = (posting === "other" ? to?.otherPostingId : to?.postingId) ?? "";
    const { officerId = "", unitId = "", role = "" } = rows.get(postingId) ?? {};
    const about = { ...step, officerId, postingId, unitId };
    if (status === "assigned" || status === "released") {
      // Whomever it is given to, and whatever the role: whose part it may not be is told nothing of it.
      const part = { kind: partKindOf(role) ?? "protection", victims: entrusted.map((at) => victims[at]) };
      add("assignment", receiver, { act: "assign", ...about, part });
      if (status === "released") add("assignment", receiver, { act: "release", ...about });
    } else {
      const list = { list: randomUUID(), listSize: 1 };
      add("assignment", receiver, { act: "offer", ...about, ...list });
      if (status === "approved") add("assignment", receiver, { act: "approve", ...about, ...list });
    }
  }
  const decide = (proposal: string, by: Omit<Outsider, "unitId">, approved: boolean) =>
    add("amendment-decision", by, { proposal, approved });
  const ending = { outcome: "archived-no-author" };
  if (drawn.status === "closed")
    decide(add("closing", receiver, { change: "close", ...ending }), receiver, true);
  if (drawn.status === "annulled")
    decide(add("annulment", receiver, { change: "annul", reference: REFERENCE }), receiver, true);
  const propose = () =>
    drawn.status === "closed"
      ? add("closing", receiver, { change: "reopen" })
      : add("closing", receiver, { change: "close", ...ending });
  for (const at of drawn.deciders)
    decide(
      propose(),
      { officerId: readers[at]?.officerId ?? "", postingId: readers[at]?.postingId ?? "" },
      false,
    );
  if (drawn.pending) propose();
  const raise = (named: readonly string[], raised: Omit<Raised, "namedOfficers">) => {
    const { side, hiddenUnits } = raised;
    const sealed = { side, causes: ["declared" as const], words: [], hiddenUnits: [...hiddenUnits] };
    add(
      "wall",
      receiver,
      { step: "declare" },
      {
        ...{ receivedAt: raised.raisedAt, wall: { ...sealed, namedOfficers: [...named] } },
      },
    );
  };
  const barred = drawn.barred.map((at) => readers[at]?.officerId ?? "");
  if (wall !== null) raise(wall.namedOfficers, wall);
  else if (barred.length > 0) {
    raise(barred, { side: "owners", hiddenUnits: [], raisedAt: receivedAt });
    // Lifted, and neither of the two says that it was false.
    add("wall", affairs, { step: "consent", as: "internal-affairs" });
    add("wall", prosecutor, { step: "consent", as: "prosecutor" });
  }
  return written;
}
