// The register verifies itself while it works: what was written last at every turn, everything else piece by piece in rounds.
import { sql } from "kysely";
import type { VerificationNews } from "#src/actions/tell-verification.ts";
import type { ValueProblem } from "#src/actions/vault/check-values.ts";
import {
  lookAtCounts,
  lookAtHead,
  lookAtLeaves,
  lookAtRows,
  type SignedHead,
} from "#src/actions/verify-pieces.ts";
import type { ConnectionPool } from "#src/database/connect.ts";
import { fingerprintGuards, listGuardDifferences } from "#src/database/guards.ts";
import { findLeafIndexes, type LogName, type Runner } from "#src/database/ledger.ts";
import {
  findLinkedEntries,
  findLinkedEvents,
  type LinkedRow,
  listLastWritten,
  listLinkedEntries,
  listLinkedEvents,
  listNewestEvents,
  listSpooledHashes,
} from "#src/database/sealed-rows.ts";
import { bytesToHex, hexToBytes } from "#src/domain/ledger/hash.ts";
import type { Verification } from "#src/schema/system.ts";
import type { VaultLine } from "#src/vault/vault-line.ts";
import { watchGuards } from "./guard-watch.ts";
import { paced } from "./paced.ts";
import { isGuard, kindsOf, partsAgain, putFindings, summed } from "./verification-findings.ts";
import { type Position, readVerification, writeVerification } from "./verification-state.ts";

export type VerificationAlarm = "not-as-sealed" | "guards-changed" | "verification-late";

export interface Verifier {
  /** Looks at one piece of each log. Throws what keeps it from looking, having looked at all it could. */
  turn(): Promise<void>;
  report(): Verification;
  alarms(now: number): VerificationAlarm[];
}

export interface VerifierSettings {
  /** The owner's connections, past row-level security; only ever read with. */
  readonly owner: ConnectionPool;
  readonly ownerUrl: string;
  readonly vkeys: Readonly<Record<LogName, string>>;
  readonly vault: Pick<VaultLine, "ask">;
  /** Where position and findings are kept. */
  readonly file: string;
  /** Within so many hours everything is looked at once. */
  readonly hours: number;
  readonly tell: (news: VerificationNews) => Promise<unknown>;
  readonly clock?: () => number;
  /** Milliseconds between two writings of that file. */
  readonly keepMs?: number;
  /** Fewest objects and leaves a turn; tests take fewer. */
  readonly least?: Readonly<Record<LogName | "leaves", number>>;
}

/** Milliseconds between two turns of the clock (jobs/jobs.ts). */
const VERIFY_MS = 2_000;
/** Fewest a turn: a register of 300 entries is covered in a minute, a vault works some milliseconds for it. */
const LEAST = { entries: 10, audit: 50, leaves: 100 };
/** Most a turn, however long the register: then a round takes longer than asked for, which is an alarm. */
const MOST = 1_000;
/** Pages at a table's end that are looked at in every turn. */
const PAGES = 16;
const NEWEST = 50;
/** Entries in one question to the vault. */
const ASKED = 10;
/** Of the leaves of one page that are wrong, as many are kept. */
const TOLD = 20;
/** Least milliseconds between two countings. */
const COUNTS_MS = 5_000;
/** Without a whole turn for so long nobody is looking. */
const STILL_MS = 10 * 60_000;
const KEEP_MS = 10_000;
/** Longest a single question to the database may take. */
const STATEMENT_MS = 5_000;
const LOGS = ["entries", "audit"] as const;

