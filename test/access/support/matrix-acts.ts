// The requests of the matrix about one case: each asks for exactly what its line is about, and changes little or nothing.
import { randomUUID } from "node:crypto";
import type { NewUnlock, UnlockClass } from "#src/schema/unlock.ts";
import {
  newAmendment,
  newAnnulment,
  newClosing,
  newDecision,
  newDivision,
  newMerge,
} from "../../support/amendments.ts";
import { assignment, device } from "../../support/assignments.ts";
import { newSupplement } from "../../support/complaints.ts";
import { type Answer, type Client, UNITS } from "../../support/server.ts";
import type { MatrixCase } from "./matrix-cases.ts";

/** What a request needs beside the case. */
export interface Beside {
  role: string;
  /** Open, and had by every officer of the matrix. */
  spareCase: string;
  /** The id of an entry that is there: whatever is sent with it is stored by nobody. */
  spareEntry: string;
  /** Somebody cases can be handed over to. */
  receiver: string;
}

type Ask = (client: Client, made: MatrixCase, beside: Beside) => Promise<Answer>;

const post =
  (path: string, body: (made: MatrixCase, beside: Beside) => object): Ask =>
  (client, made, beside) =>
    client.send("POST", path.replace("{caseId}", made.caseId), body(made, beside));
const CASE = "/api/cases/{caseId}";
/** As it stands in the cases of the matrix. */
const unlock = (dataClass: UnlockClass) => post(`${CASE}/unlocks`, (): NewUnlock => newUnlock(dataClass));

export const newUnlock = (dataClass: UnlockClass): NewUnlock => ({
  unlockId: randomUUID(),
  dataClass,
  reason: "danger-to-life",
  explanation: "Explicación inventada para la matriz de acceso.",
  ...(dataClass === "complainant-identity" && { courtOrder: "RES-14-2026" }),
});

const NAME = { paternalSurname: "Menormarca", givenNames: "Inventada" };

/**
 * By endpoint and variant, in the order in which they do not disturb each other. Most are let past the door and then
 * refused for what they say (a value the case does not have, a paper of tomorrow), so that nothing is changed.
 */
