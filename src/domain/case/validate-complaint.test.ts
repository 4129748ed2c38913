// What makes a complaint impossible and what is only worth a look, by tables and over any complaint.
import { beforeAll, describe, expect, test } from "vitest";
import { type Catalogue, FIELD_CATALOGUES } from "#src/schema/catalogue.ts";
import { Complaint } from "#src/schema/complaint.ts";
import { type PreparedValidation, prepareValidation, validateComplaint } from "./validate-complaint.ts";

const item = (code: string, more: Partial<Catalogue["items"][number]> = {}) => ({
  code,
  label: { es: code, en: code },
  ...more,
});
const SPECIAL: Record<string, ReturnType<typeof item>[]> = {
  channel: [item("police-station"), item("old-line", { validFrom: "2004", validTo: "2011" })],
  platform: [item("none", { exclusive: true }), item("first"), item("later", { validFrom: "2017" })],
  "related-offence": [item("kidnapping"), item("online", { validFrom: "2013-10-23" })],
  "document-type": [item("dni"), item("temporary", { validFrom: "2018" })],
  country: Array.from({ length: 60 }, (_, index) => item(`c${index}`)),
};
const ids = new Set(Object.values(FIELD_CATALOGUES));
const catalogues = Object.fromEntries(
  [...ids].map((id) => [
    id,
    { id, label: { es: id, en: id }, source: "test", items: SPECIAL[id] ?? [item("one"), item("two")] },
  ]),
);
const places = [
  { code: "17", name: "Madre de Dios", validFrom: null, validTo: null },
  { code: "170101", name: "Tambopata", validFrom: null, validTo: null },
  { code: "070107", name: "Mi Perú", validFrom: "2014-05-18", validTo: null },
  { code: "990101", name: "Invented", validFrom: null, validTo: "2005-01-01" },
];
const manifest = {
  country: "pe",
  version: "test",
  label: { es: "Perú", en: "Peru" },
  languages: ["es" as const, "en" as const],
  timeZone: "America/Lima",
  personSearchesADay: 20,
  casesOpenedADay: 40,
  institution: { es: "Policía", en: "Police" },
};
let prepared: PreparedValidation;
beforeAll(() => {
  prepared = prepareValidation({ manifest, catalogues, places });
});

const person = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const complaint: Complaint = {
  reported: "trafficking",
  factsTo: "2010-03-20",
  place: { code: "170101" },
  channel: "police-station",
  complainant: { kind: "anonymous" },
  victims: [{ personId: person(1) }],
  suspects: [],
  acts: [],
  means: [],
  purposes: [],
};
const victim = (more: Partial<Complaint["victims"][number]>) => ({
  victims: [{ personId: person(1), ...more }],
});
const WHEN = {
  complaintMadeAt: "2010-04-01T10:00:00-05:00",
  enteredAt: "2010-04-01T10:10:00-05:00",
  receivedAt: "2010-04-01T15:10:02Z",
};
const judge = (change: Partial<Complaint>, when: Partial<typeof WHEN> = {}) =>
  validateComplaint(Complaint.parse({ ...complaint, ...change }), prepared, { ...WHEN, ...when });
const said = (list: { pointer: string; code: string }[]) =>
  list.map(({ pointer, code }) => `${pointer} ${code}`);

test("a possible complaint has neither faults nor warnings", () => {
  expect(judge({})).toEqual({ faults: [], warnings: [] });
});

