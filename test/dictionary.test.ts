// The data dictionary's fields about a report (its sections 3.1 to 3.7): each is in the schema, or the pack says why not.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { NewComplaint } from "#src/schema/complaint.ts";
import { fieldsOf } from "./support/schema-fields.ts";

/** By the dictionary's name, where a complaint holds it; null for what the counter does not ask. */
const DICTIONARY: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  "3.1": {
    reportNumber: null,
    externalNumbers: "/complaint/externalNumbers/*/number",
    reportedAt: "/complaintMadeAt",
    registeredAt: null,
    intakeChannel: "/complaint/channel",
    unit: null,
    unitTreeVersion: null,
    registrar: null,
    factDateFrom: "/complaint/factsFrom",
    factDateTo: "/complaint/factsTo",
    datePrecision: null,
    narrative: "/complaint/personal/narrative",
    caseStatus: null,
    classificationRuns: null,
    lawVersion: null,
    articles: null,
    finalLegalClassification: null,
    correctionRequests: null,
  },
  "3.2": {
    identityStatus: "PERSON/identityStatus",
    paternalSurname: "PERSON/personal/name/paternalSurname",
    maternalSurname: "PERSON/personal/name/maternalSurname",
    givenNames: "PERSON/personal/name/givenNames",
    aliases: "PERSON/personal/aliases",
    documentType: "PERSON/personal/documents/*/type",
    documentNumber: "PERSON/personal/documents/*/number",
    birthDate: "PERSON/personal/birthDate",
    ageDeclared: "PERSON/ageAtFacts",
    "ageEstimated.min": "PERSON/ageMin",
    "ageEstimated.max": "PERSON/ageMax",
    "ageEstimated.method": "PERSON/ageMethod",
    sex: "PERSON/sex",
    genderIdentity: "PERSON/gender",
    citizenships: "PERSON/citizenships",
    birthPlace: "PERSON/birthPlace",
    residence: "PERSON/residence",
    ethnicSelfId: "PERSON/ethnicity",
    languages: "PERSON/languages",
    needsInterpreter: "PERSON/needsInterpreter",
    education: "PERSON/education",
    maritalStatus: "PERSON/maritalStatus",
    children: "PERSON/children",
    occupation: "PERSON/personal/occupation",
    phones: "PERSON/personal/phones",
    emails: "PERSON/personal/emails",
    socialAccounts: "PERSON/personal/socialAccounts",
    illness: "PERSON/illness",
    disability: "/complaint/victims/*/disability",
    pregnancy: "/complaint/victims/*/pregnant",
    deceased: null,
  },
  "3.3": {
    relationToVictim: "/complaint/complainant/relationToVictim",
    isAnonymous: "/complaint/complainant/kind",
    identityReserved: "/complaint/complainant/kind",
    protectionRequested: "/complaint/complainant/protectionRequested",
  },
  "3.4": {
    caseCode: null,
    ageAtFact: "/complaint/victims/*/ageAtFacts",
    ageWhenFirstTrafficked: "/complaint/victims/*/ageWhenFirstTrafficked",
    victimStatus: null,
    situation: "/complaint/victims/*/situation",
    vulnerabilities: "/complaint/victims/*/vulnerabilities",
    priorVictimisation: "/complaint/victims/*/priorVictimisation",
    consentData: null,
    consentInterview: null,
    migrationStatusAtEntry: "/complaint/victims/*/migrationStatus",
    documentsRetained: "/complaint/victims/*/documentsRetained",
    "debt.amount": "/complaint/victims/*/personal/debt",
    "debt.currency": "/complaint/victims/*/personal/debt",
    "debt.origin": "/complaint/victims/*/debtOrigins",
    "debt.growing": "/complaint/victims/*/debtGrowing",
    "pay.promised": "/complaint/victims/*/paymentPromised",
    "pay.received": "/complaint/victims/*/paymentReceived",
    "pay.currency": "/complaint/victims/*/personal/payment",
    "pay.period": "/complaint/victims/*/personal/payment",
    hoursPerDay: "/complaint/victims/*/hoursPerDay",
    daysPerWeek: "/complaint/victims/*/daysPerWeek",
    exploitationFrom: "/complaint/victims/*/exploitationFrom",
    exploitationTo: "/complaint/victims/*/exploitationTo",
    exploitationMonths: null,
    harm: "/complaint/victims/*/harms",
  },
  "3.5": {
    roles: "/complaint/suspects/*/roles",
    relationshipToVictim: "/complaint/suspects/*/relationships/*/kind",
    cohabits: "/complaint/suspects/*/relationships/*/cohabits",
    hasCustody: "/complaint/suspects/*/relationships/*/inCare",
    authorityOver: "/complaint/suspects/*/relationships/*/authority",
    isPublicOfficial: "/complaint/suspects/*/isPublicOfficial",
    "isPublicOfficial.body": "/complaint/suspects/*/officialBody",
    organisationLink: "/complaint/suspects/*/organisation",
    description: "/complaint/suspects/*/personal/description",
    marks: "/complaint/suspects/*/personal/description",
    photos: null,
    prints: null,
    legalStage: "/complaint/suspects/*/legalStage",
    priors: null,
    warrants: null,
    vehicles: "/complaint/vehicles/*/personal/plate",
    "phones of a suspect": "/complaint/suspects/*/personal/phones",
    accounts: null,
    premises: null,
  },
  "3.6": {
    acts: "/complaint/acts",
    participation: "/complaint/participation",
    means: "/complaint/means",
    purposes: "/complaint/purposes",
    exploitationOccurred: "/complaint/exploitationOccurred",
    methodsOfControl: "/complaint/control",
  },
  "3.7": {
    recruitmentMethod: "/complaint/recruitment",
    recruitmentOffer: "/complaint/recruitmentOffers",
    recruitmentPlace: "/complaint/recruitmentPlace/code",
    platforms: "/complaint/platforms",
    "routeLegs.order": null,
    "routeLegs.from": "/complaint/route/*/from/code",
    "routeLegs.to": "/complaint/route/*/to/code",
    "routeLegs.date": "/complaint/route/*/on",
    "routeLegs.mode": "/complaint/route/*/transport",
    "routeLegs.company": "/complaint/route/*/personal/company",
    "routeLegs.vehicle": "/complaint/route/*/personal/plate",
    "routeLegs.escort": "/complaint/route/*/personal/escort",
    "routeLegs.border": "/complaint/route/*/border",
    "routeLegs.documentUsed": "/complaint/route/*/documentUsed",
    "routeLegs.paidBy": "/complaint/route/*/paidBy",
    "place.kind": "/complaint/place/kind",
    "place.name": "/complaint/place/personal/name",
    "place.UBIGEO": "/complaint/place/code",
    "place.address": "/complaint/place/personal/address",
    "place.lat": "/complaint/place/personal/coordinates",
    "place.lon": "/complaint/place/personal/coordinates",
    "place.licence": "/complaint/place/licensed",
    "place.owner": "/complaint/place/personal/owner",
    "place.operator": "/complaint/place/personal/owner",
    "place.signName": "/complaint/place/personal/signName",
    "place.openingHours": "/complaint/place/personal/openingHours",
    "place.capacity": null,
    "vehicle.plate": "/complaint/vehicles/*/personal/plate",
    "vehicle.plateVersion": null,
    "vehicle.kind": "/complaint/vehicles/*/kind",
    "vehicle.make": "/complaint/vehicles/*/personal/description",
    "vehicle.model": "/complaint/vehicles/*/personal/description",
    "vehicle.colour": "/complaint/vehicles/*/personal/description",
    "vehicle.year": "/complaint/vehicles/*/personal/description",
    "vehicle.owner": "/complaint/vehicles/*/personal/description",
    "vehicle.company": "/complaint/vehicles/*/personal/description",
    sector: "/complaint/sector",
    sexForm: "/complaint/sexForms",
    client: "/complaint/personal/clients",
    price: "/complaint/personal/clients",
  },
};

