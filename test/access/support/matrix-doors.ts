// The requests of the matrix that are about no case: one for each line of doors.tsv, made anew for each who asks.
import { randomUUID } from "node:crypto";
import { newComplaint } from "../../support/complaints.ts";
import { type Answer, addOfficers, type Client, type TestServer, UNITS } from "../../support/server.ts";
import { codeOf, newUnlock, REFUSALS } from "./matrix-acts.ts";
import { changeDoors } from "./matrix-changes.ts";
import { markDoors } from "./matrix-marks.ts";
import { openingDoors } from "./matrix-openings.ts";
import type { Staff } from "./matrix-staff.ts";
import { suspensionDoors } from "./matrix-suspensions.ts";

type Ask = (client: Client, role: string) => Promise<Answer>;

const get =
  (path: string): Ask =>
  (client) =>
    client.get(path);
const send =
  (method: "POST" | "PUT" | "DELETE", path: string, body: unknown = {}): Ask =>
  (client) =>
    client.send(method, path, method === "DELETE" ? undefined : body);

const newPosting = (of: { unitId: string; role: string }) => ({
  ...{ postingId: randomUUID(), ...of },
  orderNumber: "RD-1-2026",
});

/** By endpoint and variant. What takes a password is sent without one: past the door, and no further. */
export async function doorsOf(
  server: TestServer,
  { testers, clients }: Staff,
  unlockable: string,
): Promise<Record<string, Ask>> {
  const target = await targets(
    server,
    testers.map(({ role }) => role),
  );
  const [item, closing, [numbered]] = await Promise.all([
    inquiry(server, target("auditor", "below").officerId).then(() =>
      reviewItem(server, target("auditor", "below").officerId),
    ),
    inquiry(server, target("auditor", "elsewhere").officerId),
    server.rows<{ id: string; number: string }>(
      "select case_id as id, case_number as number from cases limit 1",
    ),
  ]);
  const { unlockId, ...asking } = newUnlock("victim-identity");
  const begun = await clients["below-chief"].send("POST", `/api/cases/${unlockable}/unlocks`, {
    ...{ unlockId, ...asking },
  });
  if (begun.status !== 201) throw new Error(`nothing to unlock: ${begun.text}`);
  const order = (keyClass: string) => ({
    ...{ orderId: randomUUID(), act: "rotate", keyClass, version: 2 },
    reason: "Motivo inventado para la matriz de acceso.",
  });
  await server.addOfficer("beside-custodian", UNITS.top, "key-custodian");
  const ordered = order("evidence");
  const asked = await (await server.signIn("beside-custodian")).send("POST", "/api/keys/orders", ordered);
  if (asked.status !== 201) throw new Error(`nothing ordered: ${asked.text}`);
  const onOfficer =
    (variant: "below" | "elsewhere", path: string): Ask =>
    (client, role) =>
      client.send("POST", path.replace("{officerId}", target(role, variant).officerId), {});
  const onRecovery =
    (variant: "below" | "elsewhere", method: "POST" | "DELETE", rest: string): Ask =>
    async (client, role) => {
      const recovery = await ask(server, target(role, variant).officerId);
      return client.send(method, `/api/recoveries/${recovery}${rest}`, method === "POST" ? {} : undefined);
    };
  const onProposal =
    (step: "agree" | "refuse"): Ask =>
    async (client, role) => {
      const posting = newPosting({ unitId: UNITS.station, role: "hotline-operator" });
      const path = `/api/officers/${target(role, "below").officerId}/postings`;
      const proposed = await clients.administrator.send("POST", path, posting);
      if (proposed.status !== 204) throw new Error(`nothing proposed: ${proposed.text}`);
      const answer = await client.send("POST", `/api/posting-proposals/${posting.postingId}/${step}`, {});
      await server.rows("delete from postings where posting_id = $1", [posting.postingId]);
      return answer;
    };
  const onSession =
    (variant: "below" | "elsewhere"): Ask =>
    async (client, role) => {
      const { officerId, postingId } = target(role, variant);
      const session = await openRow(server, officerId, postingId);
      return client.send("DELETE", `/api/officers/${officerId}/sessions/${session}`);
    };
  const places = (["below", "elsewhere"] as const).flatMap((place): [string, Ask][] => [
    [
      `POST /api/officers/{officerId}/enrolment-code (${place})`,
      onOfficer(place, "/api/officers/{officerId}/enrolment-code"),
    ],
    [
      `POST /api/postings/{postingId}/renewals (${place})`,
      (client, role) =>
        client.send("POST", `/api/postings/${target(role, place).postingId}/renewals`, {
          renewalId: randomUUID(),
          orderNumber: "RD-1",
        }),
    ],
    [
      `POST /api/officers/{officerId}/recovery (${place})`,
      onOfficer(place, "/api/officers/{officerId}/recovery"),
    ],
    [`POST /api/recoveries/{recoveryId}/confirm (${place})`, onRecovery(place, "POST", "/confirm")],
    [`DELETE /api/recoveries/{recoveryId} (${place})`, onRecovery(place, "DELETE", "")],
    [
      `GET /api/officers/{officerId}/sessions (${place})`,
      (client, role) => client.get(`/api/officers/${target(role, place).officerId}/sessions`),
    ],
    [`DELETE /api/officers/{officerId}/sessions/{sessionId} (${place})`, onSession(place)],
    [
      `DELETE /api/officers/{officerId}/sessions (${place})`,
      (client, role) => client.send("DELETE", `/api/officers/${target(role, place).officerId}/sessions`),
    ],
  ]);
  return {
    ...OWN,
    ...suspensionDoors(server, target),
    ...(await markDoors(server, target)),
    ...(await openingDoors(server, unlockable, { testers, clients })),
    ...(await changeDoors(clients)),
    ...Object.fromEntries(places),
    "POST /api/complaints": (client) => client.send("POST", "/api/complaints", newComplaint()),
    "GET /api/alerts": get("/api/alerts"),
    "POST /api/alerts/prints": (client) => client.send("POST", "/api/alerts/prints", { printed: "alerts" }),
    "GET /api/alerts/stream": (client) => beginning(server.url, client),
    "GET /api/unlocks": get("/api/unlocks"),
    ...Object.fromEntries(
      ["explanation", "answer", "end", "notice", "names"].map((step): [string, Ask] => [
        `POST /api/unlocks/{unlockId}/${step}`,
        (client) =>
          client.send("POST", `/api/unlocks/${unlockId}/${step}`, step === "answer" ? { agreed: false } : {}),
      ]),
    ),
    "GET /api/directions": get("/api/directions"),
    "GET /api/hand-overs": get("/api/hand-overs"),
    "GET /api/hand-overs/givers": get("/api/hand-overs/givers"),
    "GET /api/receivers": get("/api/receivers"),
    "GET /api/officers": get("/api/officers"),
    "GET /api/enrolments": get("/api/enrolments"),
    "GET /api/posting-proposals": get("/api/posting-proposals"),
    "POST /api/posting-proposals/{postingId}/agree": onProposal("agree"),
    "POST /api/posting-proposals/{postingId}/refuse": onProposal("refuse"),
    "POST /api/officers": (client, role) =>
      client.send("POST", "/api/officers", {
        ...{ officerId: randomUUID(), login: `nuevo-${role}`, name: "Oficial Inventado" },
        posting: newPosting({ unitId: UNITS.station, role: "registrar" }),
      }),
    "POST /api/officers/{officerId}/identity-cards": (client, role) =>
      client.send("POST", `/api/officers/${target(role, "below").officerId}/identity-cards`, {
        identityCard: "00100201",
      }),
    "POST /api/officers/{officerId}/postings": (client, role) =>
      client.send("POST", `/api/officers/${target(role, "below").officerId}/postings`, {
        ...newPosting({ unitId: UNITS.otherStation, role: "investigator" }),
      }),
    "POST /api/postings/{postingId}/endings": (client, role) =>
      client.send("POST", `/api/postings/${target(role, "moved").postingId}/endings`, {
        ...{ endingId: randomUUID(), orderNumber: "RD-1" },
      }),
    "POST /api/postings/{postingId}/end": (client, role) =>
      client.send("POST", `/api/postings/${target(role, "ending").postingId}/end`, {}),
    "GET /api/persons/searches": get("/api/persons/searches"),
    "POST /api/persons/search-allowances": (client, role) =>
      client.send("POST", "/api/persons/search-allowances", {
        ...{ allowanceId: randomUUID(), officerId: target(role, "below").officerId },
      }),
    "POST /api/delegations": (client, role) =>
      client.send("POST", "/api/delegations", {
        delegationId: randomUUID(),
        login: `target-below-${role}`,
        rights: ["read-cases"],
        days: 1,
      }),
    "GET /api/audit": get("/api/audit"),
    "GET /api/audit/officers": get("/api/audit/officers?search=matrix"),
    "POST /api/alert-rules/trials": (client) =>
      client.send("POST", "/api/alert-rules/trials", { rule: server.house.pack.alertRules.rules[0] }),
    "GET /api/system": get("/api/system"),
    "GET /api/keys": get("/api/keys"),
    "POST /api/keys/orders": (client) => client.send("POST", "/api/keys/orders", order("facts")),
    "POST /api/keys/orders/{orderId}/answer": send("POST", `/api/keys/orders/${ordered.orderId}/answer`, {
      agreed: false,
    }),
    "POST /api/keys/orders/{orderId}/end": send("POST", `/api/keys/orders/${ordered.orderId}/end`),
    "GET /api/audit/state": get("/api/audit/state"),
    "GET /api/audit/openings": get("/api/audit/openings"),
    "GET /api/inquiries": get("/api/inquiries"),
    "POST /api/inquiries": (client, role) =>
      client.send("POST", "/api/inquiries", {
        ...{ inquiryId: randomUUID(), officerId: target(role, "below").officerId, reference: "EXP-2" },
      }),
    "POST /api/inquiries/{inquiryId}/close": send("POST", `/api/inquiries/${closing}/close`),
    "GET /api/audit/reviews": get("/api/audit/reviews"),
    "POST /api/audit/reviews/{itemId}/marks": (client) =>
      client.send("POST", `/api/audit/reviews/${item}/marks`, {
        ...{ markId: randomUUID(), conclusion: "explained", note: "Nota inventada." },
      }),
    "GET /api/audit/canaries": get("/api/audit/canaries"),
    "POST /api/audit/canaries": send("POST", "/api/audit/canaries", { number: numbered?.number }),
    "DELETE /api/audit/canaries/{caseId}": send("DELETE", `/api/audit/canaries/${numbered?.id}`),
  };
}

