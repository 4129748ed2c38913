// Signs in and registers a complaint over the API, with nothing but Node: what another system would do.
//
//   RETA_PASSWORD=… node examples/register-complaint.mjs http://localhost:7382 LOGIN [complaint.json]
//
// Prints the acknowledgement. The password comes from the environment, because arguments are seen by every user of a
// machine. On a register with real cases the address begins with https.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";

const [url, login, file = new URL("complaint.json", import.meta.url)] = process.argv.slice(2);
const password = process.env.RETA_PASSWORD;
if (!url || !login || !password) {
  console.error("usage: RETA_PASSWORD=… node examples/register-complaint.mjs URL LOGIN [FILE]");
  process.exit(2);
}

// Every change says that it comes from a program of ours and not from a page of another site.
const headers = { "content-type": "application/json", "x-reta": "1" };

async function send(path, body, cookie) {
  const response = await fetch(new URL(path, url), {
    method: "POST",
    headers: { ...headers, ...(cookie && { cookie }) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
  const answer = await response.json();
  if (response.ok) return { answer, cookie: response.headers.getSetCookie()[0]?.split(";")[0] };
  // Problems are RFC 9457: a stable code, and for each field in fault where it is and what was expected.
  const faults = (answer.faults ?? []).map(({ pointer, code }) => `${pointer}: ${code}`);
  throw Object.assign(new Error([answer.code, ...faults].join("\n")), { status: response.status });
}

/** An answer that did not come, and one that says that the register is not there now, are asked for again. */
async function register(complaint, cookie) {
  for (let tried = 1; ; tried += 1) {
    try {
      return (await send("/api/complaints", complaint, cookie)).answer;
    } catch (error) {
      if (tried >= 5 || (error.status !== undefined && error.status !== 503)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1_000 * tried));
    }
  }
}

try {
  const { cookie } = await send("/api/session", { login, password });
  const now = new Date().toISOString();
  // The ids are made here and kept over repetitions: asking again registers once and gives the first answer.
  const complaint = {
    entryId: randomUUID(),
    caseId: randomUUID(),
    deviceId: randomUUID(),
    deviceCounter: 1,
    enteredAt: now,
    complaintMadeAt: now,
    complaint: JSON.parse(await readFile(file, "utf8")),
  };
  console.log(JSON.stringify(await register(complaint, cookie), null, 2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
