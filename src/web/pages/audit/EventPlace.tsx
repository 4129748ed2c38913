// Under which posting and from where something was done: role and unit of then, the network's kind, the device.
import { useAdministrationWords } from "../../messages/administration.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels } from "../../pack.tsx";
import { type AuditEvent, shortId } from "./audit-event.ts";

/** Who, and below it as what: an officer may have several postings, and have left this one. */
export function EventWho({ event, who }: { event: AuditEvent; who: string }) {
  const words = useWords();
  const { unit } = useLabels();
  const { role, unitId, postingId } = event;
  const posting = [
    role === null ? "" : words.sayCode("role", role, "role.registrar"),
    unitId === null ? "" : unit(unitId),
  ].filter(Boolean);
  return (
    <span className="cell">
      <span>{who}</span>
      {posting.length > 0 && (
        <span className="quiet small" title={postingId ?? undefined}>
          {posting.join(" · ")}
        </span>
      )}
    </span>
  );
}

/** `private-3fa` is told as an internal network with its sign: enough to tell two places apart, and never an address. */
export function EventPlace({ event: { origin, deviceId } }: { event: AuditEvent }) {
  const { say, sayCode } = useAdministrationWords();
  const [kind = "", sign = ""] = (origin ?? "").split("-");
  if (origin === null && deviceId === null) return "–";
  return (
    <span className="cell small event-place">
      {origin !== null && (
        <span>
          {sayCode("origin", kind)} {sign !== "" && <code>{sign}</code>}
        </span>
      )}
      {deviceId !== null && (
        <span>
          {say("device")} <code title={deviceId}>{shortId(deviceId)}</code>
        </span>
      )}
    </span>
  );
}
