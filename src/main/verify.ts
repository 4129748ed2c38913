// `reta verify`: both logs and every personal value from the database, or one log from exported tiles.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { witnessView } from "#src/actions/collect-cosignatures.ts";
import { ExportUnreadable, verifyExport } from "#src/actions/export-ledger.ts";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import type { ValueProblem } from "#src/actions/vault/check-values.ts";
import { checkCosignatures } from "#src/actions/verify-cosignatures.ts";
import { verifyLedger } from "#src/actions/verify-ledger.ts";
import { UsageError } from "#src/cli/command.ts";
import type { Configuration } from "#src/cli/configuration.ts";
import type { LogReport, VerifySettings } from "#src/cli/verify.ts";
import { listAlertContradictions } from "#src/database/alerts.ts";
import { listGuardDifferences } from "#src/database/guards.ts";
import type { LogName, Runner } from "#src/database/ledger.ts";
import { listReceiptContradictions } from "#src/database/receipts.ts";
import { readSealedEntries, readSealedEvents } from "#src/database/sealed-rows.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import type { LedgerReport } from "#src/domain/ledger/problem.ts";
import { signingKeyFiles, VerifierUnreadable } from "#src/vault/signing-key.ts";
import { VaultUnavailable } from "#src/vault/vault-line.ts";
import { type House, openHouse } from "./house.ts";

const readText = (file: string, what: string): string => {
  if (!existsSync(file)) throw new UsageError(`${what}: found nothing at ${file}, expected a file`);
  return readFileSync(file, "utf8");
};

export async function verify(configuration: Configuration, settings: VerifySettings): Promise<LogReport[]> {
  const earlier =
    settings.checkpoint === undefined ? undefined : readText(settings.checkpoint, "--checkpoint");
  const keyFile =
    settings.key ?? signingKeyFiles(join(resolve(configuration.RETA_DATA), "keys"), "entries").public;
  try {
    if (settings.from !== undefined) {
      const vkey = readText(keyFile, "--key");
      return [reportOf("entries", await verifyExport({ directory: settings.from, vkey, earlier }))];
    }
    const house = await openHouse(configuration);
    try {
      return await verifyOpen(house, readText(keyFile, "--key"), earlier);
    } finally {
      await house.close();
    }
  } catch (error) {
    if (error instanceof ExportUnreadable || error instanceof VerifierUnreadable)
      throw new UsageError(error.message);
    throw error;
  }
}

/** Both logs of a register that is open, and its guards: with the pinned key of the log of entries. */
export async function verifyOpen(
  house: House,
  vkey: string,
  earlier: string | undefined,
): Promise<LogReport[]> {
  const reports = await verifyHouse(house, vkey, earlier);
  return withGuards(reports, await listGuardDifferences(house.database.ownerUrl));
}

async function verifyHouse(house: House, vkey: string, earlier: string | undefined): Promise<LogReport[]> {
  const { query } = house.owner;
  const read = <T>(work: (tx: typeof query) => Promise<T>) =>
    query.transaction().setIsolationLevel("repeatable read").setAccessMode("read only").execute(work);
  const values = await checkValues(house);
  const entries = await read(async (tx) => {
    const report = await verifyLedger(tx, {
      log: "entries",
      readEntries: readSealedEntries(tx),
      vkey,
      earlier,
    });
    const { timeZone } = house.pack.manifest;
    const { differing } = await compareProjections(tx, timeZone);
    return withMore(await witnessed(house, tx, "entries", report), [
      ...values,
      ...(await listAlertContradictions(tx)),
      ...(await checkReceipts(tx)),
      ...differing.map(({ caseNumber, fields }) => ({
        kind: "projection-differs",
        caseNumber,
        detail: fields.join(" "),
      })),
    ]);
  });
  const audit = await read(async (tx) => {
    const options = { readEntries: readSealedEvents(tx), vkey: house.keys.audit.vkey };
    return witnessed(house, tx, "audit", await verifyLedger(tx, { log: "audit", ...options }));
  });
  return [reportOf("entries", entries), reportOf("audit", audit)];
}

// What the witnesses outside have signed of it.
async function witnessed(house: House, tx: Runner, log: LogName, report: LedgerReport) {
  const witnesses = house.witnesses();
  const { quorum, witnessed: newest } = await witnessView(tx, log, witnesses, Date.now());
  const problems = await checkCosignatures(tx, log, witnesses);
  return { ...withMore(report, problems), witnesses: { quorum, of: witnesses.list.length, newest } };
}

// Whose guards they are is no question of one log: told with the first.
function withGuards([first, ...rest]: LogReport[], guards: LogReport["problems"]): LogReport[] {
  if (first === undefined) return rest;
  const { ok, found, problems } = first;
  const more = {
    ok: ok && guards.length === 0,
    found: found + guards.length,
    problems: [...problems, ...guards],
  };
  return [{ ...first, ...more }, ...rest];
}

/** Told of at most so many. */
const RECEIPTS = 1_000;

// A complainant who asks must be answered, and with the time that was sealed.
async function checkReceipts(tx: Runner): Promise<LogReport["problems"]> {
  const found = await listReceiptContradictions(tx, RECEIPTS);
  return found.map(({ entryId, entryHash, missing }) => ({
    kind: missing ? "receipt-missing" : "receipt-differs",
    ...(entryId !== null && { entryId }),
    detail: bytesToHex(entryHash),
  }));
}

// The vault opens every value and tells which do not open; a vault that is away has checked none of them.
async function checkValues({ vault }: House): Promise<{ kind: string; detail: string }[]> {
  try {
    return await vault.ask<ValueProblem[]>("check-values", {});
  } catch (error) {
    if (!(error instanceof VaultUnavailable)) throw error;
    return [{ kind: "values-not-checked", detail: "the vault did not answer" }];
  }
}

// What lies beside the log and is not in it: values, tables for reading, alerts.
function withMore<R extends Omit<LedgerReport, "problems"> & Pick<LogReport, "problems">>(
  report: R,
  problems: LogReport["problems"],
): Omit<R, "problems"> & { problems: LogReport["problems"] } {
  return {
    ...report,
    ok: report.ok && problems.length === 0,
    found: report.found + problems.length,
    problems: [...report.problems, ...problems],
  };
}

function reportOf(
  log: string,
  { root, ...report }: Omit<LedgerReport, "problems"> & Pick<LogReport, "problems" | "witnesses">,
): LogReport {
  return { log, ...report, root: bytesToHex(root) };
}
