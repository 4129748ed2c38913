// Warnings about documents, phones, e-mail addresses and plates of a complaint; the values themselves are never shown.
import type { Complaint } from "#src/schema/complaint.ts";
import type { PersonalValues } from "#src/schema/person.ts";
import { documentWarnings } from "../identity/document.ts";
import { emailWarnings } from "../identity/email.ts";
import { phoneWarnings } from "../identity/phone.ts";
import { plateWarnings } from "../identity/plate.ts";
import type { ValueWarning } from "../identity/value-warning.ts";
import type { Collector } from "./complaint-faults.ts";

/** Of a person. A sealed list (a commitment stands in its place) has nothing to look at. */
export function warnOfValues(personal: PersonalValues | undefined, pointer: string, found: Collector): void {
  if (personal === undefined) return;
  each(personal.documents, documentWarnings, `${pointer}/personal/documents`, found);
  each(personal.phones, phoneWarnings, `${pointer}/personal/phones`, found);
  each(personal.emails, emailWarnings, `${pointer}/personal/emails`, found);
}

/** Of the vehicles and the legs of the route. */
export function warnOfPlates(complaint: Complaint, found: Collector): void {
  for (const list of ["vehicles", "route"] as const) {
    complaint[list]?.forEach(({ personal }, index) => {
      if (typeof personal?.plate === "string")
        each([personal.plate], plateWarnings, `/${list}/${index}/personal/plate`, found, false);
    });
  }
}

function each<Value>(
  values: readonly Value[] | undefined,
  warningsOf: (value: Value) => ValueWarning[],
  pointer: string,
  found: Collector,
  indexed = true,
): void {
  if (!Array.isArray(values)) return;
  values.forEach((value, index) => {
    for (const { code, expected } of warningsOf(value))
      found.warn(indexed ? `${pointer}/${index}` : pointer, code, expected === "" ? {} : { expected });
  });
}
