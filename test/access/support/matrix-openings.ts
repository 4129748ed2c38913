// Requests of the matrix about the ombudsman's sample: an opening that was drawn, asked about and answered.
import { randomUUID } from "node:crypto";
import type { Answer, Client, TestServer } from "../../support/server.ts";
import type { Staff } from "./matrix-staff.ts";

type Ask = (client: Client, role: string) => Promise<Answer>;

/** The opening is of an officer beside those of the matrix; its auditor asks before they are tried. */
export async function openingDoors(
  server: TestServer,
  caseId: string,
  { testers, clients }: Pick<Staff, "testers" | "clients">,
): Promise<Record<string, Ask>> {
  const auditor = testers.find(({ role }) => role === "auditor")?.real;
  if (auditor === undefined) throw new Error("nobody audits");
  const opener = { login: "beside-administrator", client: clients.administrator };
  const openingId = randomUUID();
  const week = "2026-01-05";
  await server.rows(
    `insert into opening_draws values ($1, now(), now(), 0, 1, sha256('invented'), 5, 5, 1, 1, now())`,
    [week],
  );
  await server.rows(
    `insert into drawn_openings select $1, $2, sha256('opening'), officer_id, 'pe-pnp', 'investigator', $3,
       '{victim-identity}', 'investigation', now(), 0 from officers where login = $4`,
    [openingId, week, caseId, opener.login],
  );
  const act = (client: Client, what: string, body: object = {}) =>
    client.send("POST", `/api/audit/sample/${openingId}/${what}`, body);
  const answer = (client: Client) =>
    client.send("POST", `/api/opening-questions/${openingId}/answer`, {
      ...{ answerId: randomUUID(), text: "Respuesta inventada." },
    });
  const steps = [await act(auditor, "question"), await answer(opener.client)];
  if (steps.some(({ status }) => status !== 204)) throw new Error(`nothing asked: ${steps[0]?.text}`);
  return {
    "GET /api/audit/sample": (client) => client.get("/api/audit/sample"),
    "POST /api/audit/sample/{openingId}/question": (client) => act(client, "question"),
    "POST /api/audit/sample/{openingId}/answer": (client) => act(client, "answer"),
    "POST /api/audit/sample/{openingId}/verdicts": (client) =>
      act(client, "verdicts", {
        ...{ verdictId: randomUUID(), verdict: "justified", reason: "Motivo inventado." },
      }),
    "GET /api/opening-questions": (client) => client.get("/api/opening-questions"),
    "POST /api/opening-questions/{openingId}/answer": answer,
  };
}
