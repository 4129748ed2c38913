// A complaint: what the officer at the counter can know (data dictionary 3.1 to 3.7), the first entry of a case.
import * as z from "zod/mini";
import { Code, Codes, YesNo } from "./code.ts";
import { PartialDate } from "./partial-date.ts";
import { Age, Person, PersonalValues, personShape } from "./person.ts";
import { text } from "./text.ts";
import { VariableAnswers } from "./variable.ts";

const count = (max: number) => z.optional(z.int().check(z.gte(0), z.lte(max)));

/** A place: its UBIGEO code (department, province or district), its kind, and below the district only sealed words. */
export const Place = z.strictObject({
  code: z.optional(Code),
  country: z.optional(Code),
  kind: z.optional(Code),
  /** Whether the premises have a municipal licence. */
  licensed: z.optional(YesNo),
  personal: z.optional(
    z.strictObject({
      name: z.optional(text(200)),
      /** What the sign says, where it is not the name. */
      signName: z.optional(text(200)),
      /** Who owns it or runs it. */
      owner: z.optional(text(200)),
      openingHours: z.optional(text(100)),
      address: z.optional(text(400)),
      coordinates: z.optional(z.string().check(z.regex(/^-?\d{1,2}(\.\d{1,7})?,-?\d{1,3}(\.\d{1,7})?$/))),
    }),
  ),
});
export type Place = z.infer<typeof Place>;

export const Complainant = z.strictObject({
  kind: z.enum(["named", "identity-reserved", "anonymous"]),
  relationToVictim: z.optional(Code),
  protectionRequested: z.optional(YesNo),
  person: z.optional(Person),
});
export type Complainant = z.infer<typeof Complainant>;

export const Victim = z.strictObject({
  personId: z.uuid(),
  ...personShape,
  /** Age at which she was first trafficked, which may lie years before these facts. */
  ageWhenFirstTrafficked: Age,
  pregnant: z.optional(YesNo),
  disability: z.optional(Codes),
  incapable: z.optional(YesNo),
  situation: z.optional(Code),
  vulnerabilities: z.optional(Codes),
  priorVictimisation: z.optional(YesNo),
  migrationStatus: z.optional(Code),
  documentsRetained: z.optional(Codes),
  debtOrigins: z.optional(Codes),
  debtGrowing: z.optional(YesNo),
  hoursPerDay: count(24),
  daysPerWeek: count(7),
  paymentPromised: z.optional(YesNo),
  paymentReceived: z.optional(YesNo),
  exploitationFrom: z.optional(PartialDate),
  exploitationTo: z.optional(PartialDate),
  harms: z.optional(Codes),
  /** What the register's administrator added to be asked. */
  variables: z.optional(VariableAnswers),
  /** Sums in her own words: what she was said to owe; what was promised and paid, in which currency, how often. */
  personal: z.optional(
    z.strictObject({
      ...PersonalValues.shape,
      debt: z.optional(text(300)),
      payment: z.optional(text(300)),
    }),
  ),
});
export type Victim = z.infer<typeof Victim>;

/** What a suspect is to a victim; without `victim` to all of them. */
export const Relationship = z.strictObject({
  victim: z.optional(z.uuid()),
  kind: Code,
  cohabits: z.optional(YesNo),
  inCare: z.optional(YesNo),
  /** Whether the suspect had authority over the victim (employer, teacher, officer, community). */
  authority: z.optional(YesNo),
});
export type Relationship = z.infer<typeof Relationship>;

export const Suspect = z.strictObject({
  personId: z.uuid(),
  ...personShape,
  roles: z.optional(Codes),
  relationships: z.optional(z.array(Relationship).check(z.maxLength(500))),
  isPublicOfficial: z.optional(YesNo),
  officialBody: z.optional(Code),
  organisation: z.optional(Code),
  legalStage: z.optional(Code),
  variables: z.optional(VariableAnswers),
});
export type Suspect = z.infer<typeof Suspect>;

export const RouteLeg = z.strictObject({
  from: z.optional(Place),
  to: z.optional(Place),
  on: z.optional(PartialDate),
  transport: z.optional(Code),
  border: z.optional(Code),
  documentUsed: z.optional(Code),
  paidBy: z.optional(Code),
  personal: z.optional(
    z.strictObject({
      company: z.optional(text(200)),
      plate: z.optional(text(20)),
      /** Who travelled with the victim to watch over her. */
      escort: z.optional(text(300)),
      notes: z.optional(text(1000)),
    }),
  ),
});
export type RouteLeg = z.infer<typeof RouteLeg>;

