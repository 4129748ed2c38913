// The places of the law with their marks: verified or not, by whom, with what.
import { Button } from "../../components/controls.tsx";
import { Fold, Table, Tag } from "../../components/layout.tsx";
import { useLawWords } from "../../messages/law.ts";
import { formatPartialDate } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import type { LawPlace } from "./law-places.ts";

export interface LawTableProps {
  title: string;
  places: readonly LawPlace[];
  /** Absent for whoever only reads. */
  onMark?: ((place: LawPlace) => void) | undefined;
}

export function LawTable({ title, places, onMark }: LawTableProps) {
  const { say } = useLawWords();
  const { pick } = useWords();
  const nameOf = useLawName();
  return (
    <>
      <h2>{title}</h2>
      <Table
        caption={title}
        rows={places}
        rowKey={({ place }) => place}
        columns={[
          {
            key: "text",
            title: say("text"),
            cell: (place) => (
              <div className="cell">
                <strong>{nameOf(place)}</strong>
                <span className="quiet">{pick(place.norm)}</span>
                <Fold title={say("conduct")} lazy>
                  <p>{pick(place.conduct)}</p>
                </Fold>
              </div>
            ),
          },
          {
            key: "force",
            title: say("inForce"),
            cell: ({ from, to }) =>
              `${from ? formatPartialDate(from) : say("always")} – ${to ? formatPartialDate(to) : say("today")}`,
          },
          { key: "mark", title: say("mark"), cell: (place) => <Mark place={place} onMark={onMark} /> },
        ]}
      />
    </>
  );
}

/** The title and article of a place of the law. */
export function useLawName(): (place: Pick<LawPlace, "title" | "article">) => string {
  const { say } = useLawWords();
  const { pick } = useWords();
  return ({ title, article }) => `${pick(title)}, ${say("article", { article })}`;
}

function Mark({ place, onMark }: { place: LawPlace; onMark: LawTableProps["onMark"] }) {
  const { say } = useLawWords();
  const nameOf = useLawName();
  const { verified, marked, mark, waiting } = place;
  const text = nameOf(place);
  return (
    <div className="cell">
      <Tag>{say(verified ? "verified" : "unverified")}</Tag>
      <span className="small">
        {marked
          ? say("markedOn", { day: formatPartialDate(marked.at), source: marked.source })
          : say("byPack")}
      </span>
      {mark && (
        <span className="quiet small">
          {say("markedBy", { who: mark.officer ?? "", by: mark.decidedBy ?? "" })}
        </span>
      )}
      {waiting && <span className="small">{say("waiting", { who: waiting.officer ?? "" })}</span>}
      {onMark && !waiting && (
        <Button
          aria-label={say(verified ? "unverifyOf" : "verifyOf", { text })}
          onClick={() => onMark(place)}
        >
          {say(verified ? "unverify" : "verify")}
        </Button>
      )}
    </div>
  );
}
