// Administration of the law table: which text was compared with its source, by whom; marks take two people.
import { useState } from "react";
import { mayChangePack } from "#src/domain/pack/change-access.ts";
import type { PackChange } from "#src/schema/pack-change.ts";
import { EmptyState, Notice, Page } from "../components/layout.tsx";
import { useChangeWords } from "../messages/changes.ts";
import { useLawWords } from "../messages/law.ts";
import { useWords } from "../messages/words.tsx";
import { usePack } from "../pack.tsx";
import { useOfficer } from "../session.tsx";
import { AdministrationTabs } from "./administration/AdministrationTabs.tsx";
import { ChangeHistory } from "./administration/ChangeHistory.tsx";
import { useChanges } from "./administration/pack-change.ts";
import { LawTable, useLawName } from "./law/LawTable.tsx";
import { type LawPlace, lawPlaces } from "./law/law-places.ts";
import { MarkDialog } from "./law/MarkDialog.tsx";
import "./records.css";
import "./administration/administration.css";

export default function LawPage() {
  const { say } = useLawWords();
  const { say: sayChange } = useChangeWords();
  const { pick } = useWords();
  const { law } = usePack();
  const { role } = useOfficer();
  const nameOf = useLawName();
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [marking, setMarking] = useState<LawPlace>();
  const [done, setDone] = useState(false);
  const changes = useChanges("law");
  const places = lawPlaces(law, changes.value ?? []);
  const shown = places.filter(({ verified }) => !onlyOpen || !verified);
  const part = (kind: "version" | "offence") => shown.filter(({ place }) => place.startsWith(kind));
  const manages = mayChangePack(role, "manage", "law").effect === "allow";
  const onMark = manages
    ? (place: LawPlace) => {
        setDone(false);
        setMarking(place);
      }
    : undefined;
  const describe = (change: PackChange) => {
    if (change.kind !== "law-mark") return change.kind;
    const place = places.find((each) => each.place === change.place);
    const text = place ? `${nameOf(place)} (${pick(place.norm)})` : change.place;
    return say(change.verified ? "did.true" : "did.false", { text, source: change.source });
  };
  return (
    <Page title={say("title")}>
      <AdministrationTabs />
      <p className="quiet">{say("explain")}</p>
      {done && (
        <Notice kind="done" live>
          {sayChange("proposed")}
        </Notice>
      )}
      <div className="row">
        <p>
          {say("verifiedCount", {
            n: places.filter(({ verified }) => verified).length,
            all: places.length,
          })}
        </p>
        <label className="tick no-print">
          <input type="checkbox" checked={onlyOpen} onChange={() => setOnlyOpen(!onlyOpen)} />
          <span>{say("onlyOpen")}</span>
        </label>
      </div>
      {shown.length === 0 && <EmptyState>{say("nothingOpen")}</EmptyState>}
      {/* What waits for a second person is on top: the list of articles is long. */}
      <ChangeHistory subject="law" changes={changes} describe={describe} />
      {part("version").length > 0 && (
        <LawTable title={say("trafficking")} places={part("version")} onMark={onMark} />
      )}
      {part("offence").length > 0 && (
        <LawTable title={say("others")} places={part("offence")} onMark={onMark} />
      )}
      {marking && (
        <MarkDialog
          place={marking}
          onClose={() => setMarking(undefined)}
          onDone={() => {
            setMarking(undefined);
            setDone(true);
            changes.reload();
          }}
        />
      )}
    </Page>
  );
}
