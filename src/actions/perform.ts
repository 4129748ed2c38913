// Runs one action: one transaction, its trace in the same transaction, its wake-ups after the commit.
import { randomBytes, randomUUID } from "node:crypto";
import { type AuditRow, insertAuditEvent, refusalOfTrail, spoolAuditEvent } from "#src/database/audit.ts";
import type { ConnectionPool } from "#src/database/connect.ts";
import { problemOf } from "#src/database/problems.ts";
import { type Transaction, type TransactionContext, transact } from "#src/database/transact.ts";
import { Problem } from "#src/schema/problem.ts";
import { auditRow, type Call, type Recorded, subjectOf } from "./audit-event.ts";
import type { Actor, Context, Register, Told, Trace, Wake } from "./context.ts";
import type { Together } from "./together.ts";

/** What carries actions out: pools of both registers and what to wake when something was stored. */
export interface Performer {
  register: Register;
  pool: ConnectionPool;
  wake(what: Wake): void;
  clock(): Date;
  /** Where those wait who may share a transaction. */
  together: Together;
  /** Since when the trail refuses events, as this process has met it (epoch milliseconds); for the alarm. */
  trailFailingSince?: number | undefined;
}

type Verb<I, O, Who> = (ctx: Context<Who>, input: I) => Promise<O>;

/** The trail refused the event of an action, and so everything else of it. */
class TrailRefused extends Error {
  override readonly name = "TrailRefused";
  readonly reason: string;
  constructor(reason: string, cause: unknown) {
    super(`the audit trail refused an event (${reason})`, { cause });
    this.reason = reason;
  }
}

/**
 * Performs `verb` for `actor`. Throws what the action throws; a Problem leaves a refusal in the audit trail in a small
 * transaction of its own, because the action's own transaction is gone with everything in it.
 *
 * Where the trail cannot be written nothing is done without a record: what must go on (`trace.essential`) is done anew
 * with its event in the spool, everything else is refused.
 */
export async function perform<I, O, Who extends Actor | null>(
  performer: Performer,
  request: { actor: Who; requestId: string; address?: string | undefined },
  { trace, verb }: { trace: Trace; verb: Verb<I, O, Who> },
  input: I,
): Promise<O> {
  const { actor, requestId, address } = request;
  const call: Call = { trace, actor, requestId, address, now: performer.clock().toISOString() };
  const told: Told = subjectOf(input);
  try {
    try {
      let taken = false;
      const output = await attempt(performer, call, actor, verb, input, told, async (tx, row) => {
        await insertAuditEvent(tx, row);
        taken = true;
      });
      // Whoever wrote it: the clock's own proof, where nobody works, as well as an officer.
      if (taken) performer.trailFailingSince = undefined;
      return output;
    } catch (error) {
      if (!(error instanceof TrailRefused)) throw error;
      performer.trailFailingSince ??= Date.now();
      if (trace.essential !== true) throw new Problem("audit.unavailable");
      const spool = (tx: Transaction, row: AuditRow) => spoolAuditEvent(tx, row, error.reason);
      return await attempt(performer, call, actor, verb, input, told, spool);
    }
  } catch (error) {
    const problem = problemOf(error instanceof TrailRefused ? error.cause : error);
    await leaveTrace(performer, call, told, problem);
    throw problem;
  }
}

// One transaction with its event. `told` is filled with what the action says of itself.
async function attempt<I, O, Who extends Actor | null>(
  performer: Performer,
  call: Call,
  actor: Who,
  verb: Verb<I, O, Who>,
  input: I,
  told: Told,
  write: (tx: Transaction, row: AuditRow) => Promise<void>,
): Promise<O> {
  const { trace, requestId, now } = call;
  const wakes = new Set<Wake>();
  let refusal: TrailRefused | undefined;
  try {
    const output = await transact(performer.pool.pool, contextOf(call), async (tx, finish) => {
      let recorded: Promise<void> | undefined;
      const record = (what: Told, of: Recorded = call) => {
        recorded = write(tx, auditRow(of, "done", what)).catch((error: unknown) => {
          const reason = refusalOfTrail(error);
          if (reason !== undefined) refusal = new TrailRefused(reason, error);
          throw error;
        });
        finish(recorded);
      };
      const device = told.deviceId === undefined ? {} : { deviceId: told.deviceId };
      const ctx: Context<Who> = {
        tx,
        actor,
        now,
        requestId,
        address: call.address,
        register: performer.register,
        newId: randomUUID,
        random: (bytes) => randomBytes(bytes),
        tell: (what) => {
          Object.assign(told, what);
          record({ ...device, ...what });
        },
        tellApart: (apart, what) =>
          record(what, { trace: apart, actor: null, requestId: randomUUID(), address: undefined, now }),
        finish,
        afterCommit: (what) => wakes.add(what),
      };
      const result = await verb(ctx, input);
      if (recorded === undefined && trace.quiet !== true) record(device);
      return result;
    });
    for (const what of wakes) performer.wake(what);
    return output;
  } catch (error) {
    throw refusal ?? error;
  }
}

// A refused or failed attempt stays on record in a small transaction of its own: its own transaction is gone with
// everything in it. What cannot be recorded is not answered as if it had been. Without a database there is no record,
// and what anybody may ask for without signing in (a tile of the log that does not exist) would only fill the trail.
async function leaveTrace(performer: Performer, call: Call, told: Told, problem: unknown): Promise<void> {
  const { trace, actor } = call;
  const code = problem instanceof Problem ? problem.code : "internal";
  if (code === "register.unavailable" || (actor === null && trace.quiet === true)) return;
  const outcome = code === "internal" || code === "audit.unavailable" ? "failed" : "refused";
  const row = auditRow(call, outcome, { ...told, detail: { problem: code } });
  const store = (write: (tx: Transaction) => Promise<void>) =>
    transact(performer.pool.pool, contextOf(call), write);
  await store((tx) => insertAuditEvent(tx, row))
    .catch((error: unknown) => {
      const reason = refusalOfTrail(error);
      if (reason === undefined) throw error;
      // Nothing was done, so nothing is lost by keeping the record of it elsewhere.
      performer.trailFailingSince ??= Date.now();
      return store((tx) => spoolAuditEvent(tx, row, reason));
    })
    .catch((error: unknown) => {
      throw problemOf(error);
    });
}

// The clock has no posting: in the zone of the trail it works in the name of the register itself.
function contextOf({ trace, actor, requestId }: Call): TransactionContext {
  if (actor === null)
    return { zone: trace.zone, requestId, ...(trace.ofRegister === true && { role: "register" }) };
  const { postingId, officerId, unitId, role } = actor;
  return { zone: trace.zone, postingId, officerId, unitId, role, requestId };
}
