// What becomes of a sealed report when it reaches the register: it is never refused for what it says.

/** Who sent it: a device the register knows, one it does not (restored from a copy older than the device), one revoked. */
export type DeviceStanding = "known" | "unknown" | "revoked";

/** Everything the decision rests on. */
export interface Arrival {
  device: DeviceStanding;
  /** The signature is the device's own, over the envelope as it came. */
  signed: boolean;
  /** Hash of the envelope as it came, hexadecimal. */
  digest: string;
  /** What the register holds under the report's id; `digest` null where the same complaint came on line, unsealed. */
  held: { digest: string | null; sameContent: boolean } | undefined;
  /** Another report of this device has the same number. */
  counterTaken: boolean;
  /** The posting it was made in: in force when it was made and now, over since, or none that is known. */
  posting: "in-force" | "ended" | "none";
  /** The envelope could be opened and what is in it has the shape of a report. */
  readable: boolean;
  /** Faults that would have refused the form on line. */
  faults: number;
}

/** Said of a report beside where it stands, to whoever looks after it. */
export type ArrivalFlag = "posting-ended" | "device-copied" | "another-version";

/** `wipe`: the device must erase what it keeps. `register-device`: it keeps the report and comes back with its key. */
export type Judgement =
  | { effect: "refuse"; reason: "wipe" | "register-device" | "not-signed" }
  | { effect: "repeat" }
  | { effect: "register" | "keep"; flags: readonly ArrivalFlag[] };

/**
 * Decides by what is known without opening first: a revoked device is told so before anything else of it is read; the same
 * envelope again gets the first answer; what has no fault is registered; everything else is kept as it came, to be completed.
 * Only who sends is ever refused, never a report: an unknown or unsigned one stays in its outbox.
 */
export function judgeArrival(arrival: Arrival): Judgement {
  if (arrival.device === "revoked") return { effect: "refuse", reason: "wipe" };
  if (arrival.device === "unknown") return { effect: "refuse", reason: "register-device" };
  if (!arrival.signed) return { effect: "refuse", reason: "not-signed" };
  const { held } = arrival;
  if (held !== undefined && (held.digest === arrival.digest || held.sameContent)) return { effect: "repeat" };
  const flags: ArrivalFlag[] = [];
  if (arrival.posting === "ended") flags.push("posting-ended");
  if (arrival.counterTaken) flags.push("device-copied");
  if (held !== undefined) flags.push("another-version");
  const whole = arrival.readable && arrival.faults === 0 && arrival.posting !== "none" && held === undefined;
  return { effect: whole ? "register" : "keep", flags };
}
