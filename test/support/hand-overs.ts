// A register in which cases are opened to officers of other institutions and handed over between them, for tests.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { HandOverLine } from "#src/schema/assignment.ts";
import type { Role } from "#src/schema/case.ts";
import { assign, device, takeCase } from "./assignments.ts";
import { newComplaint, typicalComplaint } from "./complaints.ts";
import type { Client, TestServer } from "./server.ts";

export type Outsiders = Readonly<Record<string, readonly [unitId: string, role: Role]>>;

/** What tests of hand-over lists ask, by login; every officer signed in, and some of the police. */
export async function handOverDesk(server: TestServer, staff: Outsiders) {
  const clients = new Map<string, Client>();
  for (const [login, [unitId, role]] of Object.entries(staff)) await server.addOfficer(login, unitId, role);
  const police = ["registrar", "colleague", "investigator", "investigator2", "chief"];
  for (const login of [...police, ...Object.keys(staff)]) clients.set(login, await server.signIn(login));
  const client = (login: string): Client => clients.get(login) as Client;

  async function postingOf(login: string): Promise<string> {
    const [row] = await server.rows<{ id: string }>(
      "select posting_id as id from postings join officers using (officer_id) where login = $1",
      [login],
    );
    return row?.id ?? "";
  }
  /** Taken by the investigator and opened to all of these; to a service with the first victim entrusted. */
  async function openedTo(...logins: string[]): Promise<string> {
    const complaint = newComplaint(typicalComplaint());
    expect((await client("registrar").send("POST", "/api/complaints", complaint)).status).toBe(201);
    const { caseId } = complaint;
    await takeCase(client("investigator"), caseId);
    const victims = [complaint.complaint.victims[0]?.personId ?? ""];
    for (const login of logins) {
      const entrusted = staff[login]?.[1] === "service-provider" ? { victims } : {};
      const step = { act: "assign" as const, postingId: await postingOf(login), ...entrusted };
      const given = await assign(client("investigator"), caseId, step);
      expect(given.status, given.text).toBe(201);
    }
    return caseId;
  }
  const offer = (login: string, receiver: string, cases: string[] | undefined, more: object = {}) =>
    client(login).send("POST", "/api/hand-overs", {
      ...{ ...device(), handOverId: randomUUID(), receiver, ...(cases && { cases }) },
      ...more,
    });
  const answer = async (login: string, list: { json: unknown }, given: string) => {
    const { handOverId } = list.json as { handOverId: string };
    const sent = { ...device(), answer: given };
    return (await client(login).send("POST", `/api/hand-overs/${handOverId}/answer`, sent)).status;
  };
  const waiting = async (login: string) =>
    ((await client(login).get("/api/hand-overs")).json as { handOvers: HandOverLine[] }).handOvers;
  const status = async (login: string, path: string) => (await client(login).get(path)).status;
  const opens = async (login: string, caseId: string) =>
    (await client(login).send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" })).status;
  const listed = async (login: string, holder = "") => {
    const path = `/api/cases${holder && `?holder=${holder}`}`;
    const { cases } = (await client(login).get(path)).json as { cases: { caseId: string }[] };
    return cases.map(({ caseId }) => caseId);
  };
  /** The officer's posting ends; answers whose it was. */
  async function leave(login: string): Promise<string> {
    const [row] = await server.rows<{ id: string }>(
      `update postings set valid_to = now() from officers o where o.officer_id = postings.officer_id and login = $1
       returning o.officer_id as id`,
      [login],
    );
    return row?.id ?? "";
  }
  /** One more officer, signed in. */
  async function join(login: string, unitId: string, role: Role): Promise<void> {
    await server.addOfficer(login, unitId, role);
    clients.set(login, await server.signIn(login));
  }
  return { client, postingOf, openedTo, offer, answer, waiting, status, opens, listed, leave, join };
}
