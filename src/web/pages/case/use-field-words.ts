// What a field of a complaint is called and what a value of it says, outside any form.
import { useMemo } from "react";
import { writePointer } from "#src/domain/case/pointer.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { findCatalogueOf } from "../../forms/catalogue-at.ts";
import { FIELD_LABELS } from "../../forms/field-labels.ts";
import { summarise } from "../../forms/summary.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";

const GROUPS = {
  victims: "complaint.victim",
  suspects: "complaint.suspect",
  route: "route.leg",
  vehicles: "vehicle.one",
  externalNumbers: "external.one",
  relationships: "relationship.one",
} as const;
const SINGLE = {
  place: "complaint.factsPlace",
  recruitmentPlace: "complaint.recruitmentPlace",
  complainant: "complaint.complainant",
} as const;

const isListed = (name: string): name is keyof typeof GROUPS => Object.hasOwn(GROUPS, name);
const isSingle = (name: string): name is keyof typeof SINGLE => Object.hasOwn(SINGLE, name);

export function useFieldWords() {
  const words = useWords();
  const { catalogues } = usePack();
  const { label } = useLabels();
  return useMemo(() => {
    const catalogue = (id: string) => {
      const found = catalogues[id];
      return found ? words.pick(found.label) : id;
    };
    /** The field's own name, without whose it is. */
    const field = (pointer: string) => {
      const key = pointer.slice(pointer.lastIndexOf("/") + 1);
      const known = FIELD_LABELS[key];
      if (known) return words.say(known, { n: "" }).trim();
      const id = findCatalogueOf(pointer);
      if (id === "place") return words.say("place.where");
      return id ? catalogue(id) : key;
    };
    /** `Víctima 1 · Sexo`. */
    const fullName = (pointer: string) => {
      const parts = pointer.split("/").slice(1);
      const owners = parts.flatMap((part, index) => {
        if (isListed(part)) return [words.say(GROUPS[part], { n: Number(parts[index + 1]) + 1 })];
        return index === 0 && isSingle(part) ? [words.say(SINGLE[part])] : [];
      });
      return [...owners, field(pointer)].join(" · ");
    };
    /** What `value` would say in this field of this complaint. */
    const text = (complaint: Complaint, pointer: string, value: unknown) => {
      if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) {
        return words.say("yesno.not-asked");
      }
      return summarise(writePointer(complaint, pointer, value), { words, catalogue, label })
        .flatMap(({ lines }) => lines)
        .filter((line) => line.pointer === pointer || line.pointer.startsWith(`${pointer}/`))
        .map((line) => (line.pointer === pointer ? line.text : `${line.label}: ${line.text}`))
        .join("; ");
    };
    return { field, fullName, text };
  }, [words, catalogues, label]);
}
