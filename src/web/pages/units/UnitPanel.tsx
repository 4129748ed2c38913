// One unit: what it is on the day, its life in periods, and what an administrator may change of it.
import { useState } from "react";
import { dayBefore } from "#src/domain/pack/apply-changes.ts";
import { mayChangePack } from "#src/domain/pack/change-access.ts";
import { unitAsKnown } from "#src/domain/pack/unit-periods.ts";
import type { Unit } from "#src/schema/unit.ts";
import { Button } from "../../components/controls.tsx";
import { Panel, Table } from "../../components/layout.tsx";
import { formatPartialDate } from "../../messages/times.ts";
import { useUnitWords } from "../../messages/units.ts";
import { useLabels, usePack } from "../../pack.tsx";
import { useOfficer } from "../../session.tsx";
import { useToday } from "../../use-today.ts";
import type { DoneChange } from "../administration/ChangeDone.tsx";
import { UnitChangeDialog } from "./UnitChangeDialog.tsx";
import { UNIT_CHANGES, type UnitChangeKind } from "./unit-change.ts";
import { lifeOf } from "./unit-tree.ts";

export interface UnitPanelProps {
  unitId: string;
  day: string;
  onChanged: (done: DoneChange) => void;
}

export function UnitPanel({ unitId, day, onChanged }: UnitPanelProps) {
  const { say } = useUnitWords();
  const { units } = usePack();
  const { role } = useOfficer();
  const today = useToday();
  const [asked, setAsked] = useState<UnitChangeKind>();
  const unit = unitAsKnown(units, unitId, day);
  if (!unit) return null;
  const life = lifeOf(units, unitId);
  const ended = life.every(({ validTo }) => validTo !== null && validTo <= today);
  // The top of an institution is neither moved nor merged nor closed.
  const possible = UNIT_CHANGES.filter(
    (kind) => unit.parent !== null || !["move", "merge", "close"].includes(kind),
  );
  return (
    <Panel id="unit" title={unit.name}>
      <UnitPairs unit={unit} />
      <UnitLife life={life} />
      {!ended && mayChangePack(role, "manage", "units").effect === "allow" && (
        <section aria-label={say("changes")} className="row">
          {possible.map((kind) => (
            <Button key={kind} onClick={() => setAsked(kind)}>
              {say(kind === "competence" ? "competenceChange" : kind)}
            </Button>
          ))}
        </section>
      )}
      {asked && (
        <UnitChangeDialog
          asked={asked}
          unit={unit}
          onClose={() => setAsked(undefined)}
          onDone={(done) => {
            setAsked(undefined);
            onChanged(done);
          }}
        />
      )}
    </Panel>
  );
}

function UnitPairs({ unit }: { unit: Unit }) {
  const { say } = useUnitWords();
  const { label, unit: name } = useLabels();
  const { kind, parent, place, competence, id, verified } = unit;
  const pairs = [
    [say("kind"), say(`kind.${kind}`)],
    [say("above"), parent === null ? say("topUnit") : name(parent)],
    [say("place"), place === null ? say("noPlace") : label("place", place)],
    [say("competence"), competence.map((code) => label("place", code)).join("; ") || say("noCompetence")],
    [say("id"), id],
    ...(verified === false ? [[say("source"), say("unverified")] as const] : []),
  ] as const;
  return (
    <dl className="pairs">
      {pairs.map(([term, said]) => (
        <div key={term} className="pair">
          <dt>{term}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  );
}

function UnitLife({ life }: { life: readonly Unit[] }) {
  const { say } = useUnitWords();
  const { unit: name } = useLabels();
  return (
    <>
      <h3>{say("life")}</h3>
      <Table
        caption={say("life")}
        rows={life}
        rowKey={({ validFrom }) => validFrom}
        columns={[
          { key: "from", title: say("since"), cell: ({ validFrom }) => formatPartialDate(validFrom) },
          {
            key: "to",
            title: say("until"),
            cell: ({ validTo, successor }) => (
              <div className="cell">
                <span>{validTo === null ? say("noEnd") : formatPartialDate(dayBefore(validTo))}</span>
                {successor && (
                  <span className="quiet">
                    {say("successor")}: {name(successor)}
                  </span>
                )}
              </div>
            ),
          },
          { key: "name", title: say("name"), cell: (period) => period.name },
          {
            key: "above",
            title: say("above"),
            cell: ({ parent }) => (parent === null ? "–" : name(parent)),
          },
        ]}
      />
    </>
  );
}
