// The audit trail by officer, case, unit and more, over HTTP as an auditor asks, with ten million events on it; and case
// files opened beside it, each of which adds to it.
import * as trail from "#src/actions/list-audit.ts";
import { readings } from "../test/support/statements.ts";
import { ask } from "./support/ask.ts";
import { say } from "./support/bulk-load.ts";
import { loadCases, registerReally } from "./support/load-cases.ts";
import { loadEvents } from "./support/load-events.ts";
import { loadOfficers } from "./support/load-officers.ts";
import { machine, openBench } from "./support/register.ts";
import { sizes } from "./support/sizes.ts";

const TARGET_P95_MS = 100;
/** A case file, while the trail is as long. */
const OPENING_P95_MS = 150;

const STAFF = { auditor: ["pe-pnp", "auditor"], registrar: ["pe-st-170101", "registrar"] } as const;

/** Arguments: events (default 10000000), requests a question (default 200), cases (default 1200000), officers (default 3000). */
export async function bench([
  events = "10000000",
  requests = "200",
  cases = "1200000",
  officers = "3000",
]: readonly string[]): Promise<unknown> {
  let loadSeconds = 0;
  const registered: string[] = [];
  const bench = await openBench(STAFF, 1, async (house, loginOf) => {
    const started = performance.now();
    await loadOfficers(house.owner.pool, Number(officers));
    await loadCases(house, Number(cases), loginOf("registrar"));
    registered.push(...(await registerReally(house, loginOf("registrar"), Number(requests) / 2)));
    await loadEvents(house.owner.pool, Number(events));
    loadSeconds = Math.round((performance.now() - started) / 1000);
  });
  try {
    const { pool } = bench.house.owner;
    const cookie = await bench.signIn("auditor");
    const draw = async (statement: string) =>
      (await pool.query<{ id: string }>(statement, [Number(requests)])).rows.map(({ id }) => id);
    // As often as they are asked about in life: whoever does much is asked about much. The busiest come too.
    const someOfficers = await draw(
      "select officer_id as id from bench_officers order by power(n, 0.5) * random() limit $1",
    );
    const someCases = await draw(
      "select case_id as id from bench_cases order by power(n, 0.5) * random() limit $1",
    );
    const someUnits = await draw("select unit_id as id from units order by random() limit $1");
    const month = new Date(Date.now() - 400 * 86_400_000).toISOString();
    const questions: Record<string, string[]> = {
      byOfficer: someOfficers.map((id) => `/api/audit?officer=${id}`),
      byOfficerOneAction: someOfficers.map((id) => `/api/audit?officer=${id}&action=case.print`),
      byOfficerRefused: someOfficers.map((id) => `/api/audit?officer=${id}&outcome=refused`),
      byCase: someCases.map((id) => `/api/audit?case=${id}`),
      byUnit: someUnits.map((id) => `/api/audit?unit=${id}`),
      byUnitNames: someUnits.map((id) => `/api/audit?unit=${id}&group=names`),
      newest: someUnits.map(() => "/api/audit"),
      aYearAgo: someUnits.map(() => `/api/audit?to=${month}`),
      rareGroup: someUnits.map(() => "/api/audit?group=keys"),
      failed: someUnits.map(() => "/api/audit?outcome=failed"),
      secondPage: await secondPages(bench.urls[0], cookie, someOfficers.slice(0, Number(requests) / 2)),
    };
    const answers: Record<string, Awaited<ReturnType<typeof ask>>> = {};
    for (const [name, paths] of Object.entries(questions)) {
      answers[name] = await ask(
        bench.urls[0],
        cookie,
        paths.map((path) => ({ path })),
      );
      say(`${name}: ${JSON.stringify(answers[name]?.milliseconds)}`);
    }
    const files = await bench.signIn("registrar");
    const openings = {
      file: registered.map((id) => ({ path: `/api/cases/${id}` })),
      names: registered.map((id) => ({ path: `/api/cases/${id}/names`, body: { purpose: "investigation" } })),
    };
    const opened = {
      file: await ask(bench.urls[0], files, openings.file),
      names: await ask(bench.urls[0], files, openings.names),
    };
    say(`opened: ${JSON.stringify(opened)}`);
    const listing = { trace: trail.trace, verb: trail.listAudit };
    const read = (search: trail.AuditSearch) =>
      readings(bench.house, bench.loginOf("auditor"), listing, search);
    return {
      machine: machine(),
      loadSeconds,
      ...(await sizes(pool, ["cases", "audit_events"])),
      answers,
      opened,
      read: {
        byOfficer: await read({ officer: someOfficers[0] }),
        byCase: await read({ case: someCases[0] }),
        byUnit: await read({ unit: someUnits[0] }),
      },
      target: { p95: TARGET_P95_MS, openingP95: OPENING_P95_MS },
      // What was asked of the register; the other questions are told, not judged.
      reached:
        [answers.byOfficer, answers.byCase].every((one) => (one?.milliseconds?.p95 ?? 0) <= TARGET_P95_MS) &&
        (opened.file.milliseconds?.p95 ?? 0) <= OPENING_P95_MS,
    };
  } finally {
    await bench.close();
  }
}

async function secondPages(url: string, cookie: string, officers: readonly string[]): Promise<string[]> {
  const paths: string[] = [];
  for (const id of officers) {
    const first = await fetch(`${url}/api/audit?officer=${id}`, { headers: { cookie } });
    const { next } = (await first.json()) as { next: string | null };
    if (next !== null) paths.push(`/api/audit?officer=${id}&cursor=${next}`);
  }
  return paths;
}
