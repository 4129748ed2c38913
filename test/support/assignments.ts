// Cases taken, given and handed over through the API, for tests.
import { randomUUID } from "node:crypto";
import type { Answer, Client } from "./server.ts";

export const device = () => ({
  deviceId: randomUUID(),
  deviceCounter: 1,
  enteredAt: new Date().toISOString(),
});

type Step = { act: "take" } | { act: "assign" | "release"; postingId: string; victims?: string[] };

export const assignment = (caseId: string, step: Step) => ({
  entryId: randomUUID(),
  caseId,
  ...device(),
  assignment: step,
});

export function assign(client: Client, caseId: string, step: Step): Promise<Answer> {
  return client.send("POST", `/api/cases/${caseId}/assignments`, assignment(caseId, step));
}

/** The officer has the case from now on; an error where they may not. */
export async function takeCase(client: Client, caseId: string): Promise<void> {
  const answer = await assign(client, caseId, { act: "take" });
  if (answer.status !== 201) throw new Error(`taking the case answered ${answer.status} ${answer.text}`);
}

/** What a service is answered when it opens who was entrusted to it. */
export const partNames = async (client: Client, caseId: string): Promise<string> =>
  (await client.send("POST", `/api/cases/${caseId}/part/names`, { purpose: "victim-protection" })).text;
