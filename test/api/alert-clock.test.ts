// What the clock does with alerts: up the tree of command when nobody answers, and a mail that says nothing.
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { escalateAlerts, trace } from "#src/actions/escalate-alerts.ts";
import { perform } from "#src/actions/perform.ts";
import type { Acknowledgement, AlertLine } from "#src/schema/case.ts";
import { newComplaint } from "../support/complaints.ts";
import { type Client, type SecondServer, startServer, type TestServer, UNITS } from "../support/server.ts";
import { temporaryDirectory } from "../support/temporary.ts";

interface Mail {
  to: string;
  text: string;
}
/** The outside world's mail server: takes mails for some addresses, and refuses the rest. */
const mails: Mail[] = [];
let refuse: (to: string) => boolean = () => false;
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onRcptTo: ({ address }, _session, done) =>
    done(refuse(address) ? new Error("mailbox not available") : null),
  onData(stream, session, done) {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      const to = session.envelope.rcptTo.map(({ address }) => address).join();
      mails.push({ to, text: Buffer.concat(chunks).toString("utf8") });
      done();
    });
  },
});

let server: TestServer;
let second: SecondServer;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let registrar: Client;
let investigator: Client;
let chief: Client;
/** The mails are looked for every five seconds. */
const SOON = { timeout: 30_000, interval: 100 };

beforeAll(async () => {
  folder = await temporaryDirectory();
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  const file = join(folder.path, "mailboxes.json");
  writeFileSync(file, JSON.stringify({ [UNITS.regional]: "region@example.org", "*": "rest@example.org" }));
  const { port } = smtp.server.address() as AddressInfo;
  server = await startServer({ RETA_SMTP_URL: `smtp://127.0.0.1:${port}`, RETA_MAILBOXES: file });
  second = await server.second();
  registrar = await server.signIn("registrar");
  investigator = await server.signIn("investigator");
  chief = await server.signIn("chief");
});
afterEach(() => {
  refuse = () => false;
});
afterAll(async () => {
  await second?.close();
  await server?.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
  await folder?.remove();
});

async function register(): Promise<{ caseId: string; caseNumber: string }> {
  const complaint = newComplaint();
  const answer = await registrar.send("POST", "/api/complaints", complaint);
  expect(answer.status).toBe(201);
  return { caseId: complaint.caseId, caseNumber: (answer.json as Acknowledgement).caseNumber };
}

describe("an alert nobody answers", () => {
  /** Runs the clock's action as if so many minutes had passed. */
  const whenPassed = (minutes: number) =>
    perform(
      { ...server.house.real, clock: () => new Date(Date.now() + minutes * 60_000) },
      { actor: null, requestId: randomUUID() },
      { trace, verb: escalateAlerts },
      undefined,
    );
  const raised = (caseId: string) =>
    server
      .rows<{ unit_id: string; level: number }>(
        "select unit_id, level from alerts where case_id = $1 order by level, unit_id",
        [caseId],
      )
      .then((rows) => rows.map(({ unit_id, level }) => `${level} ${unit_id}`));
  const inboxOf = async (client: Client, caseId: string) =>
    ((await client.get("/api/alerts?state=all")).json as { alerts: AlertLine[] }).alerts.filter(
      (alert) => alert.caseId === caseId,
    );
  const FIRST = [`0 ${UNITS.regional}`, `0 ${UNITS.national}`].sort();
  const AFTER_15 = ["1 pe-dirincri", `1 ${UNITS.region}`];

  test("goes to the next command after 15 minutes, to the one above after 60, and no further than the top", async () => {
    const { caseId } = await register();
    await whenPassed(14);
    expect(await raised(caseId)).toEqual(FIRST);
    await whenPassed(15.1);
    expect(await raised(caseId)).toEqual([...FIRST, ...AFTER_15]);
    await whenPassed(59);
    expect(await raised(caseId)).toEqual([...FIRST, ...AFTER_15]);
    await whenPassed(60.1);
    // Both ways end at the top, which hears of it once.
    expect(await raised(caseId)).toEqual([...FIRST, ...AFTER_15, `2 ${UNITS.top}`]);
    await whenPassed(241);
    await whenPassed(10_000);
    expect(await raised(caseId)).toEqual([...FIRST, ...AFTER_15, `2 ${UNITS.top}`]);
    const seen = await inboxOf(chief, caseId);
    expect(seen.map(({ level }) => level).sort()).toEqual([0, 1]);
  });

  test("goes up once, though two processes look at the same moment", async () => {
    const { caseId } = await register();
    await Promise.all([whenPassed(16), whenPassed(16), whenPassed(16)]);
    expect(await raised(caseId)).toEqual([...FIRST, ...AFTER_15]);
  });

  test("stops when it is answered, and only that way of the two", async () => {
    const { caseId } = await register();
    const [alert] = await inboxOf(investigator, caseId);
    expect(
      (await investigator.send("POST", `/api/alerts/${alert?.alertId}/acknowledgement`, {})).status,
    ).toBe(200);
    await whenPassed(16);
    expect(await raised(caseId)).toEqual([...FIRST, "1 pe-dirincri"]);
  });

  test("stops as well when the command above answers", async () => {
    const { caseId } = await register();
    await whenPassed(16);
    const alert = (await inboxOf(chief, caseId)).find(({ level }) => level === 1);
    expect((await chief.send("POST", `/api/alerts/${alert?.alertId}/acknowledgement`, {})).status).toBe(200);
    await whenPassed(61);
    // The nation's way goes on; the region's has ended.
    expect(await raised(caseId)).toEqual([...FIRST, ...AFTER_15, `2 ${UNITS.top}`]);
    const [up] = await server.rows<{ unit_id: string }>(
      "select f.unit_id from alerts a join alerts f on f.alert_id = a.escalates where a.case_id = $1 and a.level = 2",
      [caseId],
    );
    expect(up?.unit_id).toBe("pe-dirincri");
  });
});

