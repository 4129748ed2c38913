// A date known in full or in part: day, month and year apart, because "October 2009" is an answer too.
import { useState } from "react";
import { useWords } from "../messages/words.tsx";
import { joinDate, splitDate } from "./date-parts.ts";
import type { ControlProps } from "./Field.tsx";

export interface DateInputProps extends ControlProps {
  /** `2009`, `2009-10`, `2009-10-03`; anything else is kept as typed so that the check can speak about it. */
  value: string;
  onChange: (value: string) => void;
}

export function DateInput({ value, onChange, id, "aria-required": required, ...described }: DateInputProps) {
  const { say } = useWords();
  const [year, month, day] = splitDate(value);
  // While somebody types "3" it must not become "03" under the fingers.
  const [typedDay, setTypedDay] = useState(day);
  const shownDay = Number(typedDay) === Number(day) ? typedDay : day;
  const months = say("date.months").split(",");
  const number = (text: string, length: number) => text.replace(/\D/g, "").slice(0, length);
  return (
    <div className="date">
      <input
        {...described}
        id={id}
        className="input date-day"
        inputMode="numeric"
        autoComplete="off"
        placeholder={say("date.day")}
        aria-label={say("date.day")}
        value={shownDay}
        onChange={(event) => {
          const next = number(event.target.value, 2);
          setTypedDay(next);
          onChange(joinDate(year, month, next));
        }}
      />
      <select
        {...described}
        className="input select date-month"
        aria-label={say("date.month")}
        value={month}
        onChange={(event) => onChange(joinDate(year, event.target.value, day))}
      >
        <option value="">{say("date.month")}</option>
        {months.map((name, index) => (
          <option key={name} value={String(index + 1).padStart(2, "0")}>
            {name}
          </option>
        ))}
      </select>
      <input
        {...described}
        // Of a date only the year must be known.
        aria-required={required}
        className="input date-year"
        inputMode="numeric"
        autoComplete="off"
        placeholder={say("date.year")}
        aria-label={say("date.year")}
        value={year}
        onChange={(event) => onChange(joinDate(number(event.target.value, 4), month, day))}
      />
    </div>
  );
}
