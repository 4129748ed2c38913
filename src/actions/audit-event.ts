// An event of the audit trail: who, under which posting, from where, what, about whom and what for; codes only.
import type { AuditRow } from "#src/database/audit.ts";
import { POLICY } from "#src/domain/access/decide-access.ts";
import { sealableText } from "#src/domain/ledger/canonical.ts";
import { random } from "#src/vault/random.ts";
import { sha256 } from "#src/vault/sha256.ts";
import type { Actor, Told, Trace } from "./context.ts";
import { originOf } from "./origin.ts";

/** Of one request, what its event needs. */
export interface Recorded {
  trace: Pick<Trace, "action">;
  actor: Pick<Actor, "officerId" | "postingId" | "unitId" | "role"> | null;
  requestId: string;
  address: string | undefined;
  now: string;
}

/** The same with what carries it out. */
export interface Call extends Recorded {
  trace: Trace;
  actor: Actor | null;
}

/** The event of a call, with the hash that the log of the trail will hold. */
export function auditRow(call: Recorded, outcome: "done" | "refused" | "failed", told: Told): AuditRow {
  const { trace, actor, requestId, address, now } = call;
  const detail = told.detail ?? {};
  const body = {
    // 2: without `policy`. Whoever reads or verifies an event reads those too.
    v: 3,
    at: now,
    requestId,
    // Keeps the public hash of an event from being guessed from what is known of it.
    nonce: random(16).toString("hex"),
    officerId: actor?.officerId ?? null,
    postingId: actor?.postingId ?? null,
    unitId: actor?.unitId ?? null,
    role: actor?.role ?? null,
    // By which version of the rules it was allowed or refused; nobody decided on what no posting asked for.
    policy: actor === null ? null : POLICY,
    origin: address === undefined ? null : originOf(address),
    deviceId: told.deviceId ?? null,
    action: trace.action,
    outcome,
    caseId: told.caseId ?? null,
    entryId: told.entryId ?? null,
    subjectId: uuidOf(detail.officer) ?? null,
    classes: Array.isArray(detail.classes) ? detail.classes : null,
    purpose: typeof detail.purpose === "string" ? detail.purpose : null,
    detail,
  };
  const text = sealableText(body);
  return { text, hash: sha256(text) };
}

/** What an attempt was about, also when it was refused before anything was found. */
export function subjectOf(input: unknown): Told {
  const { caseId, deviceId } = (input ?? {}) as { caseId?: unknown; deviceId?: unknown };
  return {
    ...(uuidOf(caseId) !== undefined && { caseId: uuidOf(caseId) }),
    ...(uuidOf(deviceId) !== undefined && { deviceId: uuidOf(deviceId) }),
  } as Told;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function uuidOf(value: unknown): string | undefined {
  return typeof value === "string" && UUID.test(value) ? value.toLowerCase() : undefined;
}
