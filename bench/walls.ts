// Can whoever a case is hidden from tell by the time of the answer that there is one? Held against two controls.
import { randomUUID } from "node:crypto";
import type { Complaint } from "#src/schema/complaint.ts";
import { newComplaint, typicalComplaint } from "../test/support/complaints.ts";
import { auc } from "./support/auc.ts";
import { quantiles } from "./support/quantiles.ts";
import { machine, openBench } from "./support/register.ts";

/** Of the test plan: a listener who guesses by time is right 55 times of 100 at most. */
const TARGET_AUC = 0.55;
const STAFF = {
  registrar: ["pe-st-170101", "registrar"],
  stranger: ["pe-dirtepol-x-cusco-trata", "investigator"],
} as const;
/** As many cases of each kind are asked for by turns. */
const CASES = 20;
const WARM = 50;

const KINDS = ["walled", "never", "neverAgain", "own"] as const;
type Kind = (typeof KINDS)[number];

/** Arguments: questions of each kind (default 1000). The officer who registered the walled cases asks, and a stranger. */
export async function bench([count = "1000"]: readonly string[]): Promise<unknown> {
  const bench = await openBench(STAFF);
  try {
    const url = bench.urls[0];
    const registrar = await bench.signIn("registrar");
    const register = (change: Partial<Complaint>) => registering(url, registrar, change);
    const walled: string[] = [];
    const own: string[] = [];
    for (let i = 0; i < CASES; i++) {
      walled.push(await register({ officers: ["involved"] }));
      own.push(await register({}));
    }
    const results: Record<string, unknown> = {};
    for (const who of ["registrar", "stranger"] as const) {
      const cookie = who === "registrar" ? registrar : await bench.signIn(who);
      results[who] = judged(await asking(url, cookie, Number(count), { walled, own }));
    }
    return {
      bench: "walls",
      machine: machine(),
      questions: Number(count),
      target: { auc: TARGET_AUC },
      results,
    };
  } finally {
    await bench.close();
  }
}

async function registering(url: string, cookie: string, change: Partial<Complaint>): Promise<string> {
  const complaint = newComplaint(typicalComplaint(change));
  const headers = { cookie, "x-reta": "1", "content-type": "application/json" };
  const answer = await fetch(`${url}/api/complaints`, {
    method: "POST",
    headers,
    body: JSON.stringify(complaint),
  });
  if (answer.status !== 201) throw new Error(`registering answered ${answer.status}`);
  return complaint.caseId;
}

/** Milliseconds of each kind, one question after the other, the kinds in a random order in each round. */
async function asking(
  url: string,
  cookie: string,
  count: number,
  { walled, own }: { walled: readonly string[]; own: readonly string[] },
): Promise<Record<Kind, number[]>> {
  const times: Record<Kind, number[]> = { walled: [], never: [], neverAgain: [], own: [] };
  for (let round = -WARM; round < count; round++) {
    const at = Math.abs(round) % CASES;
    const ids = { walled: walled[at], never: randomUUID(), neverAgain: randomUUID(), own: own[at] };
    for (const kind of shuffled(KINDS)) {
      const path = `${url}/api/cases/${ids[kind]}`;
      const start = performance.now();
      const answer = await fetch(path, { headers: { cookie } });
      await answer.arrayBuffer();
      if (round >= 0) times[kind].push(performance.now() - start);
      if (answer.status !== 404 && kind !== "own") throw new Error(`${kind} answered ${answer.status}`);
    }
  }
  return times;
}

// The second of two that never were is the control that must not be told apart; an own case, where it may be read, the
// one that must be.
function judged(times: Record<Kind, number[]>) {
  const round = (value: number) => Math.round(value * 1000) / 1000;
  const walled = round(auc(times.walled, times.never));
  return {
    auc: {
      walledFromNever: walled,
      neverFromNever: round(auc(times.neverAgain, times.never)),
      ownFromNever: round(auc(times.own, times.never)),
    },
    reached: Math.max(walled, 1 - walled) < TARGET_AUC,
    milliseconds: Object.fromEntries(KINDS.map((kind) => [kind, quantiles(times[kind])])),
  };
}

function shuffled<T>(items: readonly T[]): T[] {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(Math.random() * left.length), 1)[0] as T);
}
