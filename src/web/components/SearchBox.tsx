// One of many things by typing any part of its name, with the keyboard alone if wanted.
import { useCombobox } from "downshift";
import { useEffect, useState } from "react";
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
  // A restored draft or an undo changes the value from outside.
  useEffect(() => setTyped(written), [written]);
  const searching = typed !== written && typed.trim() !== "";
  const found = searching ? search(typed) : [];
  const box = useCombobox<Found>({
    inputId: id,
    items: [...found],
    inputValue: typed,
    selectedItem: null,
    itemToString: (item) => item?.name ?? "",
    defaultHighlightedIndex: 0,
    getA11yStatusMessage: ({ isOpen }) =>
      isOpen && searching
        ? found.length > 0
          ? say("search.count", { n: found.length })
          : say("search.none")
        : "",
    onInputValueChange: ({ inputValue, type }) => {
      if (type !== useCombobox.stateChangeTypes.InputChange) return;
      setTyped(inputValue);
      if (!inputValue) onChange("");
    },
    onSelectedItemChange: ({ selectedItem }) => {
      if (!selectedItem) return;
      onChange(selectedItem.code);
      // The box may be emptied by its owner, as in a list that collects several.
      setTyped(written);
    },
  });
  const open = box.isOpen && searching;
  const input = box.getInputProps({
    ...described,
    placeholder: placeholder ?? say("search.type"),
    className: "input",
    autoComplete: "off",
    spellCheck: false,
    // The label of the field names the box, not a label of its own.
    "aria-labelledby": undefined,
    "aria-expanded": open,
    onBlur: () => setTyped((text) => (text === "" ? "" : written)),
  });
  return (
    <div className="search-box">
      <input {...input} />
      <ul
        {...box.getMenuProps({ "aria-label": say("search.type"), "aria-labelledby": undefined })}
        className={open ? "menu" : "menu menu-closed"}
      >
        {open &&
          found.map((item, index) => (
            <li
              key={item.code}
              className={index === box.highlightedIndex ? "menu-item menu-item-on" : "menu-item"}
              {...box.getItemProps({ item, index })}
            >
              <span>{item.name}</span> {item.detail && <span className="quiet">{item.detail}</span>}
            </li>
          ))}
      </ul>
      {open && found.length === 0 && <p className="menu menu-item quiet">{say("search.none")}</p>}
    </div>
  );
}
