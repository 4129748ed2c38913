// What a place in the complaint is called when it is spoken of away from its field: in the list of what to correct.
import { variableAt } from "#src/schema/variable.ts";
import type { MessageKey } from "../messages/es.ts";
import type { WordsInUse } from "../messages/words.tsx";
import { findCatalogueOf } from "./catalogue-at.ts";
import { FIELD_LABELS } from "./field-labels.ts";
import type { Names } from "./use-names.ts";

/** Lists, whose items are named by number, and parts with a name of their own. */
const OWNERS: Readonly<Record<string, MessageKey>> = {
  victims: "complaint.victim",
  suspects: "complaint.suspect",
  route: "route.leg",
  vehicles: "vehicle.one",
  externalNumbers: "external.one",
  relationships: "relationship.one",
  documents: "person.document",
  place: "complaint.factsPlace",
  recruitmentPlace: "complaint.recruitmentPlace",
  complainant: "complaint.complainant",
};

/** Lists as a whole, when there are too many of something. */
const LISTS: Readonly<Record<string, MessageKey>> = {
  from: "route.from",
  to: "route.to",
  victims: "complaint.victims",
  suspects: "complaint.suspects",
  route: "route.title",
  vehicles: "vehicle.title",
  externalNumbers: "external.title",
  relationships: "relationship.title",
  documents: "person.documents",
  variables: "form.variables",
  answers: "form.variables",
};

/** Asked on the page and not part of the sealed complaint, or asked under another word than elsewhere. */
const HERE: Readonly<Record<string, MessageKey>> = {
  "/complaintMadeAt": "complaint.madeAt",
  "/enteredAt": "complaint.madeAt",
  "/personal": "complaint.narrative",
  "/complainant": "complaint.complainant",
  "/complainant/person": "complaint.complainant",
  "/complainant/kind": "complaint.complainantKind",
};

/** `Víctima 1 · Documento 2 · Número`. */
export function fieldName(
  pointer: string,
  { say }: Pick<WordsInUse, "say">,
  names: Pick<Names, "catalogue" | "variable">,
): string {
  // What is sealed of somebody is, to the reader, simply that somebody.
  if (/.\/personal$/.test(pointer)) return fieldName(pointer.slice(0, -"/personal".length), { say }, names);
  const parts = pointer.split("/").slice(1);
  const owners = parts.slice(0, -1).flatMap((part, index) => {
    const key = OWNERS[part];
    const next = parts[index + 1] ?? "";
    if (!key) return part === "from" || part === "to" ? [say(`route.${part}`)] : [];
    // The item itself is the last part: it is named below.
    if (/^\d+$/.test(next) && index + 2 === parts.length) return [];
    return [say(key, { n: Number(next) + 1 })];
  });
  return [...owners, lastName(pointer, parts, say, names)].join(" · ");
}

/** The field's own name, without whose it is. */
export function ownName(
  pointer: string,
  { say }: Pick<WordsInUse, "say">,
  names: Pick<Names, "catalogue" | "variable">,
): string {
  return lastName(pointer, pointer.split("/").slice(1), say, names);
}

function lastName(
  pointer: string,
  parts: readonly string[],
  say: WordsInUse["say"],
  names: Pick<Names, "catalogue" | "variable">,
): string {
  const variable = variableAt(pointer);
  if (variable !== undefined) return names.variable(variable);
  const key = parts.at(-1) ?? "";
  const here = HERE[pointer] ?? LISTS[key];
  if (here) return say(here);
  if (/^\d+$/.test(key)) {
    const list = parts.at(-2) ?? "";
    const one = OWNERS[list];
    // One of several short answers, such as a telephone: the line is named by its field.
    return one ? say(one, { n: Number(key) + 1 }) : lastName(pointer, parts.slice(0, -1), say, names);
  }
  if (key === "name" && !/\/(place|recruitmentPlace|from|to)\/personal\/name$/.test(pointer)) {
    return say("person.name");
  }
  const known = FIELD_LABELS[key];
  if (known) return say(known, { n: "" }).trim();
  const id = findCatalogueOf(pointer) ?? findCatalogueOf(`/${parts.join("/")}`);
  return id ? names.catalogue(id) : key;
}
