// What the prosecutor in charge directs in a case: open first; whoever works on it answers here, and it changes as they do.
import { useEffect, useRef, useState } from "react";
import { directs } from "#src/domain/access/duties.ts";
import type { Acknowledgement, CaseFile } from "#src/schema/case.ts";
import { type DirectionLine, DirectionList } from "#src/schema/direction.ts";
import { useCaseNews } from "../../case-news.ts";
import { Button } from "../../components/controls.tsx";
import { FailureNotice, Fold, Panel } from "../../components/layout.tsx";
import { useDirectionWords } from "../../messages/directions.ts";
import { useLabels } from "../../pack.tsx";
import { useOfficer } from "../../session.tsx";
import { usePolledResource } from "../unlocks/use-polled-resource.ts";
import { Direction } from "./Direction.tsx";
import { type DirectionAsked, DirectionDialog } from "./DirectionDialog.tsx";

interface DirectionsProps {
  file: CaseFile;
  onDone: (acknowledgement: Acknowledgement) => void;
  /** Asks for the file anew: what came after it was opened is not in it. */
  renew: () => void;
}

export function Directions({ file, onDone, renew }: DirectionsProps) {
  const { say } = useDirectionWords();
  const { label } = useLabels();
  const { allowed, line } = file;
  const [asked, setAsked] = useState<DirectionAsked>();
  const { postingId, role, unitId, delegation } = useOfficer();
  const may = allowed.direct === true;
  // Whoever has the case sees it change; for everybody else it is as it was when the file was opened.
  const has =
    delegation === null &&
    (allowed.carryOut === true ||
      file.assignments.some((one) => directs(role) && one.postingId === postingId));
  const { value, failure, reload } = usePolledResource(
    has ? `/api/cases/${line.caseId}/directions` : undefined,
    DirectionList,
  );
  useCaseNews(reload, line.caseId);
  const all = value?.directions ?? file.directions;
  const changed = useChanged(value?.directions);
  if (all.length === 0 && !may && !failure) return null;
  const open = all.filter(({ status }) => status === "open").sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const earlier = all.filter(({ status }) => status !== "open");
  const measure = (one: DirectionLine) => label("direction-measure", one.measure);
  const ask = (move: DirectionAsked["move"]) => (of: DirectionLine) => setAsked({ move, of });
  const actions = (one: DirectionLine) => (
    <div className="row no-print">
      {allowed.carryOut === true && one.unitId === unitId && one.status === "open" && (
        <>
          <Button aria-label={say("doneOf", { measure: measure(one) })} onClick={() => ask("done")(one)}>
            {say("done")}
          </Button>
          <Button
            kind="quiet"
            aria-label={say("notDoneOf", { measure: measure(one) })}
            onClick={() => ask("not-done")(one)}
          >
            {say("notDone")}
          </Button>
        </>
      )}
      {may && (one.status === "open" || one.status === "not-done") && (
        <>
          <Button aria-label={say("replaceOf", { measure: measure(one) })} onClick={() => ask("order")(one)}>
            {say("replace")}
          </Button>
          <Button
            kind="quiet"
            aria-label={say("withdrawOf", { measure: measure(one) })}
            onClick={() => ask("withdraw")(one)}
          >
            {say("withdraw")}
          </Button>
        </>
      )}
    </div>
  );
  const list = (lines: readonly DirectionLine[]) => (
    <ul className="holders">
      {lines.map((one) => (
        <li key={one.directionId}>
          <Direction one={one} file={file} renew={renew} />
          {actions(one)}
        </li>
      ))}
    </ul>
  );
  return (
    <Panel id="directions" title={say("title")}>
      <p className="hidden" aria-live="polite">
        {changed && say("news")}
      </p>
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {open.length === 0 && !failure && <p className="quiet">{say(all.length === 0 ? "noneYet" : "none")}</p>}
      {open.length > 0 && list(open)}
      {earlier.length > 0 && <Fold title={say("earlier", { n: earlier.length })}>{list(earlier)}</Fold>}
      {may && (
        <p className="no-print">
          <Button onClick={() => setAsked({ move: "order" })}>{say("direct")}</Button>
        </p>
      )}
      {asked !== undefined && (
        <DirectionDialog
          key={JSON.stringify(asked)}
          file={file}
          asked={asked}
          onDone={(acknowledgement) => {
            setAsked(undefined);
            reload();
            onDone(acknowledgement);
          }}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Panel>
  );
}

/** Whether what is directed reads differently from when the page was opened: said to those who hear the page. */
function useChanged(lines: readonly DirectionLine[] | undefined): boolean {
  const before = useRef<string>(undefined);
  const [changed, setChanged] = useState(false);
  const now = lines?.map(({ directionId, status }) => `${directionId} ${status}`).join();
  useEffect(() => {
    if (now === undefined) return;
    if (before.current !== undefined && before.current !== now) setChanged(true);
    before.current = now;
  }, [now]);
  return changed;
}
