// The outbox of one device: what was sealed there, and where each report stands. A report leaves it on a receipt only.

/** Where a report stands, as its author sees it; `draft` comes before it is sealed and is not in the outbox. */
export type ReportState = "waiting" | "sending" | "received" | "to-complete";

/** What the register signed for: this envelope, received then. */
export interface Receipt {
  reportId: string;
  /** Hash of the envelope it answers, hexadecimal. */
  digest: string;
  /** ISO 8601, UTC, by the register's clock. */
  receivedAt: string;
  /** Null while it is still to be completed. */
  caseNumber: string | null;
}

export interface OutboxReport {
  reportId: string;
  counter: number;
  digest: string;
  state: ReportState;
  receipt: Receipt | null;
  /** How often sending it got no answer since it last had one. */
  failures: number;
  /** Milliseconds since 1970 by the device's clock, before which it is not tried again by itself. */
  notBefore: number;
}

/** `sealed`: the bytes are still there and can be sent again. */
export interface Outbox {
  nextCounter: number;
  reports: readonly (OutboxReport & { sealed: boolean })[];
  /** The register does not know this device (any more): it registers anew at the next sign-in, then everything is sent. */
  mustRegister: boolean;
}

export const EMPTY_OUTBOX: Outbox = { nextCounter: 1, reports: [], mustRegister: false };

/** Waits after one, two, three … failures, in milliseconds; the last one goes on. Half of each is drawn by lot. */
export const BACK_OFF = [2_000, 5_000, 15_000, 60_000, 5 * 60_000, 15 * 60_000] as const;

/** Adds a sealed report under the next number; the same id twice is the same report. */
export function addReport(
  outbox: Outbox,
  { reportId, digest }: { reportId: string; digest: string },
): Outbox {
  if (outbox.reports.some((report) => report.reportId === reportId)) return outbox;
  const fresh = { state: "waiting", receipt: null, failures: 0, notBefore: 0, sealed: true } as const;
  return {
    ...outbox,
    nextCounter: outbox.nextCounter + 1,
    reports: [...outbox.reports, { reportId, digest, counter: outbox.nextCounter, ...fresh }],
  };
}

/**
 * The reports to send now, in their order. `now`: milliseconds since 1970 by the device's clock, which may jump: a wait
 * longer than the longest one can only come from a clock that was set back, and is over.
 */
export function dueReports(outbox: Outbox, now: number, limit: number): OutboxReport[] {
  if (outbox.mustRegister) return [];
  const longest = BACK_OFF[BACK_OFF.length - 1] as number;
  const isDue = ({ state, notBefore }: OutboxReport) =>
    state === "waiting" && (notBefore <= now || notBefore > now + longest);
  return outbox.reports.filter(isDue).slice(0, limit);
}

const change = (
  outbox: Outbox,
  ids: readonly string[],
  how: (report: Outbox["reports"][number]) => Partial<Outbox["reports"][number]>,
): Outbox => ({
  ...outbox,
  reports: outbox.reports.map((report) =>
    ids.includes(report.reportId) ? { ...report, ...how(report) } : report,
  ),
});

/** They are on their way. */
export const startSending = (outbox: Outbox, ids: readonly string[]): Outbox =>
  change(outbox, ids, ({ state }) => (state === "waiting" ? { state: "sending" } : {}));

/** No answer came, or none that says what became of them: they wait, longer each time. `lot`: 0 to 1, drawn for this wait. */
export const failSending = (outbox: Outbox, ids: readonly string[], now: number, lot: number): Outbox =>
  change(outbox, ids, ({ state, failures }) => {
    if (state !== "sending") return {};
    const wait = BACK_OFF[Math.min(failures, BACK_OFF.length - 1)] as number;
    return { state: "waiting", failures: failures + 1, notBefore: now + wait * (0.5 + lot / 2) };
  });

/** After the page, the browser or the machine died: whatever was on its way is sent again. */
export const recoverOutbox = (outbox: Outbox): Outbox =>
  change(
    outbox,
    outbox.reports.map(({ reportId }) => reportId),
    ({ state }) => (state === "sending" ? { state: "waiting", notBefore: 0 } : {}),
  );

/** A receipt whose signature was verified. One for another envelope says nothing of this report, and changes nothing. */
export const acceptReceipt = (outbox: Outbox, receipt: Receipt): Outbox =>
  change(outbox, [receipt.reportId], ({ digest }) =>
    digest === receipt.digest
      ? {
          state: receipt.caseNumber === null ? "to-complete" : "received",
          receipt,
          failures: 0,
          notBefore: 0,
        }
      : {},
  );

/** The register asks for the device's key before it takes anything. */
export const askedToRegister = (outbox: Outbox): Outbox => ({ ...recoverOutbox(outbox), mustRegister: true });

/** The register knows the device (again). */
export const registered = (outbox: Outbox): Outbox => ({ ...outbox, mustRegister: false });

/**
 * What the register said at a contact of the ids it was asked about. `missing`: it does not hold them; they are sent again
 * where the bytes are still there. `safe`: it holds them, and so does a backup of it. The register says which, and the device
 * does not reckon it from the times in its receipts: a register restored from a copy receives the same reports once more,
 * later, and its next backup may be older than that although it is younger than the first receipt.
 */
export function afterContact(
  outbox: Outbox,
  { missing, safe }: { missing: readonly string[]; safe: readonly string[] },
): Outbox {
  const again = change(outbox, missing, ({ state, sealed }) =>
    sealed && (state === "received" || state === "to-complete")
      ? { state: "waiting", receipt: null, failures: 0, notBefore: 0 }
      : {},
  );
  return change(again, safe, ({ receipt }) => (receipt === null ? {} : { sealed: false }));
}

/** The ids to ask the register about at a contact: of what it signed for, as long as the bytes are there to send again. */
export const idsToConfirm = (outbox: Outbox): string[] =>
  outbox.reports.filter(({ receipt, sealed }) => receipt !== null && sealed).map(({ reportId }) => reportId);
