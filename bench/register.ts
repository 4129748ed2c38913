// Registrations a second with everything on: validation, classification, seal, ledger, alert, audit; 10 connections.
import { randomUUID } from "node:crypto";
import autocannon from "autocannon";
import { typicalComplaint } from "../test/support/complaints.ts";
import { databaseTime, processorTime } from "./support/processor-time.ts";
import { machine, openBench } from "./support/register.ts";

/** Arguments: seconds (default 10), connections (default 10), seconds of warming up that are not counted (default 3). */
export async function bench([
  seconds = "10",
  connections = "10",
  warming = "3",
]: readonly string[]): Promise<unknown> {
  const bench = await openBench({ registrar: ["pe-st-170101", "registrar"] });
  try {
    const cookie = await bench.signIn("registrar");
    const complaint = typicalComplaint();
    const send = (duration: number) =>
      autocannon({
        url: `${bench.urls[0]}/api/complaints`,
        method: "POST",
        connections: Number(connections),
        duration,
        headers: { cookie, "x-reta": "1", "content-type": "application/json" },
        requests: [
          {
            setupRequest: (request: object) => {
              const now = new Date().toISOString();
              const ids = {
                entryId: randomUUID(),
                caseId: randomUUID(),
                deviceId: randomUUID(),
                deviceCounter: 1,
              };
              return {
                ...request,
                body: JSON.stringify({ ...ids, enteredAt: now, complaintMadeAt: now, complaint }),
              };
            },
          },
        ],
      });
    await send(Number(warming));
    const { rows } = await bench.house.owner.pool.query("select pg_backend_pid() as pid");
    const used = () => ({
      server: bench.pids.reduce((sum, pid) => sum + (processorTime(pid) ?? Number.NaN), 0),
      database: databaseTime(rows[0].pid) ?? Number.NaN,
      generator: processorTime(process.pid) ?? Number.NaN,
    });
    const before = used();
    const result = await send(Number(seconds));
    const after = used();
    const each = (of: keyof typeof after) => Number(((after[of] - before[of]) / result["2xx"]).toFixed(3));
    const stored = await bench.house.owner.pool.query(
      "select count(*)::int as cases, count(distinct xmin::text)::int as transactions from cases",
    );
    const { cases, transactions } = stored.rows[0];
    return {
      machine: machine(),
      registrationsPerSecond: Math.round(result.requests.average),
      milliseconds: {
        p50: result.latency.p50,
        "p97.5": result.latency.p97_5,
        p99: result.latency.p99,
        max: result.latency.max,
      },
      // Steadier than the rate on a machine that others use as well.
      processorMillisecondsEach: {
        server: each("server"),
        database: each("database"),
        generator: each("generator"),
      },
      answers: { "2xx": result["2xx"], other: result.non2xx, errors: result.errors },
      cases,
      // How many share a transaction, on average: most of what one costs it costs once.
      casesInATransaction: Number((cases / transactions).toFixed(2)),
    };
  } finally {
    await bench.close();
  }
}
