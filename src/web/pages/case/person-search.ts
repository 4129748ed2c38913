// The fields of a search for a person, and what they ask: what was left empty is not asked.
import type { PersonSought } from "#src/schema/person-search.ts";

export interface SearchFields {
  documentType: string;
  documentNumber: string;
  phone: string;
  given: string;
  paternal: string;
  maternal: string;
  alias: string;
  birthDate: string;
}

export const EMPTY_SEARCH: SearchFields = {
  documentType: "dni",
  documentNumber: "",
  phone: "",
  given: "",
  paternal: "",
  maternal: "",
  alias: "",
  birthDate: "",
};

export function soughtOf(fields: SearchFields): PersonSought {
  const text = (value: string) => (value.trim() === "" ? undefined : value.trim());
  const [number, phone, alias, birthDate] = [
    text(fields.documentNumber),
    text(fields.phone),
    text(fields.alias),
    text(fields.birthDate),
  ];
  const [givenNames, paternalSurname, maternalSurname] = [
    text(fields.given),
    text(fields.paternal),
    text(fields.maternal),
  ];
  const name = {
    ...(givenNames !== undefined && { givenNames }),
    ...(paternalSurname !== undefined && { paternalSurname }),
    ...(maternalSurname !== undefined && { maternalSurname }),
  };
  return {
    ...(number !== undefined && { document: { type: fields.documentType, number } }),
    ...(phone !== undefined && { phone }),
    ...(Object.keys(name).length > 0 && { name }),
    ...(alias !== undefined && { alias }),
    ...(birthDate !== undefined && { birthDate }),
  };
}
