// Of how many openings one was drawn, asked about and judged: by institution, and of all.
import { shareOf } from "#src/domain/audit/opening-sample.ts";
import type { SampleInstitution } from "#src/schema/opening-sample.ts";
import { Panel, Table } from "../../components/layout.tsx";
import { useSampleWords } from "../../messages/samples.ts";
import { useLabels } from "../../pack.tsx";

const sum = (lines: readonly SampleInstitution[], of: "openings" | "drawn" | "asked" | "reviewed") =>
  lines.reduce((total, line) => total + line[of], 0);

export function Coverage({ lines }: { lines: readonly SampleInstitution[] }) {
  const { say } = useSampleWords();
  const { unit } = useLabels();
  const all = {
    name: say("all"),
    openings: sum(lines, "openings"),
    drawn: sum(lines, "drawn"),
    asked: sum(lines, "asked"),
    reviewed: sum(lines, "reviewed"),
  };
  const named = lines.map(({ institution, ...line }) => ({
    ...line,
    name: institution === null ? say("noInstitution") : unit(institution),
  }));
  return (
    <Panel id="coverage" title={say("coverage")}>
      <Table
        caption={say("coverageTable")}
        rows={[...named, all]}
        rowKey={({ name }) => name}
        columns={[
          { key: "institution", title: say("institution"), cell: ({ name }) => name },
          { key: "openings", title: say("count"), cell: ({ openings }) => openings },
          { key: "drawn", title: say("drawn"), cell: ({ drawn }) => drawn },
          { key: "asked", title: say("asked"), cell: ({ asked }) => asked },
          {
            key: "reviewed",
            title: say("reviewed"),
            cell: ({ reviewed, drawn, openings }) => (
              <div className="cell">
                <span>{say("ofDrawn", { n: reviewed, percent: shareOf(reviewed, drawn) ?? 100 })}</span>
                <span className="quiet">{say("ofAll", { percent: shareOf(reviewed, openings) ?? 100 })}</span>
              </div>
            ),
          },
        ]}
      />
    </Panel>
  );
}
