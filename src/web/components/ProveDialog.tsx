// Asks the officer, in place, to prove again to be there before something sensitive; what was asked for then goes on.
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useWords } from "../messages/words.tsx";
import { onProofNeeded, type ProofAsked } from "../request.ts";
import { Dialog, Loading } from "./layout.tsx";

// Registering asks nobody for it: it comes when it is asked for.
const ProveForm = lazy(async () => ({ default: (await import("./ProveForm.tsx")).ProveForm }));

export function ProveDialog() {
  const { say } = useWords();
  const [asked, setAsked] = useState<ProofAsked | null>(null);
  const waiting = useRef<((proved: boolean) => void)[]>([]);
  useEffect(
    () =>
      onProofNeeded(
        (proof) =>
          new Promise((resolve) => {
            // Several requests at once wait for one answer, the strongest that one of them asks for.
            waiting.current.push(resolve);
            setAsked((before) => (before === "passkey" ? before : proof));
          }),
      ),
    [],
  );
  const answer = (proved: boolean) => {
    setAsked(null);
    for (const resolve of waiting.current.splice(0)) resolve(proved);
  };
  return (
    <Dialog open={asked !== null} title={say("session.prove")} onClose={() => answer(false)}>
      <p>{say(asked === "passkey" ? "session.provePasskey" : "session.proveWhy")}</p>
      {asked !== null && (
        <Suspense fallback={<Loading />}>
          <ProveForm
            passkeyOnly={asked === "passkey"}
            onProved={() => answer(true)}
            onCancel={() => answer(false)}
          />
        </Suspense>
      )}
    </Dialog>
  );
}