const OWN: Readonly<Record<string, Ask>> = {
  "GET /api/session": get("/api/session"),
  "POST /api/session/lock": send("POST", "/api/session/lock", { unused: false }),
  "POST /api/session/use": send("POST", "/api/session/use"),
  "PUT /api/session/mode": send("PUT", "/api/session/mode", { training: false }),
  "PUT /api/session/delegation": send("PUT", "/api/session/delegation", { delegationId: null }),
  "GET /api/session/postings": get("/api/session/postings"),
  "PUT /api/session/posting": send("PUT", "/api/session/posting", { postingId: randomUUID() }),
  "GET /api/delegations": get("/api/delegations"),
  "DELETE /api/delegations/{delegationId}": send("DELETE", `/api/delegations/${randomUUID()}`),
  "POST /api/session/fresh": send("POST", "/api/session/fresh"),
  "POST /api/session/fresh/passkey/question": send("POST", "/api/session/fresh/passkey/question"),
  "POST /api/session/fresh/passkey": send("POST", "/api/session/fresh/passkey"),
  "POST /api/session/fresh/single-sign-on/question": send(
    "POST",
    "/api/session/fresh/single-sign-on/question",
  ),
  "POST /api/session/fresh/single-sign-on": send("POST", "/api/session/fresh/single-sign-on"),
  "PUT /api/session/password": send("PUT", "/api/session/password"),
  "POST /api/session/recovery-told": send("POST", "/api/session/recovery-told"),
  "GET /api/account": get("/api/account"),
  "GET /api/account/sessions": get("/api/account/sessions"),
  "DELETE /api/account/sessions/{sessionId}": send("DELETE", `/api/account/sessions/${randomUUID()}`),
  "DELETE /api/account/sessions": send("DELETE", "/api/account/sessions"),
  "POST /api/account/passkeys/question": send("POST", "/api/account/passkeys/question"),
  "POST /api/account/passkeys": send("POST", "/api/account/passkeys"),
  "DELETE /api/account/passkeys/{passkeyId}": send("DELETE", `/api/account/passkeys/${randomUUID()}`),
  "POST /api/account/password": send("POST", "/api/account/password"),
  "POST /api/account/totp/question": send("POST", "/api/account/totp/question"),
  "POST /api/account/totp": send("POST", "/api/account/totp"),
  "DELETE /api/account/totp": send("DELETE", "/api/account/totp"),
  "POST /api/account/single-sign-on/question": send("POST", "/api/account/single-sign-on/question"),
  "POST /api/account/single-sign-on": send("POST", "/api/account/single-sign-on"),
  "DELETE /api/account/single-sign-on": send("DELETE", "/api/account/single-sign-on"),
  "DELETE /api/session": send("DELETE", "/api/session"),
  "POST /api/session": send("POST", "/api/session"),
  "GET /api/sign-in": get("/api/sign-in"),
  "POST /api/session/passkey/question": send("POST", "/api/session/passkey/question"),
  "POST /api/session/passkey": send("POST", "/api/session/passkey"),
  "POST /api/session/single-sign-on/question": send("POST", "/api/session/single-sign-on/question"),
  "GET /api/session/single-sign-on": get("/api/session/single-sign-on?error=access_denied"),
  "POST /api/session/single-sign-on": send("POST", "/api/session/single-sign-on"),
  "POST /api/enrolment": send("POST", "/api/enrolment", { code: "AAAA" }),
  "GET /api/pack": get("/api/pack"),
  "GET /api/log/{log}/witnesses": get("/api/log/entries/witnesses"),
  "POST /api/log/{log}/cosignatures": send("POST", "/api/log/entries/cosignatures"),
  "GET /api/log/{log}/{path}": get("/api/log/entries/vkey"),
  "POST /api/receipts/check": send("POST", "/api/receipts/check"),
  "POST /api/receipts/messages": send("POST", "/api/receipts/messages"),
  "POST /api/receipts/answers": send("POST", "/api/receipts/answers"),
  "GET /api/health": get("/api/health"),
};

