// A new hand-over list: which of the own cases, and to whom.
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { handsOverUnseen, OUTSIDE_POLICE, takesOverFrom } from "#src/domain/access/duties.ts";
import { handsOverForOthers } from "#src/domain/access/hand-over.ts";
import { partKindOf } from "#src/domain/case/part.ts";
import { FOUR_EYES_FROM, type GiverLine, HAND_OVER_MAX, type ReceiverLine } from "#src/schema/assignment.ts";
import { CaseOutline } from "#src/schema/case.ts";
import { ChoiceList, RadioList } from "../../components/ChoiceList.tsx";
import { Button } from "../../components/controls.tsx";
import { FailureNotice, Loading, Notice } from "../../components/layout.tsx";
import { useAssignmentWords } from "../../messages/assignments.ts";
import { formatPartialDate } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { deviceId, nextDeviceCounter } from "../../offline/device.ts";
import { useLabels, usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useOfficer } from "../../session.tsx";
import { useChange } from "../../use-change.ts";
import { useResource } from "../../use-resource.ts";
import { GiverSearch } from "./GiverSearch.tsx";
import { ReceiverSearch } from "./ReceiverSearch.tsx";

const FOR_HAND_OVER = { for: "hand-over" };
const Cases = z.object({ cases: z.array(CaseOutline), next: z.nullable(z.string()) });
const HandOverId = z.object({ handOverId: z.string() });

export function NewHandOver({ onOffered }: { onOffered: () => void }) {
  const { say } = useAssignmentWords();
  const { say: sayShared } = useWords();
  const { label } = useLabels();
  const { role, postingId, officerId, unitId } = useOfficer();
  const { units } = usePack();
  const [receiver, setReceiver] = useState<ReceiverLine>();
  const [chosen, setChosen] = useState<string[]>([]);
  const [id, setId] = useState(() => crypto.randomUUID());
  const [done, setDone] = useState(false);
  const { busy, failure, run } = useChange();
  // A chief has none, and hands over those of the command; who has cases says whose it is about.
  const alwaysForOthers = role === "chief";
  const [whose, setWhose] = useState<"own" | "others">(alwaysForOthers ? "others" : "own");
  const forOthers = whose === "others";
  // The chief of another institution is shown no case of those who left.
  const unseen = handsOverUnseen(role, units.find(({ id }) => id === unitId)?.kind ?? "");
  // Outside the police a case goes to somebody with the same role.
  const outside = unseen || takesOverFrom(role).every((one) => OUTSIDE_POLICE.includes(one));
  const most = partKindOf(role) === undefined ? HAND_OVER_MAX : FOUR_EYES_FROM;
  const [giver, setGiver] = useState<GiverLine>();
  const holder = forOthers ? giver?.officerId : officerId;
  const cases = useResource(holder && !unseen ? `/api/cases?holder=${holder}` : undefined, Cases);
  // Those of the officer chosen before are not shown while the next ones are asked for.
  const offered = holder === undefined || (forOthers && cases.loading) ? undefined : cases.value;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      const device = { deviceId: deviceId(), deviceCounter: nextDeviceCounter() };
      const body = {
        ...device,
        enteredAt: new Date().toISOString(),
        handOverId: id,
        receiver: receiver?.postingId,
        ...(giver && { giver: giver.officerId }),
        ...(!unseen && { cases: chosen }),
      };
      await request("POST", "/api/hand-overs", HandOverId, { body });
      setDone(true);
      setChosen([]);
      setId(crypto.randomUUID());
      cases.reload();
      onOffered();
    });
  };
  const picked = unseen ? giver !== undefined : chosen.length > 0 && chosen.length <= most;
  const ready = receiver !== undefined && picked;
  const startAnew = (from: GiverLine | undefined) => {
    setGiver(from);
    setChosen([]);
    setReceiver(undefined);
    setDone(false);
  };
  return (
    <form className="form" onSubmit={submit}>
      {done && (
        <Notice kind="done" live>
          {say("offered")}
        </Notice>
      )}
      {failure && <FailureNotice kept={false} failure={failure} />}
      {handsOverForOthers(role) && !alwaysForOthers && (
        <RadioList
          id="hand-over-whose"
          legend={say("whose")}
          value={whose}
          onChange={(next) => {
            setWhose(next === "others" ? "others" : "own");
            startAnew(undefined);
          }}
          choices={[
            { code: "own", label: say("whose.own") },
            { code: "others", label: say("whose.others") },
          ]}
        />
      )}
      <p>{say(forOthers ? "helpForOthers" : "help")}</p>
      {forOthers && <GiverSearch value={giver} onChange={startAnew} />}
      {unseen ? (
        <p>{say("unseen", { n: FOUR_EYES_FROM })}</p>
      ) : (
        <ChoiceList
          id="hand-over-cases"
          legend={say("whichCases")}
          unknown={false}
          values={chosen}
          onChange={setChosen}
          choices={(offered?.cases ?? []).map(({ caseId, caseNumber, placeCode, complaintMadeOn }) => ({
            code: caseId,
            // A number alone says nothing to whoever has had the case for a year.
            label: [caseNumber, placeCode && label("place", placeCode), formatPartialDate(complaintMadeOn)]
              .filter(Boolean)
              .join(" · "),
          }))}
        />
      )}
      {cases.failure && <FailureNotice kept={false} failure={cases.failure} retry={cases.reload} />}
      {holder !== undefined && !unseen && !offered && !cases.failure && <Loading />}
      {offered?.cases.length === 0 && (
        <p className="quiet">{giver ? say("noCasesOf", { officer: giver.officer }) : say("noCases")}</p>
      )}
      {offered?.next && <p className="quiet">{say("moreCases", { n: offered.cases.length })}</p>}
      <ReceiverSearch
        id="hand-over"
        query={outside ? { ...FOR_HAND_OVER, role: giver?.role ?? role } : FOR_HAND_OVER}
        none={say("noReceiver")}
        without={giver ? [...giver.postings, postingId] : [postingId]}
        value={receiver}
        onChange={setReceiver}
      />
      {chosen.length > FOUR_EYES_FROM && (
        <Notice>{most > FOUR_EYES_FROM ? say("needsApproval") : say("atMost", { n: most })}</Notice>
      )}
      <div className="row">
        <Button type="submit" kind="primary" busy={busy} disabled={!ready}>
          {say("offer")}
        </Button>
        <a href="/cases">{sayShared("app.cancel")}</a>
      </div>
    </form>
  );
}
