// What a failed statement means for the person waiting: constraint names and connection failures become Problems.
import { DatabaseError } from "pg";
import { Problem, type ProblemCode } from "#src/schema/problem.ts";

/** Constraint names a client can run into, and what it is told. Every other constraint is a bug when it fires. */
export const CONSTRAINT_PROBLEMS: Readonly<Record<string, ProblemCode>> = {
  entries_id: "entry.id-taken",
  entries_order_unique: "entry.id-taken",
  cases_id: "case.already-exists",
  officers_login_unique: "officer.login-taken",
  officers_id: "entry.id-taken",
  postings_id: "entry.id-taken",
  postings_no_overlap: "posting.overlaps",
  postings_unit: "input.invalid",
  postings_dates_in_order: "input.invalid",
  alert_acknowledgements_alert: "alert.already-acknowledged",
};

// Connection failures (08), the server shutting down or starting (57P0x), no room (53), and sockets that broke.
const GONE = /^(08|57P0|53)/;
const BROKEN = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOENT", "ENOTFOUND"]);

/** The Problem an error stands for, or the error itself when it is a bug. Message texts are never read, codes are. */
export function problemOf(error: unknown): unknown {
  if (error instanceof Problem) return error;
  if (error instanceof DatabaseError) {
    const code = error.constraint === undefined ? undefined : CONSTRAINT_PROBLEMS[error.constraint];
    if (code !== undefined) return new Problem(code);
    return GONE.test(error.code ?? "") ? new Problem("register.unavailable") : error;
  }
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return isConnectionLoss(error) || (code !== undefined && BROKEN.has(code))
    ? new Problem("register.unavailable")
    : error;
}

// The driver throws plain errors with these texts and no code when a connection ends under a query or never comes.
function isConnectionLoss(error: unknown): boolean {
  const message = error instanceof Error ? error.message : "";
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/.test(
    message,
  );
}
