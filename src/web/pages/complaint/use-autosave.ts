// Saves the draft every three seconds while it changes, and at once when the page is hidden.
import { useCallback, useEffect, useRef, useState } from "react";
import type { FormStore } from "../../forms/form-store.ts";
import type { Draft, DraftDocument } from "./draft.ts";

/** Milliseconds between saves: little enough to lose, enough for an old disk. */
const EVERY = 3000;

export interface Autosave {
  /** Milliseconds since 1970 of the last save; undefined before the first. */
  savedAt: number | undefined;
  /** Saves now, with what the sending adds to the draft. */
  saveNow: (extra?: Pick<Draft, "attempt">) => Promise<void>;
  /** Nothing more is written: the draft was sent or thrown away. */
  stop: () => void;
}

export function useAutosave(
  form: FormStore,
  draft: Draft,
  save: (draft: Draft) => Promise<boolean>,
): Autosave {
  const [savedAt, setSavedAt] = useState<number>();
  const saved = useRef(form.state().revision);
  const extras = useRef<Pick<Draft, "attempt">>({});
  const stopped = useRef(false);

  const saveNow = useCallback(
    async (extra?: Pick<Draft, "attempt">) => {
      if (stopped.current) return;
      if (extra) extras.current = extra;
      const { revision, document } = form.state();
      saved.current = revision;
      const whole = { ...draft, ...extras.current, document: document as DraftDocument };
      if (await save(whole)) setSavedAt(Date.now());
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
  const stop = useCallback(() => {
    stopped.current = true;
  }, []);
  return { savedAt, saveNow, stop };
}
