// A complaint being written: its ids from the first moment, so that sending it twice is harmless, and its document.
import type { NewComplaint } from "#src/schema/complaint.ts";
import { newPerson } from "../../forms/PersonFields.tsx";

/** The form's document: the complaint with holes, and beside it what belongs to the page. */
export interface DraftDocument {
  /** As the input of the browser writes it, local time; absent: when the draft was started. */
  complaintMadeAt?: string;
  /** Suggestions of the narrative somebody put aside: `acts recruitment`. */
  dismissed?: readonly string[];
  [field: string]: unknown;
}

export interface Draft {
  entryId: string;
  caseId: string;
  /** When the page was opened for it, ISO. */
  startedAt: string;
  document: DraftDocument;
  /** What was sent when nobody knows whether it arrived: asking again with the same words gives the first answer. */
  attempt?: NewComplaint;
}

/** `channel`: the way in that is the usual one at a counter. */
export function newDraft(now: string, channel: string | undefined): Draft {
  return {
    entryId: crypto.randomUUID(),
    caseId: crypto.randomUUID(),
    startedAt: now,
    document: {
      reported: "trafficking",
      ...(channel === undefined ? {} : { channel }),
      victims: [newPerson()],
      suspects: [],
    },
  };
}

/** When the complaint was made, ISO; undefined when what was typed is no time. */
export function madeAtOf(document: DraftDocument, startedAt: string): string | undefined {
  if (!document.complaintMadeAt) return startedAt;
  const time = new Date(document.complaintMadeAt);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** What came out of the store of this computer, if it is a draft. */
export function asDraft(content: unknown): Draft | undefined {
  if (typeof content !== "object" || content === null) return undefined;
  const draft = content as Partial<Draft>;
  const whole = draft.entryId && draft.caseId && draft.startedAt && typeof draft.document === "object";
  return whole ? (draft as Draft) : undefined;
}