export const Vehicle = z.strictObject({
  kind: z.optional(Code),
  personal: z.optional(z.strictObject({ plate: z.optional(text(20)), description: z.optional(text(500)) })),
});
export type Vehicle = z.infer<typeof Vehicle>;

/** A number another register gave: no room for a name in it, because it is not sealed. */
export const ExternalNumber = z.strictObject({
  register: Code,
  number: z.string().check(z.trim(), z.regex(/^(?=.*\d)[A-Za-z0-9./-]{1,40}$/)),
});
export type ExternalNumber = z.infer<typeof ExternalNumber>;

/** Longest narrative, in UTF-16 units: some forty typed pages. */
export const NARRATIVE_MAX = 100_000;
/** Most victims or suspects of one complaint: the largest rescue on record had fewer than 300. */
export const PEOPLE_MAX = 500;

/** Codes of `officers`; the rule of walls knows these and no others. */
export const OFFICER_INVOLVEMENT = ["involved", "relative"] as const;

export const Complaint = z.strictObject({
  reported: z.enum(["trafficking", "related-offence"]),
  relatedOffences: z.optional(Codes),
  factsFrom: z.optional(PartialDate),
  factsTo: PartialDate,
  ongoing: z.optional(YesNo),
  place: Place,
  channel: Code,
  externalNumbers: z.optional(z.array(ExternalNumber).check(z.maxLength(20))),
  complainant: Complainant,
  victims: z.array(Victim).check(z.maxLength(PEOPLE_MAX)),
  suspects: z.array(Suspect).check(z.maxLength(PEOPLE_MAX)),
  /** Whether it concerns an officer or official, whoever that is: either code hides the case from the station. */
  officers: z.optional(Codes),
  acts: Codes,
  participation: z.optional(Codes),
  means: Codes,
  purposes: Codes,
  exploitationOccurred: z.optional(z.enum(["yes", "no", "attempt", "unknown", "not-asked"])),
  harm: z.optional(Codes),
  borderCrossed: z.optional(YesNo),
  gain: z.optional(YesNo),
  recruitment: z.optional(Codes),
  recruitmentOffers: z.optional(Codes),
  recruitmentPlace: z.optional(Place),
  platforms: z.optional(Codes),
  control: z.optional(Codes),
  sector: z.optional(Code),
  sexForms: z.optional(Codes),
  route: z.optional(z.array(RouteLeg).check(z.maxLength(30))),
  vehicles: z.optional(z.array(Vehicle).check(z.maxLength(30))),
  /** Of the case as a whole and of the place of the facts. */
  variables: z.optional(VariableAnswers),
  personal: z.optional(
    z.strictObject({
      narrative: z.optional(text(NARRATIVE_MAX)),
      otherPurpose: z.optional(text(300)),
      /** Who the clients were and what they paid. */
      clients: z.optional(text(1000)),
    }),
  ),
});
export type Complaint = z.infer<typeof Complaint>;

/** What every entry made on a device carries; the ids are made by the client so that sending twice is harmless. */
export const envelopeShape = {
  entryId: z.uuid(),
  caseId: z.uuid(),
  deviceId: z.uuid(),
  deviceCounter: z.int().check(z.gte(0)),
  enteredAt: z.iso.datetime({ offset: true }),
};

export const NewComplaint = z.strictObject({
  ...envelopeShape,
  /** When the complaint was made at the counter; its year is the year of every published table. */
  complaintMadeAt: z.iso.datetime({ offset: true }),
  complaint: Complaint,
});
export type NewComplaint = z.infer<typeof NewComplaint>;

/** A further entry by someone with access to the case: words, and what is now also known. */
export const NewSupplement = z.strictObject({
  ...envelopeShape,
  supplement: z.strictObject({
    kind: Code,
    acts: z.optional(Codes),
    means: z.optional(Codes),
    purposes: z.optional(Codes),
    control: z.optional(Codes),
    recruitment: z.optional(Codes),
    victims: z.optional(z.array(Victim).check(z.maxLength(PEOPLE_MAX))),
    suspects: z.optional(z.array(Suspect).check(z.maxLength(PEOPLE_MAX))),
    route: z.optional(z.array(RouteLeg).check(z.maxLength(30))),
    vehicles: z.optional(z.array(Vehicle).check(z.maxLength(30))),
    externalNumbers: z.optional(z.array(ExternalNumber).check(z.maxLength(20))),
    variables: z.optional(VariableAnswers),
    personal: z.optional(z.strictObject({ narrative: z.optional(text(NARRATIVE_MAX)) })),
  }),
});
export type NewSupplement = z.infer<typeof NewSupplement>;
