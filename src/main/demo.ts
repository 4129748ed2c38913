// Fills an empty register with the demo data, through the same action as every complaint, and names the demo logins.
import { randomUUID } from "node:crypto";
import type { Actor, Trace } from "#src/actions/context.ts";
import { DEMO_SEED, type DemoComplaint, demoComplaints } from "#src/actions/demo/complaints.ts";
import { loadDemo } from "#src/actions/demo/load-demo.ts";
import { type DemoOfficer, demoOfficers } from "#src/actions/demo/officers.ts";
import { perform } from "#src/actions/perform.ts";
import { performTogether } from "#src/actions/perform-together.ts";
import * as register from "#src/actions/register-complaint.ts";
import { registerOnce } from "#src/actions/register-once.ts";
import { storeOfficers } from "#src/actions/store-officers.ts";
import { countCases } from "#src/database/cases.ts";
import { giveFiles } from "./demo-files.ts";
import { idFrom } from "./demo-ids.ts";
import type { House } from "./house.ts";

/** Long enough for the rule of passwords, and printed at every start: it protects nothing but invented people. */
export const DEMO_PASSWORD = "demostracion-reta";
/** The newest complaints arrive as if today: they are alerted, so that the inboxes are not empty. */
const ALERTED = 15;
const AT_ONCE = 8;
const OFFICERS: Trace = { action: "demo.officers", zone: "reta_people" };

export interface Demo {
  password: string;
  logins: { login: string; role: string; unit: string }[];
}

/** Idempotent: ids come from the seed, and a register that holds other cases is left as it is. */
export async function fillDemo(house: House, say: (text: string) => void): Promise<Demo> {
  const { figures, lists } = await loadDemo(house.configuration.RETA_COUNTRY);
  const officers = demoOfficers(house.pack, figures, lists);
  const names = new Map(house.pack.units.map(({ id, name }) => [id, name]));
  const logins = officers
    .filter(({ listed }) => listed)
    .map(({ login, role, unitId }) => ({ login, role, unit: names.get(unitId) ?? unitId }));
  const demo = { password: DEMO_PASSWORD, logins };
  const complaints = demoComplaints(house.pack, figures, lists, DEMO_SEED);
  const stored = await countCases(house.owner.query);
  if (stored >= complaints.length) return demo;
  await perform(
    house.real,
    { actor: null, requestId: randomUUID() },
    { trace: OFFICERS, verb: storeOfficers },
    { officers: officers.map((officer) => ({ ...officer, ...idsOf(officer) })), password: DEMO_PASSWORD },
  );
  say(`Filling the demo register: ${complaints.length} cases`);
  // The last one last of all: while it is missing the demo is not whole, and what stands before is done again.
  await registerAll(house, officers, complaints.slice(0, -1), complaints);
  await giveFiles(house, actorsOf(house, officers));
  await registerAll(house, officers, complaints.slice(-1), complaints);
  return demo;
}

async function registerAll(
  house: House,
  officers: DemoOfficer[],
  complaints: readonly DemoComplaint[],
  all: readonly DemoComplaint[],
): Promise<void> {
  const actors = actorsOf(house, officers);
  const byDate = all.map(({ complaintMadeAt }) => complaintMadeAt).sort();
  const alertedFrom = byDate.at(-ALERTED) ?? "";
  const quiet = { ...house.real, register: { ...house.real.register, alerting: false } };
  const queue = complaints.values();
  const work = async () => {
    for (const {
      officerLogin,
      entryId,
      caseId,
      deviceId,
      deviceCounter,
      complaint,
      complaintMadeAt,
      enteredAt,
    } of queue) {
      const actor = actors.get(officerLogin);
      if (actor === undefined) throw new Error("a demo case names an officer who is not there");
      const input = { entryId, caseId, deviceId, deviceCounter, complaint, complaintMadeAt, enteredAt };
      const performer = complaintMadeAt >= alertedFrom ? house.real : quiet;
      const request = { actor, requestId: randomUUID() };
      await registerOnce(
        () => performTogether(performer, request, register.registerComplaint, input),
        () =>
          perform(
            performer,
            request,
            { trace: register.repeatTrace, verb: register.findFirstAnswer },
            { ...input, kind: "complaint" as const, content: input.complaint },
          ),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  // The planner knows the filled tables from now on, not at some later hour.
  await house.owner.pool.query("analyze");
}

/** The officers as who acts, by login. */
export const actorsOf = (house: House, officers: readonly DemoOfficer[]): Map<string, Actor> =>
  new Map(officers.map((officer) => [officer.login, actorOf(house, officer)]));

function actorOf(house: House, officer: DemoOfficer): Actor {
  const { login, name, rank, unitId, role } = officer;
  const unit = house.rules.units.units.get(unitId);
  return {
    ...idsOf(officer),
    login,
    name,
    rank,
    unitId,
    role,
    unitName: unit?.name ?? unitId,
    unitPlace: unit?.place ?? null,
    sessionId: "",
    training: false,
    expiresAt: "",
    postingEndsAt: null,
    method: "password",
    authenticatedAt: "",
    provedBy: "password",
    passkeys: 0,
    provedFrom: null,
    device: null,
    recovered: null,
    mustEnrol: false,
    locked: false,
    delegation: null,
    delegations: [],
    postedIn: [],
    unitKind: "",
    unusedFor: 0,
    sessionHash: null,
    draftKey: Buffer.alloc(0),
    units: [unitId],
  };
}

const idsOf = ({ login }: DemoOfficer) => ({
  officerId: idFrom(`officer ${login}`),
  postingId: idFrom(`posting ${login}`),
});
