// Registers a complaint in the name of an officer, for the terminal: the same action, the same answer to a repeat.
import { randomUUID } from "node:crypto";
import type { Actor } from "#src/actions/context.ts";
import * as register from "#src/actions/register-complaint.ts";
import { registerOnce } from "#src/actions/register-once.ts";
import { findPosted } from "#src/database/sessions.ts";
import { transact } from "#src/database/transact.ts";
import { listUnitsBelow, listUnitsInCare } from "#src/database/units.ts";
import { tellOthers } from "#src/database/wake.ts";
import { commands } from "#src/domain/access/duties.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import type { NewComplaint } from "#src/schema/complaint.ts";
import type { House } from "./house.ts";
import { sealer } from "./sealer.ts";

/** The actor of a login under its newest posting valid now, as if signed in; `undefined` when there is none. */
export async function actorOf(house: House, login: string): Promise<Actor | undefined> {
  return transact(house.real.pool.pool, { zone: "reta_people" }, async (tx) => {
    const found = await findPosted(tx, { login: login.toLowerCase() });
    if (found === undefined) return undefined;
    const { passwordHash, totpSecret, totpStep, stronger, ...rest } = found;
    const units = await (commands(rest.role) ? listUnitsBelow : listUnitsInCare)(tx, rest.unitId);
    return {
      ...rest,
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
      units,
    };
  });
}

export async function registerAs(
  house: House,
  login: string,
  complaint: NewComplaint,
): Promise<Acknowledgement | undefined> {
  const actor = await actorOf(house, login);
  if (actor === undefined) return undefined;
  const request = { actor, requestId: randomUUID(), training: false };
  const answer = await registerOnce(
    () => house.performTogether(request, register.registerComplaint, complaint),
    () =>
      house.perform(
        request,
        { trace: register.repeatTrace, verb: register.findFirstAnswer },
        { ...complaint, kind: "complaint" as const, content: complaint.complaint },
      ),
  );
  // A register that runs hears of it at once; where none does, what was promised is kept before this process ends.
  await tellOthers(house.real.pool.pool);
  await sealer(house, "entries")();
  await sealer(house, "audit")();
  return answer;
}
