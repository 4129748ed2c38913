// Administration of the law table: which text was compared with its source, by whom; marks take two people.
import { useState } from "react";
import type { PackChange } from "#src/schema/pack-change.ts";
import { EmptyState } from "../components/layout.tsx";
import { useLawWords } from "../messages/law.ts";
import { useWords } from "../messages/words.tsx";
import { usePack } from "../pack.tsx";
import { ChangeHistory } from "./administration/ChangeHistory.tsx";
import { PackPage } from "./administration/PackPage.tsx";
import { usePackChanging } from "./administration/use-pack-changing.ts";
import { LawTable, useLawName } from "./law/LawTable.tsx";
import { type LawPlace, lawPlaces } from "./law/law-places.ts";
import { MarkDialog } from "./law/MarkDialog.tsx";

export default function LawPage() {
  const { say } = useLawWords();
  const { pick } = useWords();
  const { law } = usePack();
  const nameOf = useLawName();
  const [onlyOpen, setOnlyOpen] = useState(false);
  const { changes, manages, asked, done, ask, onClose, onDone } = usePackChanging<LawPlace>("law");
  const places = lawPlaces(law, changes.value ?? []);
  const shown = places.filter(({ verified }) => !onlyOpen || !verified);
  const part = (kind: "version" | "offence") => shown.filter(({ place }) => place.startsWith(kind));
  const onMark = manages ? ask : undefined;
  const describe = (change: PackChange) => {
    if (change.kind !== "law-mark") return change.kind;
    const place = places.find((each) => each.place === change.place);
    const text = place ? `${nameOf(place)} (${pick(place.norm)})` : change.place;
    return say(change.verified ? "did.true" : "did.false", { text, source: change.source });
  };
  return (
    <PackPage title={say("title")} explain={say("explain")} done={done}>
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
      {asked && <MarkDialog place={asked} onClose={onClose} onDone={onDone} />}
    </PackPage>
  );
}
