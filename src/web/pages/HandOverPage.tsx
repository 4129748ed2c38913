// Hand-overs: the lists that wait for an answer, and a new list of the own cases for one receiver.
import { useState } from "react";
import * as z from "zod/mini";
import { handsOver } from "#src/domain/access/duties.ts";
import { HandOverLine } from "#src/schema/assignment.ts";
import { EmptyState, FailureNotice, Loading, Page, Panel } from "../components/layout.tsx";
import { useAssignmentWords } from "../messages/assignments.ts";
import { useOfficer } from "../session.tsx";
import { useResource } from "../use-resource.ts";
import { NewHandOver } from "./hand-over/NewHandOver.tsx";
import { WaitingHandOver } from "./hand-over/WaitingHandOver.tsx";
import "./records.css";

const Answer = z.object({ handOvers: z.array(HandOverLine) });

export default function HandOverPage() {
  const { say } = useAssignmentWords();
  const { role } = useOfficer();
  const { value, failure, reload } = useResource("/api/hand-overs", Answer);
  // What was accepted is one's own from now on, and can be handed over in turn.
  const [answers, setAnswers] = useState(0);
  const answered = () => {
    reload();
    setAnswers((before) => before + 1);
  };
  return (
    <Page title={say("handOvers")}>
      <Panel id="hand-overs-waiting" title={say("waiting")}>
        {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
        {!value && !failure && <Loading />}
        {value?.handOvers.length === 0 && <EmptyState>{say("noneWaiting")}</EmptyState>}
        {value?.handOvers.map((line) => (
          <WaitingHandOver key={line.handOverId} line={line} onAnswered={answered} />
        ))}
      </Panel>
      {handsOver(role) && (
        <Panel id="hand-over-new" title={say("newHandOver")}>
          <NewHandOver key={answers} onOffered={reload} />
        </Panel>
      )}
    </Page>
  );
}
