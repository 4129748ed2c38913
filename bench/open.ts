// Opening a case file and the pages of cases, over HTTP as officers ask, with 1.2 million cases in the register
// and ten million events on its trail.
import * as cases from "#src/actions/list-cases.ts";
import * as file from "#src/actions/read-case.ts";
import { readings } from "../test/support/statements.ts";
import { ask } from "./support/ask.ts";
import { say } from "./support/bulk-load.ts";
import { loadCases, registerReally } from "./support/load-cases.ts";
import { loadEvents } from "./support/load-events.ts";
import { loadOfficers } from "./support/load-officers.ts";
import { machine, openBench } from "./support/register.ts";
import { sizes } from "./support/sizes.ts";

const TARGET_P95_MS = 150;
const STAFF = {
  registrar: ["pe-st-170101", "registrar"],
  quiet: ["pe-st-080101", "registrar"],
  national: ["pe-divintrap", "investigator"],
  regional: ["pe-dirtepol-x-cusco-trata", "investigator"],
  chief: ["pe-dirtepol-x-madre-de-dios", "chief"],
  station: ["pe-st-170101", "chief"],
  directorate: ["pe-pnp", "national-directorate"],
} as const;
type Who = keyof typeof STAFF;
interface Question {
  name: string;
  who: Who;
  path: string;
  /** What is sent, where it is not only asked. */
  body?: unknown;
}

/** Arguments: cases (default 1200000), requests a question (default 200), events (default 10000000), officers (default 3000). */
export async function bench([
  count = "1200000",
  requests = "200",
  events = "10000000",
  officers = "3000",
]: readonly string[]): Promise<unknown> {
  const measured: string[] = [];
  let loadSeconds = 0;
  const bench = await openBench(STAFF, 1, async (house, loginOf) => {
    const started = performance.now();
    // One of those who sign in has no case: the page must not be looked for among everybody's.
    await loadOfficers(house.owner.pool, Number(officers), ["quiet"]);
    measured.push(...(await registerReally(house, loginOf("registrar"), Number(requests) / 4)));
    await loadCases(house, Number(count), loginOf("registrar"));
    measured.push(...(await registerReally(house, loginOf("registrar"), Number(requests) / 4)));
    await loadEvents(house.owner.pool, Number(events));
    loadSeconds = Math.round((performance.now() - started) / 1000);
    await house.owner.pool.query("vacuum analyze cases");
  });
  try {
    const { pool } = bench.house.owner;
    const { rows: copies } = await pool.query<{ id: string }>(
      `select case_id as id from alerts a where unit_id = 'pe-divintrap'
         and not exists (select from case_walls w where w.case_id = a.case_id) order by random() limit $1`,
      [Number(requests)],
    );
    const one = (name: string, who: Who, path: string): Question[] =>
      Array.from({ length: Number(requests) }, () => ({ name, who, path }));
    const asked: Question[][] = [
      measured.map((id) => ({ name: "openReal", who: "registrar", path: `/api/cases/${id}` })),
      measured.map((id) => ({
        name: "openNames",
        who: "registrar",
        path: `/api/cases/${id}/names`,
        body: { purpose: "investigation" },
      })),
      copies.map(({ id }) => ({ name: "openCopies", who: "national", path: `/api/cases/${id}` })),
      one("listOwn", "registrar", "/api/cases?mine=1"),
      one("listAll", "registrar", "/api/cases"),
      one("listOfNone", "quiet", "/api/cases"),
      one("listNational", "national", "/api/cases"),
      one("listRegional", "regional", "/api/cases"),
      one("listOfCommand", "chief", "/api/cases"),
      one("listOfStation", "station", "/api/cases"),
      one("listOfNation", "directorate", "/api/cases"),
      one("searchPlace", "national", "/api/cases?place=17&verdict=consistent"),
      one("searchDay", "chief", "/api/cases?from=2020-03-01&to=2020-03-31"),
      one("inbox", "national", "/api/alerts"),
    ];
    const answers: Record<string, Awaited<ReturnType<typeof ask>>> = {};
    for (const questions of asked) {
      const [first] = questions;
      if (first === undefined) continue;
      answers[first.name] = await ask(bench.urls[0], await bench.signIn(first.who), questions);
      say(`${first.name}: ${JSON.stringify(answers[first.name]?.milliseconds)}`);
    }
    const opening = { trace: file.trace, verb: file.readCase };
    const listing = { trace: cases.trace, verb: cases.listCases };
    const reached = ({ milliseconds }: { milliseconds?: { p95: number } | undefined }) =>
      (milliseconds?.p95 ?? 0) <= TARGET_P95_MS;
    return {
      machine: machine(),
      loadSeconds,
      ...(await sizes(pool, [
        "cases",
        "entries",
        "personal_values",
        "wrapped_keys",
        "alerts",
        "case_assignments",
        "audit_events",
      ])),
      answers,
      read: {
        openReal: await readings(bench.house, bench.loginOf("registrar"), opening, {
          caseId: measured[0] ?? "",
        }),
        openCopies: await readings(bench.house, bench.loginOf("national"), opening, {
          caseId: copies[0]?.id ?? "",
        }),
        listOfNone: await readings(bench.house, bench.loginOf("quiet"), listing, {}),
        listNational: await readings(bench.house, bench.loginOf("national"), listing, {}),
      },
      target: { p95: TARGET_P95_MS },
      reached: Object.entries(answers).every(([name, answer]) => !name.startsWith("open") || reached(answer)),
      slower: Object.entries(answers).flatMap(([name, answer]) => (reached(answer) ? [] : [name])),
    };
  } finally {
    await bench.close();
  }
}
