// Runs one action: one transaction, its trace in the same transaction, its wake-ups after the commit.
import { randomBytes, randomUUID } from "node:crypto";
import { insertAuditEvent } from "#src/database/audit.ts";
import type { ConnectionPool } from "#src/database/connect.ts";
import { problemOf } from "#src/database/problems.ts";
import { type TransactionContext, transact } from "#src/database/transact.ts";
import { canonicalBytes } from "#src/domain/ledger/canonical.ts";
import { Problem } from "#src/schema/problem.ts";
import { sha256 } from "#src/vault/sha256.ts";
import type { Actor, Context, Register, Told, Trace } from "./context.ts";

/** What carries actions out: pools of both registers and what to wake when something was stored. */
export interface Performer {
  register: Register;
  pool: ConnectionPool;
  wake(what: "alerts"): void;
  clock(): Date;
}

type Verb<I, O, Who> = (ctx: Context<Who>, input: I) => Promise<O>;

/**
 * Performs `verb` for `actor`. Throws what the action throws; a Problem leaves a refusal in the audit trail in a small
 * transaction of its own, because the action's own transaction is gone with everything in it.
 */
export async function perform<I, O, Who extends Actor | null>(
  performer: Performer,
  request: { actor: Who; requestId: string },
  { trace, verb }: { trace: Trace; verb: Verb<I, O, Who> },
  input: I,
): Promise<O> {
  const { actor, requestId } = request;
  const now = performer.clock().toISOString();
  const wakes = new Set<"alerts">();
  let told: Told = {};
  const context = contextOf(trace, actor, requestId);
  try {
    const output = await transact(performer.pool.pool, context, async (tx, finish) => {
      let recorded: Promise<void> | undefined;
      const record = () => insertAuditEvent(tx, auditRow(actor, requestId, trace, "done", told, now));
      const ctx: Context<Who> = {
        tx,
        actor,
        now,
        requestId,
        register: performer.register,
        newId: randomUUID,
        random: (bytes) => randomBytes(bytes),
        tell: (what) => {
          told = what;
          recorded = record();
          finish(recorded);
        },
        finish,
        afterCommit: (what) => wakes.add(what),
      };
      const result = await verb(ctx, input);
      if (recorded === undefined && trace.quiet !== true) finish(record());
      return result;
    });
    for (const what of wakes) performer.wake(what);
    return output;
  } catch (error) {
    const problem = problemOf(error);
    await leaveTrace(performer, { trace, actor, requestId, now }, { ...subjectOf(input), ...told }, problem);
    throw problem;
  }
}

// A refused or failed attempt stays on record in a small transaction of its own: its own transaction is gone with
// everything in it. What cannot be recorded is not answered as if it had been. Without a database there is no record,
// and what anybody may ask for without signing in (a tile of the log that does not exist) would only fill the trail.
async function leaveTrace(
  performer: Performer,
  { trace, actor, requestId, now }: { trace: Trace; actor: Actor | null; requestId: string; now: string },
  told: Told,
  problem: unknown,
): Promise<void> {
  const code = problem instanceof Problem ? problem.code : "internal";
  if (code === "register.unavailable" || (actor === null && trace.quiet === true)) return;
  const outcome = code === "internal" ? "failed" : "refused";
  const row = auditRow(actor, requestId, trace, outcome, { ...told, detail: { problem: code } }, now);
  await transact(performer.pool.pool, contextOf(trace, actor, requestId), (tx) =>
    insertAuditEvent(tx, row),
  ).catch((error: unknown) => {
    throw problemOf(error);
  });
}

// Which case an attempt was about, also when it was refused before anything was found.
function subjectOf(input: unknown): Told {
  const caseId = (input as { caseId?: unknown } | null | undefined)?.caseId;
  return typeof caseId === "string" ? { caseId } : {};
}

function contextOf(trace: Trace, actor: Actor | null, requestId: string): TransactionContext {
  if (actor === null) return { zone: trace.zone, requestId };
  const { postingId, officerId, unitId, role } = actor;
  return { zone: trace.zone, postingId, officerId, unitId, role, requestId };
}

function auditRow(
  actor: Actor | null,
  requestId: string,
  trace: Trace,
  outcome: "done" | "refused" | "failed",
  told: Told,
  at: string,
) {
  const body = {
    v: 1,
    at,
    requestId,
    // Keeps the public hash of an event from being guessed from what is known of it.
    nonce: randomBytes(16).toString("hex"),
    officerId: actor?.officerId ?? null,
    postingId: actor?.postingId ?? null,
    action: trace.action,
    outcome,
    caseId: told.caseId ?? null,
    entryId: told.entryId ?? null,
    detail: told.detail ?? {},
  };
  const { officerId, postingId, action, caseId, entryId } = body;
  return {
    at,
    officerId,
    postingId,
    action,
    outcome,
    caseId,
    entryId,
    body,
    hash: sha256(canonicalBytes(body)),
  };
}
