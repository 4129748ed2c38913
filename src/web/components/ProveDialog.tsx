// Asks the officer, in place, to prove again to be there before something sensitive; what was asked for then goes on.
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useWords } from "../messages/words.tsx";
import { onProofNeeded } from "../request.ts";
import { Dialog, Loading } from "./layout.tsx";

// Registering asks nobody for it: it comes when it is asked for.
const ProveForm = lazy(async () => ({ default: (await import("./ProveForm.tsx")).ProveForm }));

export function ProveDialog() {
  const { say } = useWords();
  const [asked, setAsked] = useState(false);
  const waiting = useRef<((proved: boolean) => void)[]>([]);
  useEffect(
    () =>
      onProofNeeded(
        () =>
          new Promise((resolve) => {
            // Several requests at once wait for one answer.
            waiting.current.push(resolve);
            setAsked(true);
          }),
      ),
    [],
  );
  const answer = (proved: boolean) => {
    setAsked(false);
    for (const resolve of waiting.current.splice(0)) resolve(proved);
  };
  return (
    <Dialog open={asked} title={say("session.prove")} onClose={() => answer(false)}>
      <p>{say("session.proveWhy")}</p>
      {asked && (
        <Suspense fallback={<Loading />}>
          <ProveForm onProved={() => answer(true)} onCancel={() => answer(false)} />
        </Suspense>
      )}
    </Dialog>
  );
}
