// The demo register counts back to the published figures, cell by cell, and every complaint of it is a possible one.
import { beforeAll, describe, expect, it } from "vitest";
import { DEMO_SEED, type DemoComplaint, demoComplaints } from "#src/actions/demo/complaints.ts";
import type { Figures } from "#src/actions/demo/figures.ts";
import type { DemoLists } from "#src/actions/demo/lists.ts";
import { loadDemo } from "#src/actions/demo/load-demo.ts";
import { CALL_TAKER, demoOfficers } from "#src/actions/demo/officers.ts";
import { loadPack } from "#src/actions/load-pack.ts";
import { factsOf } from "#src/domain/case/facts-of.ts";
import { prepareValidation, validateComplaint } from "#src/domain/case/validate-complaint.ts";
import { classify } from "#src/domain/classification/classify.ts";
import { prepareLaw } from "#src/domain/classification/prepared-law.ts";
import { Role } from "#src/schema/case.ts";
import { Complaint, type Victim } from "#src/schema/complaint.ts";
import type { Pack } from "#src/schema/pack.ts";

let pack: Pack;
let figures: Figures;
let lists: DemoLists;
let register: DemoComplaint[];
/** Milliseconds of processor time of one register. */
let took: number;

beforeAll(async () => {
  pack = await loadPack("pe");
  ({ figures, lists } = await loadDemo("pe"));
  // Processor time: other work on the machine does not count.
  const start = process.cpuUsage();
  register = demoComplaints(pack, figures, lists, DEMO_SEED);
  const { user, system } = process.cpuUsage(start);
  took = (user + system) / 1000;
});

/** Counts per year in the order of the figures. */
function perYear(cases: DemoComplaint[], count: (one: DemoComplaint) => number): number[] {
  return figures.years.map((year) =>
    cases
      .filter((one) => Number(one.complaintMadeAt.slice(0, 4)) === year)
      .reduce((sum, one) => sum + count(one), 0),
  );
}

function isMinor(victim: Victim): boolean {
  const least = victim.ageAtFacts ?? victim.ageMin;
  const most = victim.ageAtFacts ?? victim.ageMax;
  if (least === undefined || most === undefined || (least < 18 && most >= 18))
    throw new Error("majority not known");
  return most < 18;
}

/** Class of a purpose as the pack groups it: `sexual`, `labour`, or the code itself. */
function classesOf({ complaint }: DemoComplaint): string[] {
  const items = pack.catalogues.purpose?.items ?? [];
  return complaint.purposes.map((code) => items.find((item) => item.code === code)?.group ?? code);
}

describe("the published figures as the pack writes them", () => {
  const sum = (row: number[]) => row.reduce((total, cell) => total + cell, 0);

  it("have cells that add up to the printed totals, but for those known not to", () => {
    const off = figures.cases.filter((row) => sum(row.perYear) !== row.printedTotal);
    expect(off.map((row) => [row.entity, sum(row.perYear), row.printedTotal])).toEqual([
      ["dirtepol-xii", 28, 29],
    ]);
    const yearly = figures.years.map((_, i) => sum(figures.cases.map((row) => row.perYear[i] ?? 0)));
    expect(yearly).toEqual([4, 11, 30, 70, 82, 81, 107, 150]);
    expect(yearly.map((count, i) => count + (figures.casesWithoutEntity[i] ?? 0))).toEqual([
      5, 13, 30, 70, 82, 81, 108, 150,
    ]);
  });

  it("have the persons and purposes of the printed totals", () => {
    const { persons, purposes } = figures;
    expect(Object.values(persons).map(sum)).toEqual([481, 432, 17, 15, 43, 882, 68, 670]);
    expect(Object.values(purposes).map(sum)).toEqual([397, 134, 7, 40, 0, 88]);
  });
});

