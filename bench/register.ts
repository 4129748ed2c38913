// Registrations a second with everything on: validation, classification, seal, ledger, alert, audit; 10 connections.
import { randomUUID } from "node:crypto";
import autocannon from "autocannon";
import { typicalComplaint } from "../test/support/complaints.ts";
import { machine, openBench } from "./support/register.ts";

/** Arguments: seconds (default 10), connections (default 10). */
export async function bench([seconds = "10", connections = "10"]: readonly string[]): Promise<unknown> {
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
    await send(3);
    const result = await send(Number(seconds));
    const stored = await bench.house.owner.pool.query("select count(*)::int as cases from cases");
    return {
      machine: machine(),
      registrationsPerSecond: Math.round(result.requests.average),
      milliseconds: {
        p50: result.latency.p50,
        "p97.5": result.latency.p97_5,
        p99: result.latency.p99,
        max: result.latency.max,
      },
      answers: { "2xx": result["2xx"], other: result.non2xx, errors: result.errors },
      cases: stored.rows[0].cases,
    };
  } finally {
    await bench.close();
  }
}
