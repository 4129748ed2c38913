// What every further entry carries: ids made once, so that sending again is the same entry.
import { useRef } from "react";
import { deviceId, nextDeviceCounter } from "../../offline/device.ts";

export interface Envelope {
  entryId: string;
  caseId: string;
  deviceId: string;
  deviceCounter: number;
  enteredAt: string;
}

/** Gives the envelope of this form's entry, made at the first try and the same at every further one. */
export function useEnvelope(caseId: string): () => Envelope {
  const made = useRef<Envelope>(undefined);
  return () => {
    made.current ??= {
      entryId: crypto.randomUUID(),
      caseId,
      deviceId: deviceId(),
      deviceCounter: nextDeviceCounter(),
      enteredAt: new Date().toISOString(),
    };
    return made.current;
  };
}
