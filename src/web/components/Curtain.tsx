// Takes the page out of the document while the screen is locked: nothing to read, select, print or hear; nothing is lost.
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";

/**
 * While `drawn` the children keep their state, what was typed included, but their elements are in no document: neither
 * the eye nor a search, a screen reader, the printer or another script of the page finds them. Before the first time
 * they are shown they do not exist.
 */
export function Curtain({ drawn, children }: { drawn: boolean; children: ReactNode }) {
  const [stage] = useState(() => {
    const made = document.createElement("div");
    made.className = "stage";
    return made;
  });
  const place = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(!drawn);
  if (!drawn && !shown) setShown(true);
  useLayoutEffect(() => {
    if (drawn) return;
    place.current?.append(stage);
    reopenDialogs(stage);
    return () => stage.remove();
  }, [drawn, stage]);
  useFocusKept(drawn, stage);
  return (
    <div ref={place} className="stage">
      {shown && createPortal(children, stage)}
    </div>
  );
}

// A dialog that leaves the document is open no longer, although it says so.
function reopenDialogs(stage: HTMLElement) {
  for (const dialog of stage.querySelectorAll("dialog")) {
    if (!dialog.open) continue;
    dialog.removeAttribute("open");
    dialog.showModal();
  }
}

/** Whoever comes back goes on where the cursor was, with the page scrolled as it was. */
function useFocusKept(drawn: boolean, stage: HTMLElement) {
  const left = useRef<{ focus: Element | null; top: number }>(undefined);
  // While rendering, before the elements go: afterwards there is no focus to remember.
  if (drawn && left.current === undefined && stage.isConnected)
    left.current = { focus: document.activeElement, top: window.scrollY };
  useLayoutEffect(() => {
    if (drawn || left.current === undefined) return;
    const { focus, top } = left.current;
    left.current = undefined;
    window.scrollTo({ top });
    if (focus instanceof HTMLElement && stage.contains(focus)) focus.focus({ preventScroll: true });
  }, [drawn, stage]);
}