/** Endpoints whose answer ends the session that asked. */
export const ENDING: readonly string[] = [
  "PUT /api/session/mode",
  "PUT /api/session/delegation",
  "POST /api/session/lock",
  "DELETE /api/session",
];

/** What is told to somebody who asks for another's door: nothing of it, or that it is not theirs. */
export const isLetIn = (answer: Answer, own: boolean) => {
  const code = codeOf(answer);
  const turned = REFUSALS.filter((refusal) => refusal !== "not-found");
  return !turned.includes(code) && (own || code !== "not-found");
};

const PLACES = {
  below: UNITS.station,
  elsewhere: UNITS.otherStation,
  ending: UNITS.otherStation,
  moved: UNITS.station,
} as const;
type Place = keyof typeof PLACES;

// For each role officers to be let in and recovered, one below and one elsewhere, and one whose posting is ended.
async function targets(server: TestServer, roles: readonly string[]) {
  const login = (role: string, place: string) => `target-${place}-${role}`;
  await addOfficers(
    server.house,
    Object.fromEntries(
      roles.flatMap((role) =>
        Object.entries(PLACES).map(([place, unit]) => [login(role, place), [unit, "registrar"] as const]),
      ),
    ),
  );
  const rows = await server.rows<{ login: string; officerId: string; postingId: string }>(
    `select login, officer_id as "officerId", posting_id as "postingId" from postings join officers using (officer_id)
     where login like 'target-%'`,
  );
  const byLogin = new Map(rows.map((row) => [row.login, row]));
  return (role: string, place: Place) => {
    const found = byLogin.get(login(role, place));
    if (found === undefined) throw new Error(`no officer ${place} for ${role}`);
    return found;
  };
}

