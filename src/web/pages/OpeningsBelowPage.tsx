// For whoever commands: how often names were opened below, by unit and week. Counts, and of no case.
import * as z from "zod/mini";
import { UnitOpenings } from "#src/schema/audit.ts";
import { EmptyState, FailureNotice, Loading, Page, Table } from "../components/layout.tsx";
import { useOpeningWords } from "../messages/openings.ts";
import { formatPartialDate } from "../messages/times.ts";
import { useLabels } from "../pack.tsx";
import { useResource } from "../use-resource.ts";
import { useToday } from "../use-today.ts";
import { linesOf, mondaysUntil } from "./audit/openings-below.ts";
import "./records.css";

const Counts = z.object({ counts: z.array(UnitOpenings) });

export default function OpeningsBelowPage() {
  const { say } = useOpeningWords();
  const { value, failure, reload } = useResource("/api/audit/openings", Counts);
  return (
    <Page title={say("belowTitle")}>
      <p className="quiet">{say("belowExplain")}</p>
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {!value && !failure && <Loading />}
      {value?.counts.length === 0 && <EmptyState>{say("belowNone")}</EmptyState>}
      {value && value.counts.length > 0 && <Weeks counts={value.counts} />}
    </Page>
  );
}

function Weeks({ counts }: { counts: readonly UnitOpenings[] }) {
  const { say } = useOpeningWords();
  const { unit } = useLabels();
  const mondays = mondaysUntil(useToday());
  return (
    <Table
      caption={say("belowCaption")}
      rows={linesOf(counts, mondays)}
      rowKey={({ unitId }) => unitId ?? ""}
      columns={[
        {
          key: "unit",
          title: say("unit"),
          cell: ({ unitId }) => (unitId === undefined ? <strong>{say("all")}</strong> : unit(unitId)),
        },
        ...mondays.map((monday, i) => ({
          key: monday,
          title: say(i === mondays.length - 1 ? "thisWeek" : "week", { day: formatPartialDate(monday) }),
          numeric: true,
          cell: ({ openings }: { openings: readonly number[] }) => openings[i],
        })),
        { key: "prints", title: say("printed"), numeric: true, cell: ({ prints }) => prints },
      ]}
    />
  );
}
