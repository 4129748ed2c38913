// A place by typing any part of its name: department, province or district, with the keyboard alone if wanted.
import { useCombobox } from "downshift";
import { useEffect, useState } from "react";
import { useWords } from "../messages/words.tsx";
import type { ControlProps } from "./Field.tsx";
import { type FoundPlace, searchPlaces } from "./place-search.ts";

export interface PlaceBoxProps extends ControlProps {
  /** UBIGEO code, empty when none is chosen. */
  value: string;
  onChange: (code: string) => void;
  names: ReadonlyMap<string, string>;
}

const LEVELS = { 2: "place.department", 4: "place.province", 6: "place.district" } as const;

export function PlaceBox({ value, onChange, names, id, ...described }: PlaceBoxProps) {
  const { say } = useWords();
  const written = value ? pathOf(value, names).reverse().join(", ") : "";
  const [typed, setTyped] = useState(written);
  // A restored draft or an undo changes the value from outside.
  useEffect(() => setTyped(written), [written]);
  const found = typed === written ? [] : searchPlaces(names, typed);
  const box = useCombobox<FoundPlace>({
    inputId: id,
    labelId: `${id}-label`,
    items: found,
    inputValue: typed,
    selectedItem: null,
    itemToString: (place) => place?.name ?? "",
    defaultHighlightedIndex: 0,
    getA11yStatusMessage: ({ isOpen }) =>
      isOpen ? (found.length > 0 ? say("place.count", { n: found.length }) : say("place.none")) : "",
    onInputValueChange: ({ inputValue, type }) => {
      if (type !== useCombobox.stateChangeTypes.InputChange) return;
      setTyped(inputValue ?? "");
      if (!inputValue) onChange("");
    },
    onSelectedItemChange: ({ selectedItem }) => {
      if (!selectedItem) return;
      onChange(selectedItem.code);
      setTyped(pathOf(selectedItem.code, names).reverse().join(", "));
    },
  });
  const { onBlur, ...input } = box.getInputProps({
    ...described,
    placeholder: say("place.type"),
    className: "input",
    autoComplete: "off",
    spellCheck: false,
    // The label of the field names the box, not a label of its own.
    "aria-labelledby": undefined,
    onBlur: () => setTyped((text) => (text === "" ? "" : written)),
  });
  return (
    <div className="place-box">
      <input {...input} onBlur={onBlur} />
      <ul
        {...box.getMenuProps({ "aria-label": say("place.type"), "aria-labelledby": undefined })}
        className={box.isOpen && typed !== written ? "menu" : "menu menu-closed"}
      >
        {box.isOpen &&
          found.map((place, index) => (
            <li
              key={place.code}
              className={index === box.highlightedIndex ? "menu-item menu-item-on" : "menu-item"}
              {...box.getItemProps({ item: place, index })}
            >
              <span>{place.name}</span>{" "}
              <span className="quiet">
                {place.path.slice(0, -1).reverse().join(", ") || say(levelOf(place.code))}
                {place.path.length > 1 && ` · ${say(levelOf(place.code))}`}
              </span>
            </li>
          ))}
        {box.isOpen && typed !== written && typed.trim() !== "" && found.length === 0 && (
          <li className="menu-item quiet">{say("place.none")}</li>
        )}
      </ul>
    </div>
  );
}

function pathOf(code: string, names: ReadonlyMap<string, string>): string[] {
  return [2, 4, 6]
    .filter((length) => length <= code.length)
    .map((length) => names.get(code.slice(0, length)) ?? code);
}

function levelOf(code: string) {
  return LEVELS[code.length as 2 | 4 | 6] ?? "place.district";
}
