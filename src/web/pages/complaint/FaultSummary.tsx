// What has to be corrected, at the top of the page: each line leads to its field.
import { useLayoutEffect, useRef } from "react";
import type { FieldFault } from "#src/schema/problem.ts";
import { fieldName } from "../../forms/field-name.ts";
import { faultWords, idOf } from "../../forms/form-context.tsx";
import { useNames } from "../../forms/use-names.ts";
import { useWords } from "../../messages/words.tsx";

/** The field of a pointer, or the nearest thing around it that is on the page. */
export function elementAt(pointer: string): HTMLElement | undefined {
  let at = pointer;
  while (at !== "") {
    const found = document.getElementById(idOf(at));
    if (found) return found;
    at = at.slice(0, at.lastIndexOf("/"));
  }
  return undefined;
}

/** Brings a field into sight, opening what it is folded away in, and puts the focus on it. */
export function goTo(pointer: string): void {
  const element = elementAt(pointer);
  if (!element) return;
  for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) {
    fold.open = true;
  }
  element.focus();
  element.scrollIntoView({ block: "center" });
}

export function FaultSummary({ faults, turn }: { faults: readonly FieldFault[]; turn: number }) {
  const words = useWords();
  const names = useNames();
  const heading = useRef<HTMLHeadingElement>(null);
  // Each try to send brings the reader here again.
  useLayoutEffect(() => {
    if (turn > 0) heading.current?.focus();
  }, [turn]);
  if (faults.length === 0) return null;
  return (
    <section className="notice notice-fault" aria-labelledby="faults-title">
      <h2 id="faults-title" tabIndex={-1} ref={heading}>
        {words.say("form.faults", { n: faults.length })}
      </h2>
      <p>{words.say("form.faultsHelp")}</p>
      <ul className="bullets">
        {faults.map((fault) => (
          <li key={`${fault.pointer} ${fault.code}`}>
            <a
              href={`#${idOf(fault.pointer)}`}
              onClick={(event) => {
                event.preventDefault();
                goTo(fault.pointer);
              }}
            >
              {fieldName(fault.pointer, words, names)}
            </a>
            : {faultWords(fault, words)}
          </li>
        ))}
      </ul>
    </section>
  );
}