describe("a mail", () => {
  const mailedOf = (caseId: string) =>
    server.rows("select 1 from alert_mails join alerts using (alert_id) where case_id = $1 and level = 0", [
      caseId,
    ]);

  test("goes once to each unit's mailbox, though two processes send, and says nothing of the case", async () => {
    // Whatever the tests above have raised has gone out first.
    await vi.waitFor(
      async () =>
        expect(
          await server.rows(
            "select 1 from alerts left join alert_mails using (alert_id) where sent_at is null",
          ),
        ).toEqual([]),
      SOON,
    );
    mails.length = 0;
    const { caseId, caseNumber } = await register();
    await vi.waitFor(async () => expect(await mailedOf(caseId)).toHaveLength(2), SOON);
    expect(mails.map(({ to }) => to).sort()).toEqual(["region@example.org", "rest@example.org"]);
    const words = mails.map(({ text }) => text).join("\n");
    for (const secret of [caseNumber, caseId, "170101", "prostitu", "Inventad", "consistent", UNITS.regional])
      expect(words).not.toContain(secret);
    expect(words).toMatch(/^Subject: RETA/m);
  });

  test("that could not be sent is sent later, and one mailbox that refuses keeps no other waiting", async () => {
    mails.length = 0;
    refuse = (to) => to === "region@example.org";
    const { caseId } = await register();
    await vi.waitFor(() => expect(mails.map(({ to }) => to)).toContain("rest@example.org"), SOON);
    await register();
    await vi.waitFor(() => expect(mails.filter(({ to }) => to === "rest@example.org")).toHaveLength(2), SOON);
    expect(mails.map(({ to }) => to)).not.toContain("region@example.org");
    refuse = () => false;
    await vi.waitFor(async () => expect(await mailedOf(caseId)).toHaveLength(2), SOON);
    await vi.waitFor(
      () => expect(mails.filter(({ to }) => to === "region@example.org")).toHaveLength(2),
      SOON,
    );
  });

  test("tells once, and without content, that two persons have opened names", async () => {
    await server.addOfficer("special", UNITS.national, "specialised-unit");
    const { caseId, caseNumber } = await register();
    await vi.waitFor(async () => expect(await mailedOf(caseId)).toHaveLength(2), SOON);
    mails.length = 0;
    const unlockId = randomUUID();
    const explanation = "La van a trasladar esta noche y nadie contesta.";
    const body = { unlockId, dataClass: "victim-identity", reason: "danger-to-life", explanation };
    expect((await chief.send("POST", `/api/cases/${caseId}/unlocks`, body)).status).toBe(201);
    const special = await server.signIn("special");
    const agreed = await special.send("POST", `/api/unlocks/${unlockId}/answer`, { agreed: true });
    expect(agreed.status, agreed.text).toBe(200);
    const told = () =>
      server.rows("select unit_id as unit from unlock_mails where unlock_id = $1 order by 1", [unlockId]);
    // The station that keeps the case, the region that controls the unit, the ombudsman.
    const units = [UNITS.region, "pe-defensoria", UNITS.station].sort();
    await vi.waitFor(async () => expect((await told()).map(({ unit }) => unit)).toEqual(units), SOON);
    await vi.waitFor(() => expect(mails).toHaveLength(units.length), SOON);
    const words = mails.map(({ text }) => text).join("\n");
    for (const secret of [caseNumber, caseId, unlockId, "danger", "trasladar", "special", "chief"])
      expect(words).not.toContain(secret);
  });
});
