// An event of the audit trail as a message of syslog (RFC 5424): who as internal keys, what and with which outcome; never
// whom it was about, never a case, an address of the network or what somebody wrote.

/** What is told of an event. `event` null: the log has its hash and the trail has it no more. */
export interface SyslogEvent {
  /** Place in the audit log: a gap or a repetition shows. */
  seq: number;
  /** Hash of the event as the log holds it, in hexadecimal. */
  hash: string;
  /** ISO 8601, UTC. */
  at: string;
  event: {
    action: string;
    outcome: string;
    officerId: string | null;
    postingId: string | null;
    unitId: string | null;
    role: string | null;
    classes: readonly string[] | null;
    purpose: string | null;
    requestId: string | null;
  } | null;
}

/** Facility 13, log audit (RFC 5424, table 1). */
const FACILITY = 13;
const SEVERITY: Readonly<Record<string, number>> = { done: 6, refused: 4, failed: 3 };
const MISSING = 2;
/** The number RFC 5612 sets apart for documentation: a register has none of its own. */
const ENTERPRISE = "reta@32473";

/** One message. `host`: the register's name. */
export function syslogMessage(host: string, { seq, hash, at, event }: SyslogEvent): string {
  const severity = event === null ? MISSING : (SEVERITY[event.outcome] ?? 4);
  const parameters: [string, string | number | null | undefined][] = [
    ["seq", seq],
    ["hash", hash],
    ["outcome", event?.outcome],
    ["officer", event?.officerId],
    ["posting", event?.postingId],
    ["unit", event?.unitId],
    ["role", event?.role],
    ["classes", event?.classes?.join(" ")],
    ["purpose", event?.purpose],
    ["request", event?.requestId],
  ];
  const told = parameters
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => `${name}="${escaped(String(value))}"`);
  const id = printable(event?.action ?? "audit.missing", 32);
  return `<${FACILITY * 8 + severity}>1 ${at} ${printable(host, 255)} reta - ${id} [${ENTERPRISE} ${told.join(" ")}]`;
}

// RFC 5424, 6.3.3: these three are escaped in a value; nothing of ours has control characters.
const escaped = (value: string) =>
  value.replace(/[\\"\]]/g, (found) => `\\${found}`).replace(/\p{Cc}/gu, " ");
// RFC 5424, 6: PRINTUSASCII, and "-" for nothing.
const printable = (word: string, most: number) => word.replace(/[^\x21-\x7e]/g, "-").slice(0, most) || "-";
