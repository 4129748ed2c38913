// The last acknowledgement, kept encrypted like a draft so that a reload before printing loses no number.

import * as z from "zod/mini";
import type { Acknowledgement, SessionView } from "#src/schema/case.ts";
import { Acknowledgement as Shape } from "#src/schema/case.ts";
import { Verdict } from "#src/schema/finding.ts";
import { importDraftKey, openDraft, sealDraft } from "../../offline/draft-cipher.ts";
import { listDrafts, putDraft } from "../../offline/draft-store.ts";

const Registered = z.object({
  caseId: z.string(),
  acknowledgement: Shape,
  verdict: Verdict,
  earlierVersion: z.boolean(),
});
export interface Registered {
  caseId: string;
  acknowledgement: Acknowledgement;
  /** What the officer's own page said when sending; never on the receipt. */
  verdict: Verdict;
  earlierVersion: boolean;
}

type Officer = Pick<SessionView, "officerId" | "training" | "draftKey">;

export async function keepRegistered(officer: Officer, registered: Registered): Promise<void> {
  const key = await importDraftKey(officer.draftKey);
  const { officerId, training } = officer;
  const label = {
    id: `last ${officerId} ${training}`,
    officerId,
    training,
    kind: "acknowledgement",
  } as const;
  await putDraft(await sealDraft(key, label, registered, Date.now()));
}

export async function findRegistered(officer: Officer): Promise<Registered | undefined> {
  const key = await importDraftKey(officer.draftKey);
  const kept = await listDrafts(officer.officerId, officer.training, Date.now());
  const last = kept.find(({ kind }) => kind === "acknowledgement");
  const parsed = last && Registered.safeParse(await openDraft(key, last));
  return parsed?.success ? parsed.data : undefined;
}
