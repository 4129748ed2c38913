// Lets a new officer in as it is done at a unit: a code, and a password chosen with it.
import { type Client, clientOf, type TestServer } from "./server.ts";

export const CHOSEN = "tres gallinas cruzan despacio";

/** Where codes are typed: on another network the proof a code is would count no more. */
const HERE = "192.0.2.1";

/** The client of the session an answer opened, at the place where codes are typed. */
export function sessionOf(server: TestServer, answer: { headers: Headers }): Client {
  const client = clientOf(server.url, (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
  const at = { "x-forwarded-for": HERE };
  return {
    ...client,
    get: (path, headers) => client.get(path, { ...at, ...headers }),
    send: (method, path, body, headers) => client.send(method, path, body, { ...at, ...headers }),
  };
}

export const giveCode = (by: Client, officerId: string) =>
  by.send("POST", `/api/officers/${officerId}/enrolment-code`, {});

export const typeCode = (server: TestServer, code: string, address = HERE) =>
  server.anonymous.send("POST", "/api/enrolment", { code }, { "x-forwarded-for": address });

/** The second person's word on a posting. */
export const agreeTo = (by: Client, postingId: string) =>
  by.send("POST", `/api/posting-proposals/${postingId}/agree`, {});

/** Signed in with the password chosen with a code that `by` gave. */
export async function enrol(server: TestServer, by: Client, officerId: string): Promise<Client> {
  const given = await giveCode(by, officerId);
  if (given.status !== 201) throw new Error(`no code: ${given.text}`);
  const limited = sessionOf(server, await typeCode(server, (given.json as { code: string }).code));
  const chosen = await limited.send("POST", "/api/account/password", { next: CHOSEN });
  if (chosen.status !== 200) throw new Error(`no password: ${chosen.text}`);
  return sessionOf(server, chosen);
}
