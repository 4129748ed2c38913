// What a field of a complaint is called and what a value of it says, outside any form.
import { useMemo } from "react";
import { writePointer } from "#src/domain/case/pointer.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { fieldName, ownName } from "../../forms/field-name.ts";
import { summarise } from "../../forms/summary.ts";
import { useNames } from "../../forms/use-names.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels } from "../../pack.tsx";

export function useFieldWords() {
  const words = useWords();
  const names = useNames();
  const { label } = useLabels();
  return useMemo(() => {
    /** The field's own name, without whose it is. */
    const field = (pointer: string) => ownName(pointer, words, names);
    /** `Víctima 1 · Sexo`. */
    const fullName = (pointer: string) => fieldName(pointer, words, names);
    /** What `value` would say in this field of this complaint. */
    const text = (complaint: Complaint, pointer: string, value: unknown) => {
      if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) {
        return words.say("yesno.not-asked");
      }
      return summarise(writePointer(complaint, pointer, value), { words, names, label })
        .flatMap(({ lines }) => lines)
        .filter((line) => line.pointer === pointer || line.pointer.startsWith(`${pointer}/`))
        .map((line) => (line.pointer === pointer ? line.text : `${line.label}: ${line.text}`))
        .join("; ");
    };
    return { field, fullName, text };
  }, [words, names, label]);
}
