// Which draft this tab is writing: restored when there is one, chosen when there are several, never one of another tab.
import { useCallback, useEffect, useRef, useState } from "react";
import { importDraftKey, openDraft, sealDraft } from "../../offline/draft-cipher.ts";
import { deleteDraft, listDrafts, putDraft } from "../../offline/draft-store.ts";
import { openForTab, sealForTab } from "../../offline/tab-cipher.ts";
import { heldDrafts, holdDraft } from "../../offline/tab-lock.ts";
import { usePack } from "../../pack.tsx";
import { serverNow } from "../../server-clock.ts";
import { useOfficer } from "../../session.tsx";
import { concernsOfficer } from "./concerns-officer.ts";
import { asDraft, type Draft, newDraft } from "./draft.ts";

export interface KeptDraft {
  draft: Draft;
  savedAt: number;
  elsewhere: boolean;
}

/** The officer in any window, or this window alone. */
export type KeptFor = "officer" | "window";

export type Drafts =
  | { state: "looking" }
  | { state: "choosing"; kept: KeptDraft[] }
  | { state: "writing"; draft: Draft; restoredAt: number | undefined; otherTab: boolean };

export interface DraftsInUse {
  drafts: Drafts;
  /** False when this browser keeps nothing (private window, full disk). */
  canKeep: boolean;
  take: (kept: KeptDraft) => Promise<void>;
  startNew: () => Promise<void>;
  discard: (entryId: string) => Promise<void>;
  /** Encrypts and stores; answers whom what is on the disk now opens for, or that it is not there. */
  save: (draft: Draft) => Promise<KeptFor | false>;
}

export function useDrafts(): DraftsInUse {
  const officer = useOfficer();
  const pack = usePack();
  const [drafts, setDrafts] = useState<Drafts>({ state: "looking" });
  const [canKeep, setCanKeep] = useState(true);
  const release = useRef<() => void>(undefined);
  const { officerId, training, draftKey } = officer;
  // The first officer's key, also after somebody else signed in on top: what is written stays the first one's.
  const key = useRef<Promise<CryptoKey>>(undefined);
  key.current ??= importDraftKey(draftKey);
  const channel = pack.catalogues.channel?.items[0]?.code;

  const write = useCallback(async (draft: Draft, restoredAt: number | undefined, otherTab: boolean) => {
    const held = await holdDraft(draft.entryId);
    if (!held) return false;
    release.current?.();
    release.current = held;
    setDrafts({ state: "writing", draft, restoredAt, otherTab });
    return true;
  }, []);

  const look = useCallback(async () => {
    let kept: KeptDraft[] = [];
    let held = new Set<string>();
    try {
      held = await heldDrafts();
      const opener = await key.current;
      const sealed = await listDrafts(officerId, training, Date.now());
      for (const each of sealed.filter(({ kind }) => kind === "complaint")) {
        const draft = opener && asDraft(await openForTab(await openDraft(opener, each)));
        if (draft) kept.push({ draft, savedAt: each.savedAt, elsewhere: held.has(draft.entryId) });
      }
    } catch {
      kept = [];
      setCanKeep(false);
    }
    const free = kept.filter(({ elsewhere }) => !elsewhere);
    const [only] = free;
    if (free.length > 1) setDrafts({ state: "choosing", kept });
    else if (!only || !(await write(only.draft, only.savedAt, held.size > 0))) {
      await write(newDraft(serverNow().toISOString(), channel), undefined, held.size > 0);
    }
  }, [officerId, training, channel, write]);

  useEffect(() => {
    void look();
    return () => release.current?.();
  }, [look]);

  const save = useCallback(
    async (draft: Draft): Promise<KeptFor | false> => {
      try {
        const sealer = await key.current;
        if (!sealer) return false;
        const label = { id: draft.entryId, officerId, kind: "complaint", training } as const;
        // Of a complaint against an officer nothing stays on a shared computer that another tab, or a later day, could open.
        const keptFor: KeptFor = concernsOfficer(draft.document, pack) ? "window" : "officer";
        const content = keptFor === "window" ? await sealForTab(draft) : draft;
        await putDraft(await sealDraft(sealer, label, content, Date.now()));
        setCanKeep(true);
        return keptFor;
      } catch {
        setCanKeep(false);
        return false;
      }
    },
    [officerId, training, pack],
  );
  const startNew = useCallback(async () => {
    await write(newDraft(serverNow().toISOString(), channel), undefined, false);
  }, [channel, write]);
  const take = useCallback(
    async ({ draft, savedAt }: KeptDraft) => {
      if (!(await write(draft, savedAt, false))) await look();
    },
    [write, look],
  );
  const discard = useCallback(async (entryId: string) => {
    await deleteDraft(entryId).catch(() => undefined);
    setDrafts((now) =>
      now.state === "choosing"
        ? { ...now, kept: now.kept.filter(({ draft }) => draft.entryId !== entryId) }
        : now,
    );
  }, []);
  return { drafts, canKeep, take, startNew, discard, save };
}
