// Rehearses registering while nobody asks for anything, so that the first complaint of the morning is as fast as the rest.
import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import { auditRow } from "#src/actions/audit-event.ts";
import type { Actor, Deciding, Register, Told } from "#src/actions/context.ts";
import * as registering from "#src/actions/register-complaint.ts";
import { insertAuditEvents } from "#src/database/audit.ts";
import { openNowhere } from "#src/database/rehearsal.ts";
import { Acknowledgement } from "#src/schema/case.ts";
import { NewComplaint } from "#src/schema/complaint.ts";
import type { PublicClassKey } from "#src/vault/class-keys.ts";
import { random } from "#src/vault/random.ts";
import { receiptsOf } from "#src/vault/receipts.ts";
import { LOST_MARKS } from "#src/vault/staff-marks.ts";
import { createWrapper } from "#src/vault/wrapped-key.ts";
import { inventedComplaint } from "./invented-complaint.ts";

/** After so many the code has been compiled for what it does; measured in decision 0101. */
const TIMES = 1_500;
/** Whoever starts the program most often asks for something at once. */
const FIRST_MS = 2_000;
/** As many at a time, some two milliseconds of work: as long a request that comes meanwhile waits. */
const SLICE_TIMES = 2;
const PAUSE_MS = 5;
/** Since the last request: then another one is not expected at once. */
const QUIET_MS = 250;
/** What nobody runs is thrown away again after some collections of garbage; a slice now and then keeps it. */
const AGAIN_MS = 15_000;

/** What a rehearsal needs of a house. */
export interface Stage {
  readonly real: { readonly register: Register };
  publicKeys(): readonly PublicClassKey[];
}

/**
 * Registers complaints that nobody made, once for each call: everything of it that is arithmetic, over the rules in force.
 * No connection, no key of the register (whatever is sealed is sealed for nobody to open, and signed with zeros), no row, no
 * event, no line in a log. Throws when the pack's own codes do not make a complaint, or the vault has published no keys yet.
 */
export function rehearsed(stage: Stage): () => Promise<void> {
  const nowhere = openNowhere();
  const wrapper = createWrapper(stage.publicKeys);
  const receipts = receiptsOf(random(32));
  const sign = (entryHash: string, receivedAt: string) => ({
    ...{ origin: "rehearsal", entryHash, receivedAt },
    signature: Buffer.alloc(64).toString("base64"),
  });
  let turn = 0;
  return async () => {
    const { rules } = stage.real.register;
    const now = new Date().toISOString();
    const sent = JSON.stringify(inventedComplaint(rules.pack, now, randomUUID, turn++));
    // As the door reads a body (http/route.ts).
    const parsed = z.core.safeParse(NewComplaint, JSON.parse(sent));
    if (!parsed.success) throw parsed.error;
    const input = parsed.data;
    const told: Told = {};
    const ctx: Deciding = {
      actor: nobodyAt(rules),
      now: new Date().toISOString(),
      requestId: randomUUID(),
      register: { ...stage.real.register, wrapper, receipts, staffMarks: LOST_MARKS, promise: sign },
      newId: randomUUID,
      random,
      tell: (what) => Object.assign(told, what),
      afterCommit: () => undefined,
    };
    const { look, decide, save } = registering.registerComplaint;
    // Whether there are numbers to look up; nobody looks them up.
    look(ctx, input);
    const { rows, answer } = decide(ctx, input, []);
    const call = { ...ctx, trace: registering.trace, address: "127.0.0.1" };
    await insertAuditEvents(nowhere, [auditRow(call, "done", told)]);
    await save(nowhere, [rows]);
    JSON.stringify(z.core.parse(Acknowledgement, answer));
  };
}

// A registrar of the first station that has a place; no officer.
function nobodyAt({ units }: Register["rules"]): Actor {
  const station = [...units.units.values()].find(({ place }) => place !== null);
  const ids = { officerId: randomUUID(), postingId: randomUUID() };
  const at = { unitId: station?.id ?? "", unitPlace: station?.place ?? null };
  return { ...ids, ...at, role: "registrar", delegation: null } as Actor;
}

/**
 * Begins as soon as nobody has asked for anything for a moment, and stops for whoever does. `askedAt`: when a request last
 * came, by `performance.now()`.
 */
export function startRehearsal(stage: Stage, askedAt: () => number): { end(): void } {
  const once = rehearsed(stage);
  let times = 0;
  let timer: NodeJS.Timeout | undefined;
  const isQuiet = () => performance.now() - askedAt() > QUIET_MS;
  const next = (ms: number) => {
    timer = setTimeout(() => void slice(), ms);
    timer.unref();
  };
  const slice = async () => {
    if (!isQuiet()) return next(QUIET_MS);
    try {
      for (let done = 0; done < SLICE_TIMES; done += 1) await once();
      times += SLICE_TIMES;
      next(times < TIMES ? PAUSE_MS : AGAIN_MS);
    } catch {
      // A vault that is still starting, most often. Registering itself says what is wrong with it.
      next(AGAIN_MS);
    }
  };
  next(FIRST_MS);
  return { end: () => clearTimeout(timer) };
}
