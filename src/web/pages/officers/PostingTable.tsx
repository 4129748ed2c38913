// An officer's postings, each with where it stands in time.
import { Button } from "../../components/controls.tsx";
import { Table } from "../../components/layout.tsx";
import { useAdministrationWords } from "../../messages/administration.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { type Posting, postingState } from "./officer.ts";

export interface PostingTableProps {
  postings: readonly Posting[];
  onEnd: (posting: Posting) => void;
}

export function PostingTable({ postings, onEnd }: PostingTableProps) {
  const { say } = useAdministrationWords();
  const words = useWords();
  const { unit } = useLabels();
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
        { key: "to", title: say("ends"), cell: ({ validTo }) => time(validTo) },
        { key: "order", title: say("order"), cell: ({ orderNumber }) => orderNumber ?? "–" },
        {
          key: "state",
          title: say("state"),
          cell: (posting) => <StateCell posting={posting} onEnd={onEnd} />,
        },
      ]}
    />
  );
}

function StateCell({ posting, onEnd }: { posting: Posting; onEnd: (posting: Posting) => void }) {
  const { say } = useAdministrationWords();
  const { unit } = useLabels();
  const state = postingState(posting, Date.now());
  return (
    <div className="cell">
      <span>{say(`state.${state}`)}</span>
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
