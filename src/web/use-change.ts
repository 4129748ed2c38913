// One change of the register under way: busy, failed, or failed without anybody knowing whether it arrived.
import { useState } from "react";
import { RequestFailed } from "./request.ts";

export interface Change {
  busy: boolean;
  failure: RequestFailed | undefined;
  /** The last try may have reached the register although no answer came: only the same may be sent again. */
  unanswered: boolean;
  /** The same of any try. */
  uncertain: boolean;
  run: (change: () => Promise<void>) => void;
}

const isUnanswered = ({ status }: RequestFailed) => status === 0 || status >= 500;

export function useChange(): Change {
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
        if (isUnanswered(failed)) setUncertain(true);
      })
      .finally(() => setBusy(false));
  };
  return { busy, failure, unanswered: failure !== undefined && isUnanswered(failure), uncertain, run };
}
