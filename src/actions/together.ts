// Transactions that several share: what arrives while one is under way waits for the next, and then all go together.
import { setImmediate as turn } from "node:timers/promises";
import { type AuditRow, insertAuditEvents, refusalOfTrail } from "#src/database/audit.ts";
import type { ConnectionPool } from "#src/database/connect.ts";
import { problemOf } from "#src/database/problems.ts";
import { type Transaction, transact } from "#src/database/transact.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Trace } from "./context.ts";

/** How what several have decided is stored: all of it or none. */
export interface Saving<Rows> {
  trace: Trace;
  save(tx: Transaction, rows: readonly Rows[]): Promise<void>;
}

/** What one has decided, with the event of it. */
export interface Member<Rows> {
  saving: Saving<Rows>;
  officerId: string;
  rows: Rows;
  event: AuditRow;
  /** Stores it in a transaction of its own. */
  alone(): Promise<void>;
}

interface Waiting {
  member: Member<unknown>;
  stored(): void;
  failed(error: unknown): void;
}

/** Most members of one transaction: it stays a few dozen milliseconds long, and its statement within bounds. */
const MEMBERS_MAX = 32;
/**
 * From how many on no further turn is taken: opening, starting the statements and committing cost about as much as storing
 * two (decision 0012), so that a sixth saves little; and were all gathered, nobody would be left to decide meanwhile.
 */
const ENOUGH = 5;

/** The queue before one pool. A member waits for the transaction under way, if there is one, and for no other. */
export class Together {
  private readonly pool: ConnectionPool;
  private waiting: Waiting[] = [];
  private busy = false;

  constructor(pool: ConnectionPool) {
    this.pool = pool;
  }

  /**
   * Resolves when the member is stored: after the commit, its own or one it shares with whatever else waits. What the
   * database refuses undoes the shared transaction, and each member is then stored alone, so that the refusal concerns
   * the one it is for. A line that breaks, or a commit without an answer, concerns all.
   */
  add<Rows>(member: Member<Rows>): Promise<void> {
    return new Promise((stored, failed) => {
      this.waiting.push({ member: member as Member<unknown>, stored, failed });
      if (!this.busy) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.busy = true;
    try {
      while (this.waiting.length > 0) {
        await this.gathered();
        const saving = this.waiting[0]?.member.saving;
        const group = this.waiting.filter(({ member }) => member.saving === saving).slice(0, MEMBERS_MAX);
        this.waiting = this.waiting.filter((waiting) => !group.includes(waiting));
        await this.carryOut(group).catch((error: unknown) => {
          for (const { failed } of group) failed(error);
        });
      }
    } finally {
      this.busy = false;
    }
  }

  // Those whose requests have arrived come along: as long as a turn of the event loop brings one, the next may too. Most
  // of what a transaction costs it costs once, however many share it; and where nobody else is, one turn is all.
  private async gathered(): Promise<void> {
    let before = 0;
    do {
      before = this.waiting.length;
      await turn();
    } while (before < this.waiting.length && this.waiting.length < ENOUGH);
  }

  private async carryOut(group: readonly Waiting[]): Promise<void> {
    const members = group.map(({ member }) => member);
    const outcome = group.length === 1 ? "alone" : await this.store(members);
    if (outcome === "stored") for (const { stored } of group) stored();
    else if (outcome !== "alone") for (const { failed } of group) failed(outcome);
    else await Promise.all(group.map(({ member, stored, failed }) => member.alone().then(stored, failed)));
  }

  /** `alone` when nothing is stored because of one of them; the Problem when it concerns all. */
  private async store(members: readonly Member<unknown>[]): Promise<"stored" | "alone" | Problem> {
    const { save, trace } = (members[0] as Member<unknown>).saving;
    const officers = [...new Set(members.map(({ officerId }) => officerId))].join(",");
    try {
      await transact(this.pool.pool, { zone: trace.zone, officers }, async (tx, finish) => {
        const events = members.map(({ event }) => event);
        finish(insertAuditEvents(tx, events));
        const rows = members.map((member) => member.rows);
        finish(save(tx, rows));
      });
      return "stored";
    } catch (error) {
      const problem = problemOf(error);
      // A full disk is a refusal like others: alone, each may still leave its event in the spool.
      const isRefused = refusalOfTrail(error) !== undefined;
      return problem instanceof Problem && problem.code === "register.unavailable" && !isRefused
        ? problem
        : "alone";
    }
  }
}