describe("the demo register", () => {
  it("has 539 cases, entity by year as published, and four without an entity", () => {
    expect(register).toHaveLength(539);
    for (const row of figures.cases) {
      const own = register.filter((one) => one.entity === row.entity);
      expect([row.entity, perYear(own, () => 1)]).toEqual([row.entity, row.perYear]);
    }
    expect(
      perYear(
        register.filter((one) => one.entity === null),
        () => 1,
      ),
    ).toEqual(figures.casesWithoutEntity);
  });

  it("registers each case in a unit of its entity, or in the national unit when none is stated", () => {
    const units = new Map(pack.units.map((unit) => [unit.id, unit]));
    for (const one of register) {
      const unit = units.get(one.unitId);
      expect(unit?.entity).toBe(one.entity);
      if (one.entity === null) expect(unit?.kind).toBe("national");
      expect(unit && unit.validFrom <= one.complaintMadeAt.slice(0, 10)).toBe(true);
      expect(unit?.validTo === null || (unit?.validTo ?? "") > one.enteredAt.slice(0, 10)).toBe(true);
    }
  });

  it("has the suspects of each year by sex and identification", () => {
    const count = (sex: string, identified: boolean) =>
      perYear(
        register,
        ({ complaint }) =>
          complaint.suspects.filter(
            (s) => s.sex === sex && (s.identityStatus === "identified") === identified,
          ).length,
      );
    const { persons } = figures;
    expect(count("male", true)).toEqual(persons.suspectsIdentifiedMale);
    expect(count("female", true)).toEqual(persons.suspectsIdentifiedFemale);
    expect(count("male", false)).toEqual(persons.suspectsUnidentifiedMale);
    expect(count("female", false)).toEqual(persons.suspectsUnidentifiedFemale);
  });

  it("has the victims of each year by sex and majority, and one at least in each case", () => {
    const count = (sex: string, minor: boolean) =>
      perYear(
        register,
        ({ complaint }) =>
          complaint.victims.filter((victim) => victim.sex === sex && isMinor(victim) === minor).length,
      );
    const { persons } = figures;
    expect(count("male", false)).toEqual(persons.victimsAdultMale);
    expect(count("female", false)).toEqual(persons.victimsAdultFemale);
    expect(count("male", true)).toEqual(persons.victimsMinorMale);
    expect(count("female", true)).toEqual(persons.victimsMinorFemale);
    expect(Math.min(...register.map(({ complaint }) => complaint.victims.length))).toBe(1);
  });

  it("has as many cases with each class of purpose as published", () => {
    const count = (group: string) => perYear(register, (one) => Number(classesOf(one).includes(group)));
    const { purposes } = figures;
    expect(count("sexual")).toEqual(purposes.sexual);
    expect(count("labour")).toEqual(purposes.labour);
    expect(count("sale-of-children")).toEqual(purposes.saleOfChildren);
    expect(count("begging")).toEqual(purposes.begging);
    expect(count("organ-removal")).toEqual(purposes.organRemoval);
    expect(count("unspecified")).toEqual(purposes.unassigned);
  });

  it("gives every case a purpose or none established, and one of 2004 a purpose without a printed column", () => {
    for (const one of register) {
      expect(one.complaint.purposes.length).toBeGreaterThan(0);
      if (one.complaint.purposes.includes("unspecified"))
        expect(one.complaint.purposes).toEqual(["unspecified"]);
    }
    const printed = new Set([
      "sexual",
      "labour",
      "sale-of-children",
      "begging",
      "organ-removal",
      "unspecified",
    ]);
    const others = register.filter((one) => classesOf(one).some((group) => !printed.has(group)));
    expect(others.map((one) => [one.year, one.complaint.purposes])).toEqual([[2004, ["forced-criminality"]]]);
  });

  it("marks every complaint made before the register began as entered late", () => {
    const early = register.filter((one) => one.year <= 2005);
    expect(early).toHaveLength(18);
    for (const one of early) expect([one.late, one.enteredAt > "2006-11-01"]).toEqual([true, true]);
    const later = register.filter((one) => one.complaintMadeAt > "2006-12-01");
    const late = later.filter((one) => one.late).length / later.length;
    expect(late).toBeGreaterThan(0.03);
    expect(late).toBeLessThan(0.2);
    for (const one of register)
      expect(Date.parse(one.enteredAt)).toBeGreaterThan(Date.parse(one.complaintMadeAt));
  });

  it("is made of complaints without a fault and without a warning", () => {
    const prepared = prepareValidation(pack);
    for (const { complaint, complaintMadeAt, enteredAt } of register) {
      const parsed = Complaint.parse(complaint);
      // Parsing trims and normalises: what is generated is already as it would be stored.
      expect(parsed).toEqual(complaint);
      const when = { complaintMadeAt, enteredAt, receivedAt: enteredAt };
      expect(validateComplaint(parsed, prepared, when)).toEqual({ faults: [], warnings: [] });
    }
  });

  it("is consistent with trafficking by law or protocol in seven cases of ten at least, and not in all", () => {
    const law = prepareLaw(pack.law);
    const palermo = prepareLaw(pack.palermo);
    const findings = register.map(({ complaint }) => classify(factsOf(complaint, pack), law, palermo));
    const consistent = findings.filter(
      (f) => f.verdict === "consistent" || f.palermo.verdict === "consistent",
    );
    expect(consistent.length / findings.length).toBeGreaterThanOrEqual(0.7);
    expect(findings.filter((f) => f.verdict === "incomplete").length).toBeGreaterThan(40);
    expect(findings.some((f) => f.verdict !== "consistent" && f.palermo.verdict === "consistent")).toBe(true);
    // Majority is known for every victim of the published tables.
    expect(findings.every((f) => f.victims.every(({ minor }) => minor !== "unknown"))).toBe(true);
    expect(new Set(findings.map((f) => f.lawVersion))).toEqual(new Set(["pe-1991", "pe-2004", "pe-2007"]));
  });

  it("is the same for the same seed, counts the same for another, and takes less than two seconds", () => {
    expect(demoComplaints(pack, figures, lists, DEMO_SEED)).toEqual(register);
    const other = demoComplaints(pack, figures, lists, 7);
    expect(other).not.toEqual(register);
    const victims = (cases: DemoComplaint[]) => perYear(cases, ({ complaint }) => complaint.victims.length);
    expect(victims(other)).toEqual(victims(register));
    expect(took).toBeLessThan(2000);
  });
});