describe("faults", () => {
  test.each<[string, Partial<Complaint>, string[]]>([
    ["an unknown code in a list", { acts: ["one", "three"] }, ["/acts/1 unknown-code"]],
    ["an unknown single code", { sector: "three" }, ["/sector unknown-code"]],
    ["an unknown place", { place: { code: "170199" } }, ["/place/code unknown-code"]],
    ["an unknown place of a route", { route: [{ to: { code: "99" } }] }, ["/route/0/to/code unknown-code"]],
    ["an unknown country", victim({ citizenships: ["zz"] }), ["/victims/0/citizenships/0 unknown-code"]],
    ["a code in the wrong field", victim({ sex: "dni" }), ["/victims/0/sex unknown-code"]],
    [
      "an unknown code of the complainant",
      { complainant: { kind: "named", person: { personId: person(9), sex: "x" } } },
      ["/complainant/person/sex unknown-code"],
    ],
    ["unknown with others", { means: ["one", "unknown"] }, ["/means/1 unknown-with-others"]],
    ["not-asked with others", { means: ["not-asked", "one"] }, ["/means/0 unknown-with-others"]],
    ["none with others", { platforms: ["first", "none"] }, ["/platforms/1 exclusive-code"]],
    ["a code not yet in use", { platforms: ["later"] }, ["/platforms/0 code-not-valid-then"]],
    [
      "an offence not yet in the law",
      { relatedOffences: ["online"] },
      ["/relatedOffences/0 code-not-valid-then"],
    ],
    ["facts that end before they begin", { factsFrom: "2010-03-21" }, ["/factsFrom dates-out-of-order"]],
    ["facts after the complaint", { factsTo: "2010-04-02" }, ["/factsTo facts-after-complaint"]],
    ["facts in a later year", { factsTo: "2011" }, ["/factsTo facts-after-complaint"]],
    ["a leg after the complaint", { route: [{ on: "2010-05" }] }, ["/route/0/on facts-after-complaint"]],
    [
      "exploitation that ends before it begins",
      victim({ exploitationFrom: "2010-02", exploitationTo: "2009" }),
      ["/victims/0/exploitationFrom dates-out-of-order"],
    ],
    ["a range turned round", victim({ ageMin: 18, ageMax: 17 }), ["/victims/0/ageMin contradictory-ages"]],
    [
      "an age below its range",
      victim({ ageAtFacts: 13, ageMin: 14 }),
      ["/victims/0/ageAtFacts contradictory-ages"],
    ],
    [
      "an age above its range",
      victim({ ageAtFacts: 18, ageMax: 17 }),
      ["/victims/0/ageAtFacts contradictory-ages"],
    ],
    [
      "an age far from the birth date",
      victim({ ageAtFacts: 20, personal: { birthDate: "1993-05-01" } }),
      ["/victims/0/ageAtFacts age-against-birth-date"],
    ],
    [
      "a range far above the birth date",
      victim({ ageMin: 19, personal: { birthDate: "1993-05-01" } }),
      ["/victims/0/ageMin age-against-birth-date"],
    ],
    [
      "a range far below a birth year",
      victim({ ageMax: 14, personal: { birthDate: "1993" } }),
      ["/victims/0/ageMax age-against-birth-date"],
    ],
    [
      "born after the complaint",
      victim({ personal: { birthDate: "2010-04-02" } }),
      ["/victims/0/personal/birthDate birth-after-complaint"],
    ],
    [
      "a person twice",
      { victims: [{ personId: person(1) }, { personId: person(1) }] },
      ["/victims/1/personId duplicate-person"],
    ],
    [
      "a victim who is a suspect",
      { suspects: [{ personId: person(1) }] },
      ["/suspects/0/personId duplicate-person"],
    ],
    [
      "a complainant who is a suspect",
      {
        suspects: [{ personId: person(2) }],
        complainant: { kind: "named", person: { personId: person(2) } },
      },
      ["/complainant/person/personId duplicate-person"],
    ],
    [
      "a tie to nobody",
      { suspects: [{ personId: person(2), relationships: [{ victim: person(3), kind: "one" }] }] },
      ["/suspects/0/relationships/0/victim unknown-victim"],
    ],
    [
      "a tie to a suspect",
      { suspects: [{ personId: person(2), relationships: [{ victim: person(2), kind: "one" }] }] },
      ["/suspects/0/relationships/0/victim unknown-victim"],
    ],
    [
      "an anonymous complainant with a person",
      { complainant: { kind: "anonymous", person: { personId: person(9) } } },
      ["/complainant/person anonymous-with-person"],
    ],
    [
      "a related offence alone, unnamed",
      { reported: "related-offence" },
      ["/relatedOffences missing-related-offence"],
    ],
  ])("%s", (_, change, expected) => {
    expect(said(judge(change).faults)).toEqual(expected);
  });

  test("a complaint made after it was received, beyond five minutes", () => {
    const at = (complaintMadeAt: string) => said(judge({}, { complaintMadeAt }).faults);
    expect(at("2010-04-01T15:15:02Z")).toEqual([]);
    expect(at("2010-04-01T15:15:03Z")).toEqual(["/complaintMadeAt complaint-after-reception"]);
  });

  test("none by a clock that is ahead: hours or a day, with the days its calendar shows", () => {
    const ahead = { complaintMadeAt: "2010-04-02T12:00:00-05:00", enteredAt: "2010-04-02T12:05:00-05:00" };
    const judged = judge({ factsTo: "2010-04-02" }, ahead);
    expect(said(judged.faults)).toEqual([]);
    expect(said(judged.warnings)).toEqual(["/enteredAt device-clock"]);
    expect(said(judge({ factsTo: "2010-04-03" }, ahead).faults)).toEqual(["/factsTo facts-after-complaint"]);
    // Made after it was entered is no matter of a clock.
    expect(said(judge({}, { complaintMadeAt: "2010-04-02T12:00:00-05:00" }).faults)).toEqual([
      "/complaintMadeAt complaint-after-reception",
    ]);
  });

  test("a fault lists few codes and names the catalogue of many, and shows what was found", () => {
    expect(judge({ sector: "three", place: { code: "170101", country: "zz" } }).faults).toEqual([
      {
        pointer: "/place/country",
        code: "unknown-code",
        found: "zz",
        expected: "a code of catalogue country",
      },
      { pointer: "/sector", code: "unknown-code", found: "three", expected: ["one", "two"] },
    ]);
    expect(
      judge(
        { channel: "old-line" },
        { complaintMadeAt: "2012-01-01T12:00:00-05:00", receivedAt: "2012-02-01T00:00:00Z" },
      ).faults,
    ).toEqual([
      {
        pointer: "/channel",
        code: "code-not-valid-then",
        found: "old-line",
        expected: "2004-01-01/2011-12-31",
      },
    ]);
  });
});

