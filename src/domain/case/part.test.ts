// The own parts: what is in each, and that nothing else of a complaint ever is.
import fc from "fast-check";
import { expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import type { PartKind } from "#src/schema/case-part.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { partKindOf, partOf } from "./part.ts";

const victim = (personId: string, ageAtFacts: number) => ({
  ...{
    personId,
    ageAtFacts,
    sex: "female",
    harms: ["injuries"],
    hoursPerDay: 14,
    needsInterpreter: "yes" as const,
  },
  personal: { name: { givenNames: "Nombresecreto" } },
});
const complaint = {
  ...{
    reported: "trafficking",
    relatedOffences: ["x"],
    factsTo: "2026-01",
    sector: "bar",
    channel: "station",
  },
  place: { code: "170101", kind: "bar", personal: { name: "Localsecreto", address: "Callesecreta" } },
  externalNumbers: [{ register: "sidpol", number: "123" }],
  complainant: { kind: "named", person: { personId: "c", personal: { address: "Denunciantesecreta" } } },
  victims: [victim("v1", 15), victim("v2", 30)],
  suspects: [{ personId: "s1", personal: { aliases: ["Apodosecreto"] }, roles: ["recruiter"] }],
  ...{ acts: ["recruitment"], means: ["deception"], purposes: ["forced-labour", "sexual-slavery"] },
  ...{ control: ["debt"], personal: { narrative: "Relatosecreto" } },
} as unknown as Complaint;
const state = {
  complaint,
  struck: [],
  moved: [],
  closing: { outcome: "archived", reference: null },
  annulment: null,
};
const part = (kind: PartKind, victims: string[] = [], struck: typeof state.struck | object[] = []) =>
  partOf({ ...state, struck: struck as never }, { kind, victims });

test("a service sees the victims entrusted to it, what they need, and nobody else", () => {
  const { facts } = part("protection", ["v1"]);
  expect(facts).toEqual({
    victims: [
      { personId: "v1", sex: "female", ageAtFacts: 15, needsInterpreter: "yes", harms: ["injuries"] },
    ],
  });
  expect(part("protection", []).facts).toEqual({ victims: [] });
});

test("whoever was struck out of the case is not shown to the service any more", () => {
  const struck = [{ pointer: "/victims/0", proposalId: "p" }];
  expect(part("protection", ["v1", "v2"], struck).facts.victims).toMatchObject([{ personId: "v2" }]);
});

test("a court sees numbers and papers, and no person", () => {
  expect(part("court")).toEqual({
    kind: "court",
    facts: {
      reported: "trafficking",
      relatedOffences: ["x"],
      externalNumbers: [{ register: "sidpol", number: "123" }],
    },
    closing: { outcome: "archived", reference: null },
    annulment: null,
  });
});

test("the labour inspection sees the work and the place, the purposes of labour alone, and no outcome", () => {
  expect(part("labour")).toEqual({
    kind: "labour",
    facts: {
      ...{
        factsTo: "2026-01",
        sector: "bar",
        place: { code: "170101", kind: "bar" },
        purposes: ["forced-labour"],
      },
      victims: [
        { personId: "v1", sex: "female", ageAtFacts: 15, hoursPerDay: 14 },
        { personId: "v2", sex: "female", ageAtFacts: 30, hoursPerDay: 14 },
      ],
    },
    ...{ closing: null, annulment: null },
  });
});

test("no part holds a personal value, a suspect or the complainant, whoever is entrusted", () => {
  const kind = fc.constantFrom<PartKind>("protection", "court", "labour");
  fc.assert(
    fc.property(kind, fc.subarray(["v1", "v2", "s1", "c"]), (of, victims) => {
      const said = JSON.stringify(part(of, victims));
      expect(said).not.toMatch(/secret|personal"|"s1"|"c"|recruiter|deception|sexual-slavery/);
    }),
  );
});

test("a part is opened to courts, services and the labour inspection, the file to everybody else", () => {
  expect(Role.options.filter((role) => partKindOf(role) !== undefined)).toEqual([
    "court-clerk",
    "service-provider",
    "labour-inspector",
  ]);
});