describe("the demo officers", () => {
  it("register every case from a posting that held when the complaint was made and entered", () => {
    const officers = demoOfficers(pack, figures, lists);
    const byLogin = new Map(officers.map((officer) => [officer.login, officer]));
    expect(byLogin.size).toBe(officers.length);
    const police = officers.filter(({ cip }) => cip !== null);
    expect(new Set(police.map(({ cip }) => cip)).size).toBe(police.length);
    for (const one of register) {
      const officer = byLogin.get(one.officerLogin);
      expect(officer?.unitId).toBe(one.unitId);
      if (one.officerLogin !== CALL_TAKER) expect(officer?.role).toBe("registrar");
      expect(officer && officer.from <= one.complaintMadeAt.slice(0, 10)).toBe(true);
      expect(officer?.to === null || (officer?.to ?? "") > one.enteredAt.slice(0, 10)).toBe(true);
    }
  });

  it("take the newest calls of the line as its operator", () => {
    const lines = pack.units.filter(({ kind }) => kind === "hotline").map(({ id }) => id);
    const calls = register.filter(({ unitId }) => lines.includes(unitId));
    const taken = calls.map(({ officerLogin }) => officerLogin === CALL_TAKER);
    expect(taken).toEqual(calls.map((_, index) => index >= calls.length - 3));
    expect(taken.length).toBeGreaterThan(3);
  });

  it("are two where a register asks for two, the custodians of two institutions", () => {
    const officers = demoOfficers(pack, figures, lists).filter(({ listed }) => listed);
    const unitsOf = (role: Role) => officers.filter((each) => each.role === role).map(({ unitId }) => unitId);
    for (const role of ["administrator", "catalogue-administrator", "amender"] as const)
      expect(unitsOf(role), role).toHaveLength(2);
    expect(new Set(unitsOf("key-custodian")).size).toBe(2);
  });

  it("offer every role to sign in as, with ranks of the pack and units that exist", () => {
    const officers = demoOfficers(pack, figures, lists);
    const listed = officers.filter((officer) => officer.listed);
    expect(new Set(listed.map(({ role }) => role))).toEqual(new Set(Role.options));
    expect(listed.map(({ login }) => login)).toEqual(
      expect.arrayContaining([
        "registra-tambopata",
        "investiga-madre-de-dios",
        "jefe-nacional",
        "administra",
      ]),
    );
    const ranks = new Set(pack.catalogues.rank?.items.map(({ code }) => code));
    const units = new Set(pack.units.map(({ id }) => id));
    for (const { cip, rank, unitId } of officers) {
      expect(units.has(unitId)).toBe(true);
      // Who belongs to another institution has neither rank nor number of the police.
      if (rank === null) expect(cip).toBeNull();
      else expect([ranks.has(rank), cip]).toEqual([true, expect.stringMatching(/^\d{8}$/)]);
    }
  });
});
