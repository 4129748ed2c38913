// Who has the case: in what relation, since when, by whose step; and giving it, opening it to a file, or laying it down.
import { useState } from "react";
import * as z from "zod/mini";
import { partKindOf } from "#src/domain/case/part.ts";
import type { AssignmentLine } from "#src/schema/assignment.ts";
import type { Acknowledgement, CaseFile } from "#src/schema/case.ts";
import { Button } from "../../components/controls.tsx";
import { Panel, Tag } from "../../components/layout.tsx";
import { useAssignmentWords } from "../../messages/assignments.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { useOfficer } from "../../session.tsx";
import { GiveDialog } from "./GiveDialog.tsx";
import { LayDownDialog } from "./LayDownDialog.tsx";

interface HoldersProps {
  file: CaseFile;
  onChanged: (acknowledgement: Acknowledgement) => void;
}

export function Holders({ file, onChanged }: HoldersProps) {
  const { say } = useAssignmentWords();
  const { postingId } = useOfficer();
  const [giving, setGiving] = useState(false);
  const [ending, setEnding] = useState<AssignmentLine>();
  const { allowed, assignments, line } = file;
  const changed = (acknowledgement: Acknowledgement) => {
    setGiving(false);
    setEnding(undefined);
    onChanged(acknowledgement);
  };
  return (
    <Panel id="holders" title={say("holders")}>
      {assignments.length === 0 && <p className="quiet">{say("holdersNone")}</p>}
      {assignments.length > 0 && (
        <ul className="holders">
          {assignments.map((one) => (
            <li key={`${one.postingId} ${one.status}`}>
              <Holder one={one} file={file} />
              {one.mayEnd && (
                <Button
                  kind="quiet"
                  className="no-print"
                  aria-label={
                    one.postingId === postingId ? undefined : say("layDownOf", { officer: one.officer })
                  }
                  onClick={() => setEnding(one)}
                >
                  {say(one.postingId === postingId ? "layDown" : "takeAway")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {allowed.assign === true && (
        <p className="no-print">
          <Button onClick={() => setGiving(true)}>{say("give")}</Button>
        </p>
      )}
      {giving && <GiveDialog file={file} onGiven={changed} onClose={() => setGiving(false)} />}
      {ending && (
        <LayDownDialog
          caseId={line.caseId}
          of={ending}
          own={ending.postingId === postingId}
          last={assignments.filter(({ status }) => status === "assigned").length === 1}
          onDone={changed}
          onClose={() => setEnding(undefined)}
        />
      )}
    </Panel>
  );
}

function Holder({ one, file }: { one: AssignmentLine; file: CaseFile }) {
  const { say, sayCode } = useAssignmentWords();
  const { language, sayCode: sayShared } = useWords();
  const { manifest } = usePack();
  const { unit } = useLabels();
  const step = stepOf(file, one);
  const time = formatTime(one.since, language, manifest.timeZone);
  return (
    <div>
      <p>
        <strong>{one.officer}</strong> · {sayShared("role", one.role, "role.registrar")} · {unit(one.unitId)}{" "}
        {one.ended && <Tag>{say("postingEnded")}</Tag>}
      </p>
      <p className="small">{sayCode("relation", relationWord(one))}</p>
      <p className="quiet small">
        {step === undefined
          ? say("since", { time })
          : sayCode("sinceBy", step.act, { time, officer: step.officer })}
      </p>
    </div>
  );
}

const Step = z.object({ act: z.string(), postingId: z.string() });
const BEGINS = ["take", "assign", "offer", "accept"];

/** The entry by which it came to be theirs or to be offered to them: the newest that says so. */
function stepOf({ entries }: CaseFile, { postingId }: AssignmentLine) {
  return entries
    .filter(({ kind }) => kind === "assignment")
    .sort((a, b) => b.seq - a.seq)
    .flatMap(({ content, officer }) => {
      const step = Step.safeParse(content);
      return step.success ? [{ ...step.data, officer }] : [];
    })
    .find((step) => step.postingId === postingId && BEGINS.includes(step.act));
}

/** What the posting sees of the case: what it has, or what is offered to it. */
const relationWord = ({ status, role }: Pick<AssignmentLine, "status" | "role">): string => {
  if (status === "assigned") return role;
  return partKindOf(role) === undefined ? "offered" : "offeredPart";
};
