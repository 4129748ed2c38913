// Sending a complaint: the same ids every time, so that a lost answer is asked for again and never makes a second case.
import { useCallback, useRef, useState } from "react";
import { Acknowledgement } from "#src/schema/case.ts";
import type { Complaint, NewComplaint } from "#src/schema/complaint.ts";
import { deviceId, nextDeviceCounter } from "../../offline/device.ts";
import { RequestFailed, request } from "../../request.ts";
import type { Draft } from "./draft.ts";

export interface Sent {
  caseId: string;
  acknowledgement: Acknowledgement;
  /** The register already had an earlier version, whose answer this is. */
  earlierVersion: boolean;
}

export interface Sending {
  busy: boolean;
  failure: RequestFailed | undefined;
  send: (complaint: Complaint, complaintMadeAt: string) => Promise<Sent | undefined>;
  forget: () => void;
}

/** Answers after which nobody knows whether the complaint was stored. */
const UNCERTAIN = new Set(["no-answer", "no-connection", "register.unavailable", "internal"]);

export function useSending(
  draft: Draft,
  keepAttempt: (attempt: NewComplaint | undefined) => Promise<void>,
): Sending {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RequestFailed>();
  const attempt = useRef(draft.attempt);

  const send = useCallback(
    async (complaint: Complaint, complaintMadeAt: string): Promise<Sent | undefined> => {
      setBusy(true);
      setFailure(undefined);
      const earlier = attempt.current;
      const body: NewComplaint = {
        entryId: draft.entryId,
        caseId: draft.caseId,
        deviceId: earlier?.deviceId ?? deviceId(),
        deviceCounter: earlier?.deviceCounter ?? nextDeviceCounter(),
        enteredAt: new Date().toISOString(),
        complaintMadeAt,
        complaint,
      };
      // What was sent before in the same words is sent again as it was.
      const same = earlier && JSON.stringify(earlier.complaint) === JSON.stringify(complaint);
      const sent = same ? earlier : body;
      try {
        // Kept before sending: if the page dies now, the next one knows what may have arrived.
        await keepAttempt(earlier ?? sent);
        attempt.current = earlier ?? sent;
        const changed = earlier !== undefined && !same;
        const { acknowledgement, isNew } = await post(sent).catch((error: unknown) => {
          // The register holds what was sent before: asked for in those words, it answers as it did then.
          if (changed && isTaken(error)) return post(earlier).then((first) => ({ ...first, isNew: false }));
          throw error;
        });
        return { caseId: sent.caseId, acknowledgement, earlierVersion: changed && !isNew };
      } catch (error) {
        const failed = error instanceof RequestFailed ? error : new RequestFailed("internal", 0);
        // A plain refusal stored nothing, so what is corrected now is a first attempt again.
        if (!UNCERTAIN.has(failed.code) && !earlier) {
          attempt.current = undefined;
          await keepAttempt(undefined);
        }
        setFailure(failed);
        return undefined;
      } finally {
        setBusy(false);
      }
    },
    [draft, keepAttempt],
  );
  const forget = useCallback(() => setFailure(undefined), []);
  return { busy, failure, send, forget };
}

const isTaken = (error: unknown) => error instanceof RequestFailed && error.code === "entry.id-taken";

/** Whole seconds in the server's `date`, and as much again for a busy server. */
const TOLERANCE = 2000;

/**
 * Sends, and tells whether it was this request that was stored: the register answers every repetition as it answered
 * the first, so only the server's own clock tells that what it received is older than this request.
 */
async function post(body: NewComplaint): Promise<{ acknowledgement: Acknowledgement; isNew: boolean }> {
  const begun = performance.now();
  let answeredAt = Number.NaN;
  const onDate = (at: number) => {
    answeredAt = at;
  };
  const acknowledgement = await request("POST", "/api/complaints", Acknowledgement, { body, onDate });
  const earliest = answeredAt - (performance.now() - begun) - TOLERANCE;
  return { acknowledgement, isNew: Date.parse(acknowledgement.receivedAt) >= earliest };
}
