// One of many things by typing any part of its name (WAI-ARIA combobox with a list), the keyboard alone if wanted.
import { type KeyboardEvent, useEffect, useState } from "react";
import { useWords } from "../messages/words.tsx";
import type { ControlProps } from "./Field.tsx";

export interface Found {
  code: string;
  name: string;
  /** What tells it from others of the same name. */
  detail?: string;
}

export interface SearchBoxProps extends ControlProps {
  /** The code chosen, empty when none is. */
  value: string;
  onChange: (code: string) => void;
  search: (typed: string) => readonly Found[];
  /** What stands in the box once a code is chosen. */
  write: (code: string) => string;
  /** What can be typed. */
  placeholder?: string;
}

export function SearchBox({ value, onChange, search, write, placeholder, id, ...described }: SearchBoxProps) {
  const { say } = useWords();
  const written = value ? write(value) : "";
  const [typed, setTyped] = useState(written);
  // -1: none is lit until somebody moves; Enter then takes the first.
  const [active, setActive] = useState(-1);
  const [closed, setClosed] = useState(true);
  // A restored draft or an undo changes the value from outside.
  useEffect(() => setTyped(written), [written]);
  const searching = !closed && typed !== written && typed.trim() !== "";
  const found = searching ? search(typed) : [];
  const open = found.length > 0;
  const optionId = (index: number) => `${id}-option-${index}`;

  const rest = (text: string) => {
    setTyped(text);
    setClosed(true);
  };
  const choose = (item: Found | undefined) => {
    if (!item) return;
    onChange(item.code);
    // The owner may empty the box, as a list that collects several does; else the chosen name comes back as `written`.
    rest(written);
  };
  const move = (by: 1 | -1) => {
    const next = active + by;
    setActive(next < 0 ? found.length - 1 : next % found.length);
  };
  const taken = found[Math.max(active, 0)];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !closed) {
      // Not the dialog's: the first Escape puts the list away.
      event.stopPropagation();
      rest(written);
    }
    if (!open) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      choose(taken);
    }
    // Going on takes the same as pressing Enter.
    if (event.key === "Tab" && !event.shiftKey) choose(taken);
  };
  return (
    <div className="search-box">
      <input
        {...described}
        id={id}
        className="input"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-activedescendant={open && active >= 0 ? optionId(active) : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder ?? say("search.type")}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(-1);
          setClosed(false);
          if (event.target.value === "") onChange("");
        }}
        onKeyDown={onKeyDown}
        onBlur={() => rest(typed === "" ? "" : written)}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        tabIndex={-1}
        aria-label={say("search.type")}
        className={open ? "menu" : "menu menu-closed"}
      >
        {found.map((item, index) => (
          <div
            key={item.code}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={index === active ? "menu-item menu-item-on" : "menu-item"}
            onMouseDown={(event) => {
              // Before the box loses the focus and closes the list.
              event.preventDefault();
              choose(item);
            }}
          >
            <span>{item.name}</span> {item.detail && <span className="quiet">{item.detail}</span>}
          </div>
        ))}
      </div>
      {searching && !open && <p className="menu menu-item quiet">{say("search.none")}</p>}
      <p className="hidden" aria-live="polite">
        {searching && say(open ? "search.count" : "search.none", { n: found.length })}
      </p>
    </div>
  );
}
