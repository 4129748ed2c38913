// Can whoever a case is hidden from tell by the time of the answer that there is one, reading it or writing into it? Held against controls.
import { randomUUID } from "node:crypto";
import type { Complaint } from "#src/schema/complaint.ts";
import { device } from "../test/support/assignments.ts";
import { WRITES } from "../test/support/case-writes.ts";
import { newComplaint, typicalComplaint } from "../test/support/complaints.ts";
import { auc } from "./support/auc.ts";
import { quantiles } from "./support/quantiles.ts";
import { machine, openBench } from "./support/register.ts";

/** Of the test plan: a listener who guesses by time is right 55 times of 100 at most. */
const TARGET_AUC = 0.55;
const STAFF = {
  registrar: ["pe-st-170101", "registrar"],
  stranger: ["pe-dirtepol-x-cusco-trata", "investigator"],
  // Deals with walls, and not with these.
  "walled-off": ["pe-dirtepol-x-madre-de-dios-trata", "specialised-unit"],
  receiver: ["pe-st-170101", "registrar"],
} as const;
/** As many cases of each kind are asked for by turns. */
const CASES = 20;
const WARM = 50;

/** The second of two that never were is the control that must not be told apart. */
const KINDS = ["walled", "never", "neverAgain"] as const;
type Kind = (typeof KINDS)[number];

/** One thing that is asked of a case: where, and with what body; none of them is answered where it is hidden. */
interface Question {
  path(caseId: string): string;
  body?(caseId: string): unknown;
  /** The control that must be told apart: cases that are the reader's own. */
  own?: readonly string[];
}

const WRITTEN = ["supplements", "amendments", "assignments", "directions", "unlocks", "decisions", "walls"];

/** Arguments: questions of each kind (default 1000), and writes of each (default a fifth of it). */
export async function bench([count = "1000", writes]: readonly string[]): Promise<unknown> {
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
    const receiver = await postingOf(url, await bench.signIn("receiver"));
    const written = Number(writes ?? Math.ceil(Number(count) / 5));
    const results: Record<string, unknown> = {};
    for (const who of ["registrar", "stranger", "walled-off"] as const) {
      const read: Question = { path: (id) => `/api/cases/${id}`, ...(who === "registrar" && { own }) };
      const ask = async (question: Question, times: number) =>
        // Signed in for each: some of it asks for a fresh proof.
        judged(await asking(url, await bench.signIn(who), times, walled, question));
      const ofWrites: Record<string, unknown> = {};
      for (const [name, question] of writesOf(own[0] ?? "", receiver))
        ofWrites[name] = await ask(question, written);
      results[who] = { read: await ask(read, Number(count)), writes: ofWrites };
    }
    return {
      bench: "walls",
      machine: machine(),
      questions: Number(count),
      writes: written,
      target: { auc: TARGET_AUC },
      results,
    };
  } finally {
    await bench.close();
  }
}

function writesOf(own: string, receiver: string): [string, Question][] {
  const below = WRITTEN.map((name): [string, Question] => [
    name,
    { path: (id) => `/api/cases/${id}/${name}`, body: (id) => WRITES[name]?.(id, own) },
  ]);
  const offer = (id: string) => ({ handOverId: randomUUID(), ...device(), receiver, cases: [id] });
  return [...below, ["hand-overs", { path: () => "/api/hand-overs", body: offer }]];
}

async function postingOf(url: string, cookie: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, { headers: { cookie } });
  return ((await answer.json()) as { postingId: string }).postingId;
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
  walled: readonly string[],
  { path, body, own }: Question,
): Promise<Partial<Record<Kind | "own", number[]>>> {
  const kinds = own === undefined ? KINDS : ([...KINDS, "own"] as const);
  const times = Object.fromEntries(kinds.map((kind) => [kind, [] as number[]]));
  for (let round = -WARM; round < count; round++) {
    const at = Math.abs(round) % CASES;
    const ids = { walled: walled[at], never: randomUUID(), neverAgain: randomUUID(), own: own?.[at] };
    for (const kind of shuffled(kinds)) {
      const id = ids[kind] ?? "";
      const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body(id)) };
      const headers = { cookie, "x-reta": "1", "content-type": "application/json" };
      const start = performance.now();
      const answer = await fetch(url + path(id), { headers, ...sent });
      await answer.arrayBuffer();
      if (round >= 0) times[kind]?.push(performance.now() - start);
      if (![403, 404].includes(answer.status) && kind !== "own")
        throw new Error(`${path(id)}, ${kind}, answered ${answer.status}`);
    }
  }
  return times;
}

function judged(times: Partial<Record<Kind | "own", number[]>>) {
  const { walled = [], never = [], neverAgain = [], own } = times;
  const round = (value: number) => Math.round(value * 1000) / 1000;
  const told = round(auc(walled, never));
  return {
    auc: {
      walledFromNever: told,
      neverFromNever: round(auc(neverAgain, never)),
      ...(own !== undefined && { ownFromNever: round(auc(own, never)) }),
    },
    reached: Math.max(told, 1 - told) < TARGET_AUC,
    milliseconds: Object.fromEntries(Object.entries(times).map(([kind, all]) => [kind, quantiles(all)])),
  };
}

function shuffled<T>(items: readonly T[]): T[] {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(Math.random() * left.length), 1)[0] as T);
}
