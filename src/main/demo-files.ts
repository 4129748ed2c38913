// Files of the demo register: a few alerted cases taken by the national unit, opened to those outside the police, and each
// with a correction that waits for an amender.
import { randomUUID } from "node:crypto";
import * as assign from "#src/actions/assign-case.ts";
import type { Actor } from "#src/actions/context.ts";
import { loadDemo } from "#src/actions/demo/load-demo.ts";
import { perform } from "#src/actions/perform.ts";
import * as propose from "#src/actions/propose-amendment.ts";
import * as read from "#src/actions/read-case.ts";
import * as register from "#src/actions/register-complaint.ts";
import { registerOnce } from "#src/actions/register-once.ts";
import { listAlertedOf } from "#src/database/alerts.ts";
import type { NewAssignment } from "#src/schema/assignment.ts";
import { idFrom } from "./demo-ids.ts";
import type { House } from "./house.ts";

/** The field that is corrected: no published figure counts it. */
const CORRECTED = "/ongoing";

/** Who takes them, and who gets them; a visitor who signs in as one of these finds something to look at. */
const TAKES = "investiga-nacional";
const GETS = ["fiscal", "enlace-fiscalia", "juzgado", "albergue", "inspecciona-trabajo"];
const FILES = 3;

/** Takes the newest cases its unit was alerted of and gives each to all of them. Repeated it changes nothing. */
export async function giveFiles(house: House, actors: ReadonlyMap<string, Actor>): Promise<void> {
  const actor = actors.get(TAKES);
  if (actor === undefined) throw new Error("nobody takes the demo's files");
  const step = async (caseId: string, assignment: NewAssignment["assignment"], name: string) => {
    const input = {
      entryId: idFrom(`file ${caseId} ${name}`),
      caseId,
      deviceId: idFrom(`device ${TAKES}`),
      deviceCounter: 1,
      enteredAt: new Date().toISOString(),
      assignment,
    };
    const request = { actor, requestId: randomUUID() };
    const again = { ...input, kind: "assignment" as const, content: { ...assignment } };
    await registerOnce(
      () => perform(house.real, request, { trace: assign.trace, verb: assign.assignCase }, input),
      () =>
        perform(house.real, request, { trace: register.repeatTrace, verb: register.findFirstAnswer }, again),
    );
  };
  const firstVictim = async (caseId: string) => {
    const request = { actor, requestId: randomUUID() };
    const file = await perform(house.real, request, { trace: read.trace, verb: read.readCase }, { caseId });
    return file.complaint.victims.slice(0, 1).map(({ personId }) => personId);
  };
  const { lists } = await loadDemo(house.configuration.RETA_COUNTRY);
  const correct = async (caseId: string, explanation: string) => {
    const request = { actor, requestId: randomUUID() };
    const file = await perform(house.real, request, { trace: read.trace, verb: read.readCase }, { caseId });
    // Filled on after it was cut short: it waits already.
    if (file.line.pendingAmendments > 0) return;
    const oldValue = file.complaint.ongoing;
    const input = {
      entryId: idFrom(`file ${caseId} correction`),
      caseId,
      deviceId: idFrom(`device ${TAKES}`),
      deviceCounter: 2,
      enteredAt: new Date().toISOString(),
      amendment: {
        pointer: CORRECTED,
        reason: "statement-corrected",
        ...(oldValue !== undefined && { oldValue }),
        newValue: oldValue === "yes" ? "no" : "yes",
        personal: { explanation },
      },
      compared: undefined,
    };
    await perform(house.real, request, { trace: propose.trace, verb: propose.proposeAmendment }, input);
  };
  let n = 0;
  for (const caseId of await listAlertedOf(house.owner.query, actor.unitId, FILES)) {
    await step(caseId, { act: "take" }, "take");
    for (const login of GETS) {
      const to = actors.get(login);
      if (to === undefined) throw new Error(`nobody is called ${login}`);
      // A shelter is entrusted with one of them.
      const victims = to.role === "service-provider" ? { victims: await firstVictim(caseId) } : {};
      await step(caseId, { act: "assign", postingId: to.postingId, ...victims }, login);
    }
    await correct(caseId, lists.phrases.corrections[n % lists.phrases.corrections.length] ?? "");
    n += 1;
  }
}
