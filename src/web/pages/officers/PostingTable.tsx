// An officer's postings, each with where it stands in time.
import { endsSoon } from "#src/domain/access/posting-term.ts";
import { Button } from "../../components/controls.tsx";
import { Table, Tag } from "../../components/layout.tsx";
import { useAdministrationWords } from "../../messages/administration.ts";
import { usePostingWords } from "../../messages/postings.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { RenewPosting } from "../enrolments/RenewPosting.tsx";
import { type Posting, postingState } from "./officer.ts";

export interface PostingTableProps {
  postings: readonly Posting[];
  /** Whose they are. */
  name: string;
  onEnd: (posting: Posting) => void;
  onRenewed: () => void;
}

export function PostingTable({ postings, name, onEnd, onRenewed }: PostingTableProps) {
  const { say } = useAdministrationWords();
  const words = useWords();
  const { unit } = useLabels();
  const { say: sayPosting } = usePostingWords();
  const { manifest } = usePack();
  const time = (iso: string | null) => (iso ? formatTime(iso, words.language, manifest.timeZone) : "–");
  return (
    <Table
      caption={say("postingsCaption")}
      rows={postings}
      rowKey={({ postingId }) => postingId}
      columns={[
        { key: "unit", title: say("unit"), cell: ({ unitId }) => unit(unitId) },
        {
          key: "role",
          title: say("role"),
          cell: ({ role }) => words.sayCode("role", role, "role.registrar"),
        },
        { key: "from", title: say("began"), cell: ({ validFrom }) => time(validFrom) },
        {
          key: "to",
          title: say("ends"),
          cell: ({ validTo }) => (
            <div className="cell">
              <span>{time(validTo)}</span>
              {manifest.postings && endsSoon(validTo, new Date().toISOString(), manifest.postings) && (
                <Tag>{sayPosting("soon")}</Tag>
              )}
            </div>
          ),
        },
        {
          key: "order",
          title: say("order"),
          cell: ({ orderNumber, renewed }) => (
            <div className="cell">
              <span>{orderNumber ?? "–"}</span>
              {renewed && (
                <span className="quiet">
                  {say("renewedBy", { day: time(renewed.at), order: renewed.orderNumber })}
                </span>
              )}
            </div>
          ),
        },
        {
          key: "state",
          title: say("state"),
          cell: (posting) => <StateCell posting={posting} name={name} onEnd={onEnd} onRenewed={onRenewed} />,
        },
      ]}
    />
  );
}

type StateCellProps = Omit<PostingTableProps, "postings"> & { posting: Posting };

function StateCell({ posting, name, onEnd, onRenewed }: StateCellProps) {
  const { say } = useAdministrationWords();
  const { unit } = useLabels();
  const state = postingState(posting, Date.now());
  return (
    <div className="cell">
      <span>{say(`state.${state}`)}</span>
      {state === "now" && <RenewPosting {...posting} name={name} onRenewed={onRenewed} />}
      {state === "now" && (
        <Button
          kind="danger"
          aria-label={say("endOf", { unit: unit(posting.unitId) })}
          onClick={() => onEnd(posting)}
        >
          {say("end")}
        </Button>
      )}
    </div>
  );
}
