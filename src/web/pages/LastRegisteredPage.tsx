// The acknowledgement of the last complaint of this officer on this computer, for a receipt not yet printed.
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { EmptyState, Loading, Page } from "../components/layout.tsx";
import { useWords } from "../messages/words.tsx";
import { useOfficer } from "../session.tsx";
import { findRegistered, type Registered } from "./complaint/acknowledged.ts";
import { RegisteredView } from "./complaint/Registered.tsx";

export default function LastRegisteredPage() {
  const { say } = useWords();
  const officer = useOfficer();
  const [, go] = useLocation();
  const [registered, setRegistered] = useState<Registered | "none">();
  useEffect(() => {
    findRegistered(officer)
      .then((found) => setRegistered(found ?? "none"))
      .catch(() => setRegistered("none"));
  }, [officer]);
  if (registered === undefined) return <Loading />;
  if (registered === "none") {
    return (
      <Page title={say("done.last")}>
        <EmptyState>
          <p>{say("done.none")}</p>
        </EmptyState>
      </Page>
    );
  }
  return <RegisteredView registered={registered} onAnother={() => go("/complaint")} />;
}
