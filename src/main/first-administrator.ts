// An empty register has nobody who could let anybody in: the first start makes one administrator and says a code once.
import { randomUUID } from "node:crypto";
import type { Context, Trace } from "#src/actions/context.ts";
import { newCode } from "#src/actions/enrol.ts";
import { perform } from "#src/actions/perform.ts";
import { type StaffMember, storeOfficers } from "#src/actions/store-officers.ts";
import { countOfficers } from "#src/database/people.ts";
import { dayIn } from "#src/domain/case/day-in.ts";
import { keeperTop } from "#src/domain/pack/keeper.ts";
import { Problem } from "#src/schema/problem.ts";
import type { House } from "./house.ts";

const LOGIN = "administrador";
const TRACE: Trace = { action: "officer.first", zone: "reta_people" };

/** Makes the administrator when there is no officer at all. The code sets up how to sign in. */
export async function ensureAdministrator(
  house: House,
): Promise<{ login: string; code: string } | undefined> {
  if ((await countOfficers(house.owner.query)) > 0) return undefined;
  const { units, manifest } = house.pack;
  const unit = keeperTop(units, manifest.root, dayIn(manifest.timeZone, new Date().toISOString()));
  if (unit === undefined) throw new Error("the pack has no unit at the top");
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
  try {
    const { code } = await perform(house.real, request, { trace: TRACE, verb: storeFirst }, officer);
    return { login: LOGIN, code };
  } catch (error) {
    // Two processes started on one empty register: the other one was first, and said the code.
    if (error instanceof Problem && error.code === "officer.login-taken") return undefined;
    throw error;
  }
}

async function storeFirst(ctx: Context<null>, officer: StaffMember): Promise<{ code: string }> {
  await storeOfficers(ctx, { officers: [officer], password: null });
  return newCode(ctx, officer, null);
}
