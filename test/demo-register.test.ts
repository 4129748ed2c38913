// The demo register in a real database: counted back to the published figures by SQL, marked late, whole, and filled once.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDemo } from "#src/actions/demo/load-demo.ts";
import { demoOfficers } from "#src/actions/demo/officers.ts";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import { verifyLedger } from "#src/actions/verify-ledger.ts";
import { readConfiguration } from "#src/cli/configuration.ts";
import { readSealedEntries } from "#src/database/sealed-rows.ts";
import { actorsOf, type Demo, fillDemo } from "#src/main/demo.ts";
import { giveFiles } from "#src/main/demo-files.ts";
import { type House, openHouse } from "#src/main/house.ts";
import { sealer } from "#src/main/sealer.ts";
import { type Served, serve } from "#src/main/serve.ts";
import { type CaseLine, Role } from "#src/schema/case.ts";
import { cloneDatabase, type TestDatabase, temporaryDirectory } from "./support/database.ts";
import { signIn } from "./support/server.ts";

interface Figures {
  years: number[];
  cases: { entity: string; perYear: number[] }[];
  casesWithoutEntity: number[];
  persons: Record<string, number[]>;
  purposes: Record<string, number[]>;
}
const figures = JSON.parse(
  readFileSync(new URL("../packs/pe/demo/figures.json", import.meta.url), "utf8"),
) as Figures;

let database: TestDatabase;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let house: House;
let demo: Demo;
const said: string[] = [];
/** Seconds it took to fill: recorded in the report, not judged here, where other work runs beside it. */
let seconds: number;

beforeAll(async () => {
  [database, folder] = await Promise.all([cloneDatabase(), temporaryDirectory()]);
  house = await openHouse(
    readConfiguration({
      DATABASE_URL: database.ownerUrl,
      RETA_DATA: folder.path,
      RETA_LOG: "silent",
      RETA_SIGN_IN: "password",
    }),
  );
  const from = performance.now();
  demo = await fillDemo(house, (text) => void said.push(text));
  seconds = (performance.now() - from) / 1_000;
  process.stdout.write(`the demo register was filled in ${seconds.toFixed(1)} s\n`);
}, 300_000);
afterAll(async () => {
  await house?.close();
  await database?.drop();
  await folder?.remove();
});

/** They see no case anywhere. */
const SEE_NONE = "administrator catalogue-administrator key-custodian monitor".split(" ");

const rows = async <Row>(statement: string) => (await house.owner.pool.query(statement)).rows as Row[];
/** `statement` gives year and count; the answer has one number for each year of the figures. */
async function perYear(statement: string): Promise<number[]> {
  const counted = new Map(
    (await rows<{ year: number; n: number }>(statement)).map(({ year, n }) => [year, n]),
  );
  return figures.years.map((year) => counted.get(year) ?? 0);
}
// The year of a published table is the year the complaint was made, at the place where it was made.
const YEAR = "extract(year from complaint_made_at at time zone 'America/Lima')::int as year";

describe("counted from the tables", () => {
  test("there are as many cases of each entity in each year as published", async () => {
    for (const { entity, perYear: published } of figures.cases) {
      const statement = `select ${YEAR}, count(*)::int as n from cases join units using (unit_id) where entity = '${entity}' group by 1`;
      expect([entity, await perYear(statement)]).toEqual([entity, published]);
    }
    const without = `select ${YEAR}, count(*)::int as n from cases join units using (unit_id) where entity is null group by 1`;
    expect(await perYear(without)).toEqual(figures.casesWithoutEntity);
    const [all] = await rows<{ n: number }>("select count(*)::int as n from cases");
    expect(all?.n).toBe(539);
  });

  test.each([
    ["suspectsIdentifiedMale", "part = 'suspect' and sex = 'male' and identity_status = 'identified'"],
    ["suspectsIdentifiedFemale", "part = 'suspect' and sex = 'female' and identity_status = 'identified'"],
    [
      "suspectsUnidentifiedMale",
      "part = 'suspect' and sex = 'male' and identity_status is distinct from 'identified'",
    ],
    [
      "suspectsUnidentifiedFemale",
      "part = 'suspect' and sex = 'female' and identity_status is distinct from 'identified'",
    ],
    ["victimsAdultMale", "part = 'victim' and sex = 'male' and majority = 'adult'"],
    ["victimsAdultFemale", "part = 'victim' and sex = 'female' and majority = 'adult'"],
    ["victimsMinorMale", "part = 'victim' and sex = 'male' and majority = 'minor'"],
    ["victimsMinorFemale", "part = 'victim' and sex = 'female' and majority = 'minor'"],
  ])("there are as many %s in each year as published", async (row, condition) => {
    expect(
      await perYear(
        `select ${YEAR}, count(*)::int as n from case_people join cases using (case_id) where ${condition} group by 1`,
      ),
    ).toEqual(figures.persons[row]);
  });

  test("there are no other people, and each case has the number it says", async () => {
    const total = Object.values(figures.persons)
      .flat()
      .reduce((sum, n) => sum + n, 0);
    const [people] = await rows<{ n: number }>("select count(*)::int as n from case_people");
    expect(people?.n).toBe(total);
    const wrong =
      await rows(`select 1 from cases c where victims <> (select count(*) from case_people p where p.case_id = c.case_id and part = 'victim')
      or suspects <> (select count(*) from case_people p where p.case_id = c.case_id and part = 'suspect')`);
    expect(wrong).toEqual([]);
  });

  test("each class of purpose has as many cases in each year as published", async () => {
    const catalogue = JSON.parse(
      readFileSync(new URL("../packs/pe/catalogues/purpose.json", import.meta.url), "utf8"),
    ) as { items: { code: string; group?: string }[] };
    const codesOf = (group: string) =>
      catalogue.items.filter((item) => (item.group ?? item.code) === group).map(({ code }) => `'${code}'`);
    for (const [row, group] of [
      ["sexual", "sexual"],
      ["labour", "labour"],
      ["saleOfChildren", "sale-of-children"],
      ["begging", "begging"],
      ["organRemoval", "organ-removal"],
      ["unassigned", "unspecified"],
    ] as const) {
      const codes = codesOf(group);
      expect(codes.length, group).toBeGreaterThan(0);
      const statement = `select ${YEAR}, count(*)::int as n from cases where purposes && array[${codes.join()}] group by 1`;
      expect([row, await perYear(statement)]).toEqual([row, figures.purposes[row]]);
    }
  });

  test("what was entered more than thirty days after the complaint is marked late, and nothing else is", async () => {
    expect(
      await rows("select 1 from cases where late <> (entered_at - complaint_made_at > interval '30 days')"),
    ).toEqual([]);
    const early = await rows<{ late: boolean }>(
      `select late from cases where extract(year from complaint_made_at at time zone 'America/Lima') <= 2005`,
    );
    expect(early.map(({ late }) => late)).toEqual(Array.from({ length: 18 }, () => true));
  });

  test("nobody sets the time a complaint was received", async () => {
    const [row] = await rows<{ oldest: number }>(
      "select extract(epoch from now() - min(received_at))::float8 as oldest from entries",
    );
    expect(row?.oldest).toBeLessThan(seconds + 300);
  });
});

