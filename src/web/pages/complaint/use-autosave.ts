// Saves the draft every three seconds while it changes, and at once when the page is hidden.
import { useCallback, useEffect, useRef, useState } from "react";
import type { FormStore } from "../../forms/form-store.ts";
import type { Draft, DraftDocument } from "./draft.ts";
import type { KeptFor } from "./use-drafts.ts";

/** Milliseconds between saves: little enough to lose, enough for an old disk. */
const EVERY = 3000;

export interface Autosave {
  /** Milliseconds since 1970 of the last save; undefined before the first. */
  savedAt: number | undefined;
  /** What was saved opens in this window alone. */
  hereOnly: boolean;
  /** Saves now, with what the sending adds to the draft. */
  saveNow: (extra?: Pick<Draft, "attempt">) => Promise<void>;
  /** Nothing more is written: the draft was sent or thrown away. Resolves when the last write has ended. */
  stop: () => Promise<void>;
}

export function useAutosave(
  form: FormStore,
  draft: Draft,
  save: (draft: Draft) => Promise<KeptFor | false>,
): Autosave {
  const [kept, setKept] = useState<{ at: number; keptFor: KeptFor }>();
  const saved = useRef(form.state().revision);
  const extras = useRef<Pick<Draft, "attempt">>({});
  const stopped = useRef(false);
  const writing = useRef<Promise<unknown>>(Promise.resolve());

  const saveNow = useCallback(
    async (extra?: Pick<Draft, "attempt">) => {
      if (stopped.current) return;
      if (extra) extras.current = extra;
      const { revision, document } = form.state();
      saved.current = revision;
      const whole = { ...draft, ...extras.current, document: document as DraftDocument };
      const written = save(whole);
      writing.current = written;
      const keptFor = await written;
      if (keptFor) setKept({ at: Date.now(), keptFor });
    },
    [form, draft, save],
  );
  useEffect(() => {
    const saveChanges = () => {
      if (form.state().revision !== saved.current) void saveNow();
    };
    const timer = setInterval(saveChanges, EVERY);
    const hidden = () => {
      if (document.visibilityState === "hidden") saveChanges();
    };
    document.addEventListener("visibilitychange", hidden);
    addEventListener("pagehide", saveChanges);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", hidden);
      removeEventListener("pagehide", saveChanges);
      // Leaving for another page of ours is hiding as well.
      saveChanges();
    };
  }, [form, saveNow]);
  const stop = useCallback(async () => {
    stopped.current = true;
    await writing.current;
  }, []);
  return { savedAt: kept?.at, hereOnly: kept?.keptFor === "window", saveNow, stop };
}
