// A list of like things in a form: shown one after the other, added and taken out with the keyboard as well.
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { Button } from "../components/controls.tsx";
import { useWords } from "../messages/words.tsx";
import { useForm, useLength } from "./form-context.tsx";

export interface ListOfProps {
  at: string;
  /** Name of the n-th item, counted from 1. */
  name: (n: number) => string;
  add: string;
  newItem: () => unknown;
  most?: number;
  children: (at: string, index: number) => ReactNode;
}

export function ListOf({ at, name, add, newItem, most = 30, children }: ListOfProps) {
  const { say } = useWords();
  const form = useForm();
  const length = useLength(at);
  const frame = useRef<HTMLDivElement>(null);
  const added = useRef(false);
  // Before the next key, which is meant for what was added. Nothing takes the focus that nobody added.
  useLayoutEffect(() => {
    if (!added.current || length === 0) return;
    added.current = false;
    const items = frame.current?.querySelectorAll<HTMLElement>(":scope > .list-item");
    items?.[items.length - 1]?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }, [length]);
  return (
    <div className="list" ref={frame}>
      {Array.from({ length }, (_, index) => (
        // Items carry no id of their own; the position is what every pointer names them by.
        <fieldset className="list-item" key={`${at}/${String(index)}`}>
          <legend>{name(index + 1)}</legend>
          {children(`${at}/${index}`, index)}
          <Button
            kind="quiet"
            className="list-remove"
            onClick={() => form.dispatch({ kind: "remove", at, index })}
          >
            {say("form.remove", { name: name(index + 1) })}
          </Button>
        </fieldset>
      ))}
      {length < most && (
        <Button
          onClick={() => {
            added.current = true;
            form.dispatch({ kind: "add", at, item: newItem() });
          }}
        >
          {add}
        </Button>
      )}
    </div>
  );
}
