// The own parts: what is in each, and that nothing else of a complaint ever is.
import fc from "fast-check";
import { expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import type { PartKind } from "#src/schema/case-part.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import type { Direction } from "./directions.ts";
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
const directed = (measure: string, victims: string[], status: "open" | "done" = "open"): Direction => ({
  ...{ directionId: `secret ${measure}`, measure, unitId: "unit-secret", postingId: "posting-secret" },
  ...{ dueOn: "2026-12-05", victims, givenBy: "giver-secret", givenPosting: "giver-secret" },
  ...{ givenAt: "2026-12-01T10:00:00.000Z", status, endedBy: status === "done" ? "ender-secret" : null },
  endedAt: status === "done" ? "2026-12-02T10:00:00.000Z" : null,
});
const state = {
  complaint,
  struck: [],
  moved: [],
  closing: { outcome: "archived", reference: null },
  annulment: null,
  directions: [
    directed("protection", ["v1", "v2"]),
    directed("identity-reserved", ["v2"], "done"),
    directed("locate", []),
  ],
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

test("a service sees what protects those entrusted to it: neither for whom else, nor what is investigated, nor by whom", () => {
  const times = { dueOn: "2026-12-05", givenAt: "2026-12-01T10:00:00.000Z" };
  const both = { ...times, measure: "protection", status: "open", endedAt: null };
  const reserved = {
    ...{ ...times, measure: "identity-reserved", status: "done", endedAt: "2026-12-02T10:00:00.000Z" },
    victims: ["v2"],
  };
  const struck = [{ pointer: "/victims/1", proposalId: "p" }];
  for (const [entrusted, gone, measures] of [
    [["v1"], [], [{ ...both, victims: ["v1"] }]],
    [["v2"], [], [{ ...both, victims: ["v2"] }, reserved]],
    [["v1", "v2"], [], [{ ...both, victims: ["v1", "v2"] }, reserved]],
    [[], [], []],
    // Whoever was struck out of the case, or is another case's now, is not theirs any more.
    [["v1", "v2"], struck, [{ ...both, victims: ["v1"] }]],
    [["v2"], struck, []],
    // Nobody is entrusted who is no victim of it.
    [["s1", "c"], [], []],
  ] as const)
    expect(part("protection", [...entrusted], [...gone]).measures).toEqual(measures);
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
    measures: [],
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
    ...{ closing: null, annulment: null, measures: [] },
  });
});

test("no part holds a personal value, a suspect or the complainant, whoever is entrusted", () => {
  const kind = fc.constantFrom<PartKind>("protection", "court", "labour");
  fc.assert(
    fc.property(kind, fc.subarray(["v1", "v2", "s1", "c"]), (of, victims) => {
      const said = JSON.stringify(part(of, victims));
      expect(said).not.toMatch(/secret|locate|personal"|"s1"|"c"|recruiter|deception|sexual-slavery/);
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
