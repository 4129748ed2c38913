// One change of the administration under way: busy, failed with faults, done; the same ids when it is tried again.
import { useState } from "react";
import { RequestFailed } from "../../request.ts";

export interface Changing {
  busy: boolean;
  failure: RequestFailed | undefined;
  /** True when an earlier try may have reached the register although no answer came. */
  uncertain: boolean;
  run: (change: () => Promise<void>) => void;
}

export function useChanging(): Changing {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RequestFailed>();
  const [uncertain, setUncertain] = useState(false);
  const run = (change: () => Promise<void>) => {
    setBusy(true);
    change()
      .then(() => {
        setFailure(undefined);
        setUncertain(false);
      })
      .catch((error: unknown) => {
        const failed = error instanceof RequestFailed ? error : new RequestFailed("internal", 0);
        setFailure(failed);
        if (failed.status === 0 || failed.status >= 500) setUncertain(true);
      })
      .finally(() => setBusy(false));
  };
  return { busy, failure, uncertain, run };
}