describe("no faults", () => {
  test.each<[string, Partial<Complaint>]>([
    [
      "unknown and not asked are answers of every field",
      { acts: ["unknown"], means: ["not-asked"], sector: "unknown", place: { code: "unknown" } },
    ],
    ["none alone", { platforms: ["none"] }],
    ["a code in use on the last day of the facts", { factsFrom: "2010-01-01", channel: "old-line" }],
    ["facts on the day of the complaint", { factsFrom: "2010-04-01", factsTo: "2010-04-01" }],
    ["facts in the year of the complaint", { factsTo: "2010" }],
    ["an age the partial birth date allows", victim({ ageAtFacts: 16, personal: { birthDate: "1993" } })],
    ["a document type younger than the facts", victim({ personal: { documents: [{ type: "dni" }] } })],
    ["a victim who complains", { complainant: { kind: "named", person: { personId: person(1) } } }],
    ["a related offence alone", { reported: "related-offence", relatedOffences: ["kidnapping"] }],
    ["a tie to all victims", { suspects: [{ personId: person(2), relationships: [{ kind: "one" }] }] }],
  ])("%s", (_, change) => {
    expect(judge(change)).toEqual({ faults: [], warnings: [] });
  });
});

describe("warnings", () => {
  test.each<[string, Partial<Complaint>, string[]]>([
    [
      "a year beside the birth date",
      victim({ ageAtFacts: 17, personal: { birthDate: "1993-05-01" } }),
      ["/victims/0/ageAtFacts age-differs-from-birth-date"],
    ],
    [
      "born between facts and complaint",
      victim({ personal: { birthDate: "2010-03-25" } }),
      ["/victims/0/personal/birthDate birth-after-facts"],
    ],
    [
      "documents, phones, addresses",
      victim({ personal: { documents: [{ type: "dni", number: "12" }], phones: ["12"], emails: ["x"] } }),
      [
        "/victims/0/personal/documents/0 document-pattern",
        "/victims/0/personal/phones/0 phone-pattern",
        "/victims/0/personal/emails/0 email-pattern",
      ],
    ],
    [
      "plates",
      { vehicles: [{ personal: { plate: "AB" } }], route: [{ personal: { plate: "AB-12345" } }] },
      ["/vehicles/0/personal/plate plate-partial", "/route/0/personal/plate plate-pattern"],
    ],
    ["a district of a later time", { place: { code: "070107" } }, ["/place/code place-not-then"]],
    [
      "a district of an earlier time",
      { recruitmentPlace: { code: "990101" } },
      ["/recruitmentPlace/code place-not-then"],
    ],
  ])("%s", (_, change, expected) => {
    const { faults, warnings } = judge(change);
    expect(said(warnings)).toEqual(expected);
    expect(faults).toEqual([]);
  });

  test("a device with a wrong clock", () => {
    for (const enteredAt of ["2031-01-01T00:00:00Z", "2010-03-31T00:00:00Z"])
      expect(judge({}, { enteredAt })).toMatchObject({ faults: [], warnings: [{ code: "device-clock" }] });
  });
});

test("sealed personal values of a folded case are nothing to look at", () => {
  const sealed = { birthDate: "ab".repeat(32), documents: "cd".repeat(32), phones: "ef".repeat(32) };
  const folded = { ...complaint, ...victim({}) };
  Object.assign(folded.victims[0] ?? {}, { personal: sealed });
  expect(validateComplaint(folded, prepared, WHEN)).toEqual({ faults: [], warnings: [] });
});
