// The invented stories: no two are equal, none names anybody or contradicts its ticks, and circles can be found.
import { beforeAll, describe, expect, it } from "vitest";
import { agree } from "#src/actions/demo/agreement.ts";
import { DEMO_SEED, type DemoComplaint, demoComplaints } from "#src/actions/demo/complaints.ts";
import type { DemoLists } from "#src/actions/demo/lists.ts";
import { loadDemo } from "#src/actions/demo/load-demo.ts";
import { loadPack } from "#src/actions/load-pack.ts";
import type { Person } from "#src/schema/person.ts";

let register: DemoComplaint[];
let lists: DemoLists;

beforeAll(async () => {
  const { figures, lists: read } = await loadDemo("pe");
  lists = read;
  register = demoComplaints(await loadPack("pe"), figures, lists, DEMO_SEED);
});

const narrativeOf = ({ complaint }: DemoComplaint) => complaint.personal?.narrative ?? "";

/** Without accents and capitals: some officers type so. */
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function peopleOf({ complaint }: DemoComplaint): Person[] {
  const { complainant, victims, suspects } = complaint;
  return [...victims, ...suspects, ...(complainant.person ? [complainant.person] : [])];
}

/** What a circle's cases share, wherever it stands in a complaint. */
function sharedBy(one: DemoComplaint, value: string): boolean {
  return JSON.stringify(one.complaint).includes(JSON.stringify(value));
}

describe("the narratives of the demo register", () => {
  it("are all different, of several sentences, and left without an open place", () => {
    expect(new Set(register.map(narrativeOf)).size).toBe(register.length);
    for (const one of register) {
      expect(narrativeOf(one)).toMatch(/^\p{Lu}.{120,1600}\.$/u);
      expect(narrativeOf(one)).not.toMatch(/[{}[\]<>|]|undefined|NaN| {2}/);
    }
  });

  it("name nobody: no name, alias, number, address or premises of the case", () => {
    for (const one of register) {
      const narrative = plain(narrativeOf(one));
      const { place } = one.complaint;
      const secrets = peopleOf(one).flatMap(({ personal: p }) => [
        ...(p?.name
          ? [
              `${p.name.givenNames} ${p.name.paternalSurname}`,
              `${p.name.paternalSurname} ${p.name.maternalSurname}`,
            ]
          : []),
        // A one-word alias of a victim may be a word of a place name.
        ...(p?.aliases ?? []).filter((alias) => alias.includes(" ")),
        ...(p?.phones ?? []),
        ...(p?.documents ?? []).map(({ number }) => number ?? ""),
        ...(p?.address ? [p.address] : []),
      ]);
      for (const secret of [...secrets, place.personal?.name, place.personal?.address]) {
        if (secret) expect(narrative).not.toContain(plain(secret));
      }
    }
  });

  it("speak of the victims in the gender and number they have", () => {
    for (const one of register) {
      const narrative = plain(narrativeOf(one));
      const { victims } = one.complaint;
      const girls = victims.every(({ sex }) => sex === "female");
      const wrong = [
        ...(girls ? ["agraviado", "agraviados"] : ["agraviada", "agraviadas"]),
        ...(victims.length > 1 ? ["agraviado", "agraviada"] : ["agraviados", "agraviadas"]),
      ];
      // «la parte agraviada» is said of anybody.
      const words = narrative.replaceAll("parte agraviada", "").split(/[^a-zñ]+/);
      for (const word of wrong) expect(words).not.toContain(word);
      const [only] = victims;
      if (victims.length === 1 && only?.ageAtFacts !== undefined && only.ageAtFacts > 1) {
        expect(narrative).toContain(`de ${only.ageAtFacts} anos`);
      }
    }
  });

  it("tell of force, threats, debts, locked doors and taken papers only where that was ticked", () => {
    const told: [RegExp, string][] = [
      [/deuda de s\/|deudas por/, "imposed-debt"],
      [/bajo llave|encerrad/, "confinement"],
      [/retuv|quitaron sus documentos/, "retains-documents"],
      [/golpeada por|golpeado por|presenta[n]? golpes/, "physical-abuse"],
      [/de muerte si|con golpear/, "physical-threats"],
      [/horas (diarias|al dia)/, "excessive-hours"],
    ];
    for (const one of register) {
      const narrative = plain(narrativeOf(one));
      for (const [words, control] of told) {
        if (words.test(narrative)) expect(one.complaint.control ?? []).toContain(control);
      }
      const { acts, purposes } = one.complaint;
      // A careless officer may have ticked no act at all.
      if (/escap|huy|dejaron ir|bajo llave/.test(narrative) && acts.length > 0)
        expect(acts).toContain("retention");
      if (/recorrido de|viajo|viajaron|salieron de/.test(narrative) && acts.length > 0) {
        expect(acts).toContain("transport");
      }
      if (/limosna|transeuntes/.test(narrative)) expect(purposes).toContain("begging");
      if (/droga entre|transportar droga/.test(narrative)) expect(purposes).toContain("forced-criminality");
      if (/campamento minero|aserradero|ladrillera/.test(narrative)) {
        expect(purposes.some((code) => /labour|servitude/.test(code))).toBe(true);
      }
    }
  });
});