const fields = Object.values(DICTIONARY).flatMap((section) => Object.entries(section));
const inSchema = new Set(fieldsOf(NewComplaint));

test.each(
  fields.filter((field): field is [string, string] => field[1] !== null),
)("%s is %s", (_, pointer) => {
  const people = ["/complaint/complainant/person", "/complaint/victims/*", "/complaint/suspects/*"];
  const pointers = pointer.startsWith("PERSON/")
    ? people.map((person) => pointer.replace("PERSON", person))
    : [pointer];
  expect(pointers.filter((at) => !inSchema.has(at))).toEqual([]);
});

test("what is not asked at the counter stands in the pack's table with its reason, and nothing else does", () => {
  const readme = readFileSync(new URL("../packs/pe/README.md", import.meta.url), "utf8");
  const table = /## Not asked at the counter\n([\s\S]*?)(?=\n## |$)/.exec(readme)?.[1] ?? "";
  const rows = [...table.matchAll(/^\| (`.+?) \| (.+) \|$/gm)].map(([, names = "", why = ""]) => ({
    names: [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    why,
  }));
  expect(rows.filter(({ why }) => why.trim().length < 15)).toEqual([]);
  const notAsked = fields.filter(([, pointer]) => pointer === null).map(([name]) => name);
  expect(notAsked.length).toBeGreaterThan(0);
  expect(rows.flatMap(({ names }) => names).sort()).toEqual(notAsked.sort());
});
