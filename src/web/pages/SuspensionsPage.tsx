// Stopping an officer at once, and letting one in again: what is in force, what waits for a second person, and the form.
import { useState } from "react";
import * as z from "zod/mini";
import { Suspension } from "#src/schema/suspension.ts";
import { EmptyState, FailureNotice, Loading, Notice, Page, Panel } from "../components/layout.tsx";
import { useSuspensionWords } from "../messages/suspensions.ts";
import { useResource } from "../use-resource.ts";
import { NewSuspensionForm } from "./suspensions/NewSuspensionForm.tsx";
import { SuspensionTable } from "./suspensions/SuspensionTable.tsx";
import "./records.css";

const Suspensions = z.object({ suspensions: z.array(Suspension) });

export default function SuspensionsPage() {
  const { say } = useSuspensionWords();
  const { value, failure, reload } = useResource("/api/suspensions", Suspensions);
  const [done, setDone] = useState<string>();
  const finish = (said: string) => {
    setDone(said);
    reload();
  };
  return (
    <Page title={say("title")}>
      <p className="quiet">{say("explain")}</p>
      {done !== undefined && (
        <Notice kind="done" live>
          {done}
        </Notice>
      )}
      <Panel id="suspensions" title={say("list")}>
        {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
        {!value && !failure && <Loading />}
        {value?.suspensions.length === 0 && <EmptyState>{say("none")}</EmptyState>}
        {value && value.suspensions.length > 0 && (
          <SuspensionTable suspensions={value.suspensions} onDone={(what) => finish(say(what))} />
        )}
      </Panel>
      <NewSuspensionForm
        onSuspended={(login, inForce) => finish(say(inForce ? "inForce" : "waits", { login }))}
      />
    </Page>
  );
}
