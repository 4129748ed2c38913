// Keys of the page: Alt and a digit jump to a part, Ctrl and Enter go on to sending.
import { useEffect } from "react";

export function useShortcuts(onReview: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (document.querySelector("dialog[open]")) return;
      if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
        event.preventDefault();
        onReview();
        return;
      }
      // `code`, because Alt changes what a digit key writes on some keyboards.
      const digit = /^Digit(\d)$/.exec(event.code)?.[1];
      if (!event.altKey || event.ctrlKey || digit === undefined) return;
      const heading = document.getElementById(`section-${digit}-title`);
      if (!heading) return;
      event.preventDefault();
      heading.focus();
      heading.scrollIntoView({ block: "start" });
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [onReview]);
}
