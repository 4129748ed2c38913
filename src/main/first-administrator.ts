// An empty register has nobody who could let anybody in: the first start makes one administrator and says its password once.
import { randomUUID } from "node:crypto";
import type { Trace } from "#src/actions/context.ts";
import { perform } from "#src/actions/perform.ts";
import { storeOfficers } from "#src/actions/store-officers.ts";
import { countOfficers } from "#src/database/people.ts";
import { Problem } from "#src/schema/problem.ts";
import { oneTimePassword } from "#src/vault/password.ts";
import type { House } from "./house.ts";

const LOGIN = "administrador";
const TRACE: Trace = { action: "officer.first", zone: "reta_people" };

/** Makes the administrator when there is no officer at all. The password must be changed at the first sign-in. */
export async function ensureAdministrator(
  house: House,
): Promise<{ login: string; password: string } | undefined> {
  if ((await countOfficers(house.owner.query)) > 0) return undefined;
  const unit = house.pack.units.find(({ parent }) => parent === null);
  if (unit === undefined) throw new Error("the pack has no unit at the top");
  const password = oneTimePassword();
  const officer = {
    officerId: randomUUID(),
    postingId: randomUUID(),
    login: LOGIN,
    name: LOGIN,
    rank: null,
    cip: null,
    unitId: unit.id,
    role: "administrator" as const,
    from: new Date().toISOString().slice(0, 10),
    to: null,
  };
  const request = { actor: null, requestId: randomUUID() };
  const input = { officers: [officer], password, mustChange: true };
  try {
    await perform(house.real, request, { trace: TRACE, verb: storeOfficers }, input);
  } catch (error) {
    // Two processes started on one empty register: the other one was first, and said the password.
    if (error instanceof Problem && error.code === "officer.login-taken") return undefined;
    throw error;
  }
  return { login: LOGIN, password };
}
