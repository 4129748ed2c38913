// Whether a person is in another case: what is asked, and the little that is answered.
import * as z from "zod/mini";
import { Code } from "./code.ts";
import { PartialDate } from "./partial-date.ts";
import { IdentityDocument, PersonName } from "./person.ts";
import { text } from "./text.ts";

/** An identifier, or two of name, alias and date of birth; what is given beside an identifier is not looked at. */
export const PersonSought = z.strictObject({
  document: z.optional(IdentityDocument),
  phone: z.optional(text(40)),
  name: z.optional(PersonName),
  alias: z.optional(text(100)),
  birthDate: z.optional(PartialDate),
});
export type PersonSought = z.infer<typeof PersonSought>;

export const NewPersonSearch = z.strictObject({
  /** The own case for which it is asked. */
  caseId: z.uuid(),
  purpose: Code,
  sought: PersonSought,
});
export type NewPersonSearch = z.infer<typeof NewPersonSearch>;

/** A pointer, no data: whom to call. The number only where the reader may see that case anyway. */
export const PersonMatch = z.object({
  unitId: z.string(),
  caseId: z.nullable(z.string()),
  caseNumber: z.nullable(z.string()),
});
export type PersonMatch = z.infer<typeof PersonMatch>;

export const SearchAllowance = z.object({ used: z.int(), allowed: z.int() });
export type SearchAllowance = z.infer<typeof SearchAllowance>;

export const PersonSearchAnswer = z.object({ matches: z.array(PersonMatch), ...SearchAllowance.shape });
export type PersonSearchAnswer = z.infer<typeof PersonSearchAnswer>;

/** An officer of the chief's command who has searched today. */
export const SearchingOfficer = z.object({
  officerId: z.string(),
  name: z.string(),
  unitId: z.string(),
  ...SearchAllowance.shape,
});
export type SearchingOfficer = z.infer<typeof SearchingOfficer>;

export const SearchesToday = z.object({ ...SearchAllowance.shape, officers: z.array(SearchingOfficer) });
export type SearchesToday = z.infer<typeof SearchesToday>;

/** A chief lets an officer search more often today. */
export const NewSearchAllowance = z.strictObject({ allowanceId: z.uuid(), officerId: z.uuid() });
export type NewSearchAllowance = z.infer<typeof NewSearchAllowance>;
