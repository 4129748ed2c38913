// Officers stopped at once: who is, who waits for a second person, and the form.
import * as z from "zod/mini";
import { Suspension } from "#src/schema/suspension.ts";
import { AskedPage } from "../components/AskedPage.tsx";
import { useSuspensionWords } from "../messages/suspensions.ts";
import { NewSuspensionForm } from "./suspensions/NewSuspensionForm.tsx";
import { SuspensionTable } from "./suspensions/SuspensionTable.tsx";
import "./records.css";

const Suspensions = z.object({ suspensions: z.array(Suspension) });

export default function SuspensionsPage() {
  const { say } = useSuspensionWords();
  return (
    <AskedPage
      id="suspensions"
      title={say("title")}
      explain={[say("explain")]}
      list={say("list")}
      none={say("none")}
      path="/api/suspensions"
      answer={Suspensions}
      rowsOf={({ suspensions }) => suspensions}
      table={(suspensions, { begin, finish }) => (
        <SuspensionTable suspensions={suspensions} onBegin={begin} onDone={(what) => finish(say(what))} />
      )}
      form={({ begin, finish }) => (
        <NewSuspensionForm
          onBegin={begin}
          onSuspended={(login, inForce) => finish(say(inForce ? "inForce" : "waits", { login }))}
        />
      )}
    />
  );
}