// A recovery of the officer that waits for its second person.
async function ask(server: TestServer, officerId: string): Promise<string> {
  await server.rows(
    `insert into recoveries (recovery_id, officer_id, asked_by)
     select gen_random_uuid(), $1, officer_id from officers where login = 'beside-administrator' on conflict do nothing`,
    [officerId],
  );
  const [open] = await server.rows<{ id: string }>(
    `select recovery_id as id from recoveries
     where officer_id = $1 and confirmed_at is null and withdrawn_at is null`,
    [officerId],
  );
  return open?.id ?? "";
}

// An inquiry about the officer, which nobody of the matrix opened.
async function inquiry(server: TestServer, officerId: string): Promise<string> {
  const [row] = await server.rows<{ id: string }>(
    `insert into inquiries (inquiry_id, officer_id, reference, opened_by, opened_at)
     values (gen_random_uuid(), $1, 'EXP-1', $1, now()) returning inquiry_id as id`,
    [officerId],
  );
  return row?.id ?? "";
}

// Another session of the officer.
async function openRow(server: TestServer, officerId: string, postingId: string): Promise<string> {
  const [row] = await server.rows<{ id: string }>(
    `insert into sessions (session_hash, officer_id, posting_id, expires_at)
     values (sha256(gen_random_uuid()::text::bytea), $1, $2, now() + interval '1 hour') returning session_id as id`,
    [officerId, postingId],
  );
  return row?.id ?? "";
}

// Something to look at in the weekly review, about an officer under inquiry: internal affairs sees no other.
async function reviewItem(server: TestServer, officerId: string): Promise<string> {
  const [item] = await server.rows<{ id: string }>(
    `insert into review_items (item_id, week, rule, officer_id, events, first_at, last_at, made_at)
     values (gen_random_uuid(), '2026-01-05', 'night-work', $1, 1, now(), now(), now()) returning item_id as id`,
    [officerId],
  );
  return item?.id ?? "";
}

// A stream does not end: its head is answer enough.
async function beginning(url: string, client: Client): Promise<Answer> {
  const stop = new AbortController();
  const response = await fetch(`${url}/api/alerts/stream`, {
    headers: { cookie: client.cookie },
    signal: stop.signal,
  });
  const { status, headers } = response;
  const text = status === 200 ? "" : await response.text();
  stop.abort();
  return { status, headers, text, json: (text === "" ? undefined : JSON.parse(text)) as never };
}
