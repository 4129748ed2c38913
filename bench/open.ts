// Opening a case file and the pages of cases, over HTTP as officers ask, with 1.2 million cases in the register.
import { ask } from "./support/ask.ts";
import { loadCases, loadOfficers } from "./support/load-register.ts";
import { machine, openBench } from "./support/register.ts";

const TARGET_P95_MS = 150;

/** Arguments: cases (default 1200000), officers (default 3000), requests a question (default 200). */
export async function bench([
  cases = "1200000",
  officers = "3000",
  requests = "200",
]: readonly string[]): Promise<unknown> {
  const bench = await openBench({
    registrar: ["pe-st-170101", "registrar"],
    quiet: ["pe-st-080101", "registrar"],
    national: ["pe-divintrap", "investigator"],
    regional: ["pe-dirtepol-x-cusco-trata", "investigator"],
    chief: ["pe-dirtepol-x-madre-de-dios", "chief"],
    station: ["pe-st-170101", "chief"],
    directorate: ["pe-pnp", "national-directorate"],
  });
  try {
    const { pool } = bench.house.owner;
    const started = performance.now();
    await loadOfficers(pool, Number(officers));
    const registered = await loadCases(bench.house, Number(cases), bench.loginOf("registrar"));
    // One of those who sign in has hardly any case: the page must not be looked for among everybody's.
    await pool.query(
      "update cases set officer_id = gen_random_uuid() where officer_id = (select officer_id from officers where login = $1)",
      [bench.loginOf("quiet")],
    );
    await pool.query("vacuum analyze cases");
    const loadSeconds = Math.round((performance.now() - started) / 1000);
    const [url] = bench.urls;
    const cookies = Object.fromEntries(
      await Promise.all(
        ["registrar", "quiet", "national", "regional", "chief", "station", "directorate"].map(
          async (name) => [name, await bench.signIn(name)] as const,
        ),
      ),
    );
    const draw = async (statement: string, ...values: unknown[]) =>
      (await pool.query<{ id: string }>(statement, [Number(requests), ...values])).rows.map(({ id }) => id);
    const alerted = await draw(
      "select case_id as id from alerts where unit_id = 'pe-divintrap' order by random() limit $1",
    );
    const own = await draw(
      "select case_id as id from cases where officer_id = (select officer_id from officers where login = $2) order by random() limit $1",
      bench.loginOf("registrar"),
    );
    const times = (path: string) => Array.from({ length: Number(requests) }, () => path);
    const asked: [name: string, who: string, paths: string[]][] = [
      ["openAlerted", "national", alerted.map((id) => `/api/cases/${id}`)],
      ["openOwn", "registrar", own.map((id) => `/api/cases/${id}`)],
      ["listOwn", "registrar", times("/api/cases?mine=1")],
      ["listAll", "registrar", times("/api/cases")],
      ["listOfAlmostNone", "quiet", times("/api/cases")],
      ["listNational", "national", times("/api/cases")],
      ["listRegional", "regional", times("/api/cases")],
      ["listOfCommand", "chief", times("/api/cases")],
      ["listOfStation", "station", times("/api/cases")],
      ["listOfNation", "directorate", times("/api/cases")],
      ["searchPlace", "national", times("/api/cases?place=17&verdict=consistent")],
      ["searchDay", "chief", times("/api/cases?from=2020-03-01&to=2020-03-31")],
      ["inbox", "national", times("/api/alerts")],
    ];
    const answers: Record<string, Awaited<ReturnType<typeof ask>>> = {};
    for (const [name, who, paths] of asked) answers[name] = await ask(url, cookies[who] ?? "", paths);
    return {
      machine: machine(),
      cases: Number(cases),
      registered: registered.length,
      loadSeconds,
      answers,
      target: { p95: TARGET_P95_MS },
      reached: Object.values(answers).every(({ milliseconds }) => (milliseconds?.p95 ?? 0) <= TARGET_P95_MS),
    };
  } finally {
    await bench.close();
  }
}