export function openVerifier(settings: VerifierSettings): Verifier {
  const { owner, ownerUrl, vkeys, vault, file, hours, tell } = settings;
  const clock = settings.clock ?? Date.now;
  const least = settings.least ?? LEAST;
  const period = hours * 3_600_000;
  const state = readVerification(file);
  const startedAt = clock();
  let wholeTurnAt = startedAt;
  let keptAt = 0;
  let told = new Set(kindsOf(state.findings));
  /** What stood at the tables' ends when they were last looked at. */
  const seen = { entries: new Map<string, string>(), personal_values: new Map<string, string>() };
  const counts = { entries: paced(COUNTS_MS), audit: paced(COUNTS_MS) };

  const read = <T>(work: (tx: Runner) => Promise<T>) =>
    owner.query
      .transaction()
      .setIsolationLevel("repeatable read")
      .setAccessMode("read only")
      .execute(async (tx) => {
        await sql`select set_config('statement_timeout', ${String(STATEMENT_MS)}, true)`.execute(tx);
        return work(tx);
      });

  const put = (part: string, problems: readonly { kind: string; leafIndex?: number | undefined }[]) =>
    putFindings(state.findings, part, problems, clock());

  const lookAtGuards = watchGuards({
    print: () => read(fingerprintGuards),
    differences: () => listGuardDifferences(ownerUrl),
    found: (differences) => put("guards", differences),
    clock,
  });

  const keep = () => {
    if (clock() - keptAt < (settings.keepMs ?? KEEP_MS)) return;
    writeVerification(file, state);
    keptAt = clock();
  };

  async function look(log: LogName): Promise<void> {
    const position = state[log];
    const knew = position.head !== null;
    const looked = await read(async (tx) => {
      const { head, problems } = await lookAtHead(tx, log, vkeys[log], headOf(position));
      put(`head ${log}`, problems);
      if (problems.length === 0 && head) position.head = { size: head.size, root: bytesToHex(head.root) };
      await counts[log](async () => put(`count ${log}`, await lookAtCounts(tx, log)));
      for (const index of partsAgain(state.findings, `leaf ${log} `)) {
        if (head && Number(index) < head.size)
          put(`leaf ${log} ${index}`, (await lookAtLeaves(tx, log, head, Number(index), 1)).problems);
      }
      if (position.leaf !== null && head) await rollLeaves(tx, log, position, head);
      const again = partsAgain(state.findings, `row ${log} `);
      const last = await lastWritten(tx, log);
      const rolled = position.leaf === null ? await nextRows(tx, log, position, head) : [];
      const named = [...new Set([...again, ...last.ids])];
      const rows = [
        ...(log === "entries" ? await findLinkedEntries(tx, named) : await findLinkedEvents(tx, named)),
        ...rolled,
      ];
      const found = await lookAtRows(tx, log, rows);
      const spooled = log === "audit" ? await findLeafIndexes(tx, log, await listSpooledHashes(tx)) : [];
      return { named, last, rolled, rows, spooled, ...found };
    });
    // What everything must continue from now on is kept at once.
    if (!knew && position.head !== null) keptAt = 0;
    keep();
    await tellRows(log, looked.named, looked.rows, looked.problems);
    looked.last.done();
    if (position.leaf === null) rollRows(log, position, looked);
  }

  // Values too, where there are any; only then is a row said to be right.
  async function tellRows(
    log: LogName,
    named: readonly string[],
    rows: readonly LinkedRow[],
    problems: readonly { kind: string; entryId?: string; leafIndex?: number }[],
  ): Promise<void> {
    const ids = [...new Set(rows.map(({ entryId }) => entryId))];
    const of = (id: string, all: typeof problems) => all.filter(({ entryId }) => entryId === id);
    // Known before the vault answers, which may take long or fail: what it said of the values last time still stands.
    for (const id of ids) {
      const part = `row ${log} ${id}`;
      if (of(id, problems).length > 0) put(part, [...(state.findings[part] ?? []), ...of(id, problems)]);
    }
    const values: ValueProblem[] = [];
    // A few at a time: whoever wants to open a name meanwhile comes in between.
    for (let at = 0; log === "entries" && at < ids.length; at += ASKED)
      values.push(
        ...(await vault.ask<ValueProblem[]>("check-values-of", { entryIds: ids.slice(at, at + ASKED) })),
      );
    // A row that is gone is missed by its leaf.
    for (const id of new Set([...named, ...ids])) put(`row ${log} ${id}`, of(id, [...problems, ...values]));
  }

  async function lastWritten(tx: Runner, log: LogName): Promise<{ ids: string[]; done(): void }> {
    if (log === "audit") {
      const rows = await listNewestEvents(tx, NEWEST);
      return { ids: rows.map(({ entryId }) => entryId), done: () => undefined };
    }
    const ids = new Set<string>();
    const versions = { entries: new Map<string, string>(), personal_values: new Map<string, string>() };
    for (const table of ["entries", "personal_values"] as const) {
      for (const { entryId, version } of await listLastWritten(tx, table, PAGES)) {
        versions[table].set(version, entryId);
        if (!seen[table].has(version)) ids.add(entryId);
      }
    }
    return {
      ids: [...ids],
      done() {
        seen.entries = versions.entries;
        seen.personal_values = versions.personal_values;
      },
    };
  }

  async function nextRows(
    tx: Runner,
    log: LogName,
    position: Position,
    head: SignedHead | null,
  ): Promise<LinkedRow[]> {
    if (position.size === null) {
      position.size = head?.size ?? 0;
      position.after = null;
      position.ticked = bitsFor(position.size).toString("base64");
    }
    const limit = aTurn(least[log], position.size, 0.6);
    if (log === "audit") return listLinkedEvents(tx, position.after ?? "0", limit);
    const [caseId, seq] = position.after?.split("/") ?? [];
    const after = caseId === undefined ? null : { caseId, seq: Number(seq) };
    return listLinkedEntries(tx, after, limit);
  }

  function rollRows(
    log: LogName,
    position: Position,
    { rolled, indexes, spooled }: { rolled: LinkedRow[]; indexes: number[]; spooled: (number | undefined)[] },
  ): void {
    const size = position.size ?? 0;
    const bits = Buffer.from(position.ticked, "base64");
    const tick = (index: number | undefined) => {
      if (index !== undefined && index < size)
        bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
    };
    indexes.forEach(tick);
    position.ticked = bits.toString("base64");
    const last = rolled.at(-1);
    if (last !== undefined) {
      position.after = last.caseId === undefined ? last.entryId : `${last.caseId}/${last.seq}`;
      return;
    }
    // Every object there was has been read: what is not ticked has none.
    spooled.forEach(tick);
    const missing = Array.from({ length: size }, (_, i) => i).filter(
      (i) => !(((bits[i >> 3] ?? 0) >> (i & 7)) & 1),
    );
    put(
      `round ${log}`,
      missing.slice(0, 1).map((leafIndex) => ({ kind: "leaf-without-entry", leafIndex })),
    );
    position.leaf = 0;
  }

  async function rollLeaves(tx: Runner, log: LogName, position: Position, head: SignedHead): Promise<void> {
    const from = Math.min(position.leaf ?? 0, head.size);
    const { problems, next } = await lookAtLeaves(tx, log, head, from, aTurn(least.leaves, head.size, 0.2));
    for (const problem of problems.slice(0, TOLD)) put(`leaf ${log} ${problem.leafIndex}`, [problem]);
    position.leaf = next;
    if (next < head.size) return;
    Object.assign(position, { after: null, size: null, ticked: "", leaf: null });
    position.coveredAt = new Date(clock()).toISOString();
  }

  // So many that all of them are done in this part of the period.
  const aTurn = (fewest: number, size: number, part: number) =>
    Math.min(MOST, Math.max(fewest, Math.ceil((size * VERIFY_MS) / (period * part))));

  async function news(): Promise<void> {
    const now = new Set(kindsOf(state.findings));
    const began = [...now].filter((kind) => !told.has(kind));
    const ended = [...told].filter((kind) => !now.has(kind));
    const covered = state.entries.coveredAt !== null && state.audit.coveredAt !== null;
    const sinceTold = clock() - Date.parse(state.toldAt ?? new Date(startedAt).toISOString());
    const round = covered && sinceTold >= period;
    if (began.length === 0 && ended.length === 0 && !round) return;
    const sizes = { entries: state.entries.head?.size ?? 0, audit: state.audit.head?.size ?? 0 };
    await tell({ began, ended, ...(round && sizes) });
    told = now;
    if (round) state.toldAt = new Date(clock()).toISOString();
    keptAt = 0;
  }

  return {
    async turn() {
      const failures: unknown[] = [];
      const attempt = (work: () => Promise<void>) =>
        work().catch((error: unknown) => {
          failures.push(error);
        });
      // The entries come last: a vault that takes long keeps nothing else from being looked at.
      await attempt(() => look("audit"));
      await attempt(() => lookAtGuards(kindsOf(state.findings).some(isGuard)));
      await attempt(() => look("entries"));
      await attempt(news);
      await attempt(async () => keep());
      if (failures.length > 0) throw failures[0];
      wholeTurnAt = clock();
    },
    report: () => ({
      hours,
      logs: LOGS.map((log) => ({ log, size: state[log].head?.size ?? 0, coveredAt: state[log].coveredAt })),
      findings: summed(state.findings),
    }),
    alarms(now) {
      const kinds = kindsOf(state.findings);
      const uncovered = LOGS.map((log) => Date.parse(state[log].coveredAt ?? "")).map(
        (at) => now - (Number.isNaN(at) ? startedAt : Math.max(at, startedAt)),
      );
      const late = now - wholeTurnAt > STILL_MS || Math.max(...uncovered) > 2 * period;
      const alarms: VerificationAlarm[] = [];
      if (kinds.some((kind) => !isGuard(kind))) alarms.push("not-as-sealed");
      if (kinds.some(isGuard)) alarms.push("guards-changed");
      if (late) alarms.push("verification-late");
      return alarms;
    },
  };
}

const headOf = ({ head }: Position): SignedHead | null =>
  head && { size: head.size, root: hexToBytes(head.root) };
const bitsFor = (size: number) => Buffer.alloc(Math.ceil(size / 8));