/** The complaints; of three cases that the national unit has them and opened them to five others, and a correction. */
const ENTRIES = 539 + 3 * 7;

describe("the filled register", () => {
  test("verifies, its projections rebuild, and every value opens", async () => {
    await sealer(house, "entries")();
    const read = <T>(work: (tx: typeof house.owner.query) => Promise<T>) =>
      house.owner.query.transaction().setIsolationLevel("repeatable read").execute(work);
    const report = await read((tx) =>
      verifyLedger(tx, { log: "entries", readEntries: readSealedEntries(tx), vkey: house.keys.entries.vkey }),
    );
    expect(report).toMatchObject({ ok: true, size: ENTRIES, pending: 0, entries: ENTRIES, problems: [] });
    expect(await house.vault.ask("check-values", {})).toEqual([]);
    expect(await read((tx) => compareProjections(tx, house.pack.manifest.timeZone))).toEqual({
      ok: true,
      cases: 539,
      differing: [],
    });
  });

  test("alerts of the newest cases only, so that the inboxes are not empty and nobody is called for 2004", async () => {
    const [alerted] = await rows<{ cases: number; oldest: string }>(
      "select count(distinct case_id)::int as cases, min(complaint_made_on) as oldest from alerts join cases using (case_id)",
    );
    expect(alerted?.cases).toBeGreaterThan(0);
    expect(alerted?.cases).toBeLessThanOrEqual(15);
    expect(String(alerted?.oldest)).toContain("2011");
  });

  test("filled again changes nothing", async () => {
    const state = () =>
      rows(
        "select (select count(*)::int from entries) as entries, (select count(*)::int from officers) as officers, (select count(*)::int from alerts) as alerts, (select encode(sha256(string_agg(entry_hash, ''::bytea order by entry_id)), 'hex') from entries) as hashes",
      );
    const before = await state();
    expect(await fillDemo(house, () => undefined)).toEqual(demo);
    // A demo whose filling was cut short is filled on: files that were given already stay as they are.
    const { figures: published, lists } = await loadDemo("pe");
    await giveFiles(house, actorsOf(house, demoOfficers(house.pack, published, lists)));
    expect(await state()).toEqual(before);
    expect(said.join("\n")).toContain("539");
  });

  test("lets every demo login in, and shows each what its role may see", async () => {
    const served: Served = await serve(house, { host: "127.0.0.1", port: 0, insist: true });
    try {
      expect(new Set(demo.logins.map(({ role }) => role))).toEqual(new Set<string>(Role.options));
      for (const { login, role } of demo.logins) {
        const client = await signIn(served.url, login, demo.password);
        expect((await client.get("/api/session")).json).toMatchObject({ role, mustEnrol: false });
        const list = (await client.get("/api/cases")).json as { cases: CaseLine[] };
        // A chief of another institution commands no unit that registers.
        const sees = !SEE_NONE.includes(role) && login !== "jefe-fiscalia";
        expect(list.cases.length > 0, login).toBe(sees);
        const pending = list.cases.filter((line) => line.pendingAmendments > 0);
        // Each with something to do: corrections to decide, calls of today, what is behind a wall.
        if (role === "amender")
          expect(pending.map(({ pendingAmendments }) => pendingAmendments)).toEqual([1, 1, 1]);
        // A call that concerns an officer is behind a wall, from who took it as well.
        if (role === "hotline-operator") expect([2, 3]).toContain(list.cases.length);
        if (role === "internal-affairs") expect(list.cases.every(({ walled }) => walled)).toBe(true);
      }
    } finally {
      await served.close();
    }
  });
});