export const ACTS: Readonly<Record<string, Ask>> = {
  // Words that tell where they come from are not passed on.
  "POST /api/cases/{caseId}/relays": post(`${CASE}/relays`, (_, { role }) => ({
    ...{ messageId: randomUUID(), text: `De parte de Oficial matrix-${role}` },
  })),
  "POST /api/cases/{caseId}/unlocks (suspects)": unlock("suspect-identity"),
  "POST /api/cases/{caseId}/unlocks (victims)": unlock("victim-identity"),
  "POST /api/cases/{caseId}/unlocks (complainant)": unlock("complainant-identity"),
  "GET /api/cases/{caseId}/openings": (client, { caseId }) => client.get(`/api/cases/${caseId}/openings`),
  // With nothing to look for: past the door, and no further.
  "POST /api/persons/search": post("/api/persons/search", ({ caseId }) => ({
    ...{ caseId, purpose: "investigation", sought: {} },
  })),
  "POST /api/alerts/{alertId}/acknowledgement": (client, { alertId }) =>
    client.send("POST", `/api/alerts/${alertId}/acknowledgement`, {}),
  "POST /api/cases/{caseId}/supplements": post(`${CASE}/supplements`, ({ caseId }) =>
    newSupplement(caseId, { kind: "other", control: ["imposed-debt"] }),
  ),
  "POST /api/cases/{caseId}/amendments": post(`${CASE}/amendments`, ({ caseId }) =>
    newAmendment(caseId, "/factsTo", { oldValue: "1999-01-01", newValue: "2021-10-02" }),
  ),
  "POST /api/cases/{caseId}/amendments (a name)": post(`${CASE}/amendments`, ({ caseId }) =>
    newAmendment(caseId, "/victims/0/personal/name", {
      personal: { explanation: "Inventada.", oldValue: NAME, newValue: { ...NAME, givenNames: "Otra" } },
    }),
  ),
  "POST /api/cases/{caseId}/amendments (the complainant)": post(`${CASE}/amendments`, ({ caseId }) =>
    newAmendment(caseId, "/complainant/person/personal/name", {
      personal: { explanation: "Inventada.", newValue: { givenNames: "Otra" } },
    }),
  ),
  "POST /api/cases/{caseId}/closings": post(`${CASE}/closings`, ({ caseId }) => {
    const { outcome: _, ...closing } = newClosing(caseId).closing;
    return { ...newClosing(caseId), closing };
  }),
  "POST /api/cases/{caseId}/annulments": post(`${CASE}/annulments`, ({ caseId }) => {
    const annulment = newAnnulment(caseId);
    const reference = { ...annulment.annulment.reference, date: "2999-01-01" };
    return { ...annulment, annulment: { ...annulment.annulment, reference } };
  }),
  "POST /api/cases/{caseId}/merges": post(`${CASE}/merges`, ({ caseId }, { spareCase }) =>
    newMerge(caseId, spareCase),
  ),
  // With nobody in either part: past the door, and no further.
  "POST /api/cases/{caseId}/divisions": post(`${CASE}/divisions`, ({ caseId }) => {
    const nobody = { victims: [], suspects: [], acts: [], means: [], purposes: [] };
    return newDivision(caseId, nobody as never);
  }),
  "POST /api/cases/{caseId}/walls": post(`${CASE}/walls`, ({ caseId }, { spareEntry }) => ({
    ...{ ...device(), entryId: spareEntry, caseId },
    wall: { step: "declare", cause: "declared", personal: { explanation: "Inventada." } },
  })),
  "POST /api/cases/{caseId}/wall-consents": post(`${CASE}/wall-consents`, ({ caseId }, { spareEntry }) => ({
    ...{ ...device(), entryId: spareEntry, caseId },
    wall: { step: "consent", personal: { explanation: "Inventada." } },
  })),
  "POST /api/cases/{caseId}/decisions": post(`${CASE}/decisions`, ({ caseId, proposal }) =>
    newDecision(caseId, proposal ?? randomUUID(), false),
  ),
  "POST /api/cases/{caseId}/assignments (give)": post(`${CASE}/assignments`, ({ caseId }) =>
    assignment(caseId, { act: "assign", postingId: randomUUID() }),
  ),
  "GET /api/cases/{caseId}/directions": (client, { caseId }) => client.get(`/api/cases/${caseId}/directions`),
  // Of a measure that is not in the list, and to a direction that is not there: past the door, and no further.
  "POST /api/cases/{caseId}/directions (order)": post(`${CASE}/directions`, ({ caseId }) => ({
    ...{ ...device(), entryId: randomUUID(), caseId },
    direction: {
      ...{
        move: "order",
        measure: "no-such-measure",
        unitId: UNITS.station,
        postingId: null,
        dueOn: "2999-01-01",
      },
      ...{ replaces: null, personal: { explanation: "Inventada." } },
    },
  })),
  "POST /api/cases/{caseId}/directions (answer)": post(`${CASE}/directions`, ({ caseId }) => ({
    ...{ ...device(), entryId: randomUUID(), caseId },
    direction: { move: "done", direction: randomUUID() },
  })),
  "POST /api/hand-overs": post("/api/hand-overs", ({ caseId }, { receiver }) => ({
    ...{ ...device(), handOverId: randomUUID(), receiver, cases: [caseId] },
  })),
  "POST /api/hand-overs/{handOverId}/answer": (client, { lists }, { role }) =>
    client.send("POST", `/api/hand-overs/${lists?.get(role) ?? randomUUID()}/answer`, {
      ...{ ...device(), answer: "accept" },
    }),
  "POST /api/cases/{caseId}/assignments (take)": post(`${CASE}/assignments`, ({ caseId }) =>
    assignment(caseId, { act: "take" }),
  ),
};

/** What the test of reading asks of every case. */
export const READS: readonly string[] = [
  "GET /api/cases/{caseId}/part",
  "POST /api/cases/{caseId}/part/names",
  "GET /api/cases",
  "GET /api/cases/{caseId}",
  "POST /api/cases/{caseId}/names",
  "POST /api/cases/{caseId}/prints",
  "GET /api/cases/{caseId}/relays",
  "POST /api/cases/{caseId}/relays/texts",
];

/** Whether the request means anything for a case of this kind: without an alert there is none to answer. */
export function isAsked(endpoint: string, { alertId, lists }: MatrixCase): boolean {
  if (endpoint.includes("{alertId}")) return alertId !== undefined;
  return !endpoint.includes("{handOverId}") || lists !== undefined;
}

export const codeOf = ({ json }: Answer) => (json as { code?: string } | undefined)?.code ?? "";

export const REFUSALS = [
  "access.refused",
  "not-found",
  "session.missing",
  "session.must-enrol",
  "session.not-fresh",
  "unlock.not-second",
];
/** Turned away at the door, openly or as if there were nothing. */
export const isRefused = (answer: Answer) => REFUSALS.includes(codeOf(answer));