describe("what the cases share", () => {
  it("is shared by as many cases as each circle has, and by no other", () => {
    expect(lists.circles.length).toBeGreaterThanOrEqual(8);
    for (const circle of lists.circles) {
      const own = register.filter((one) => one.circle === circle.id);
      expect(own).toHaveLength(circle.cases);
      for (const value of [circle.plate, circle.phone, circle.alias, circle.premises, circle.agency]) {
        if (value === undefined) continue;
        const holders = register.filter((one) => sharedBy(one, value));
        expect(holders.map(({ caseId }) => caseId)).toEqual(own.map(({ caseId }) => caseId));
      }
    }
  });

  it("crosses units, so that no station sees a circle alone", () => {
    const crossing = lists.circles.filter(
      ({ id }) => new Set(register.filter((one) => one.circle === id).map(({ unitId }) => unitId)).size > 1,
    );
    expect(crossing.length).toBeGreaterThanOrEqual(8);
  });

  it("is nothing else: documents and phones outside the circles belong to one person each, all invented", () => {
    const documents: string[] = [];
    const phones: string[] = [];
    const circles = new Set(lists.circles.map(({ phone }) => phone));
    for (const one of register) {
      for (const { personal } of peopleOf(one)) {
        documents.push(...(personal?.documents ?? []).map(({ number }) => number ?? ""));
        phones.push(...(personal?.phones ?? []).filter((phone) => !circles.has(phone)));
      }
    }
    expect(new Set(documents).size).toBe(documents.length);
    expect(new Set(phones).size).toBe(phones.length);
    for (const number of documents) expect(number).toMatch(/^(0000\d{4}|X000\d{4})$/);
    for (const phone of phones) expect(phone).toMatch(/^\+51900000\d{3}$/);
  });

  it("goes with routes in about two cases of five and with victims of other countries in some", () => {
    const routes = register.filter(({ complaint }) => complaint.route !== undefined).length / register.length;
    expect(routes).toBeGreaterThan(0.33);
    expect(routes).toBeLessThan(0.5);
    const foreign = new Set(
      register.flatMap(({ complaint }) =>
        complaint.victims.flatMap(({ citizenships }) => citizenships ?? []),
      ),
    );
    expect([...foreign]).toEqual(expect.arrayContaining(["pe", "bo", "ec", "co", "br"]));
  });
});

describe("agreement", () => {
  const woman = { feminine: true, plural: false };
  const men = { feminine: false, plural: true };

  it("chooses by victims and by suspects, and contracts «de el» and «a el»", () => {
    const template =
      "{S} [lo|la|los|las] <llevó|llevaron>; [Fue|Fueron] [visto|vista|vistos|vistas] por {S}.";
    expect(agree(template, woman, men, { S: "los denunciados" })).toBe(
      "Los denunciados la llevaron; Fue vista por los denunciados.",
    );
    expect(agree("el dinero de {V}, a {V}, que ponía {V}", woman, men, { V: "el agraviado" })).toBe(
      "El dinero del agraviado, al agraviado, que ponía el agraviado",
    );
  });

  it("refuses a name without a value and three alternatives", () => {
    expect(() => agree("{nobody}", woman, men, {})).toThrow("no value");
    expect(() => agree("[a|b|c]", woman, men, {})).toThrow("alternatives");
  });
});
