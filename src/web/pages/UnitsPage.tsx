// Administration of units: the tree as of a day with what was and what will be, and every change of it.
import { useState } from "react";
import { dayBefore } from "#src/domain/pack/apply-changes.ts";
import { keeperTop } from "#src/domain/pack/keeper.ts";
import { TextInput } from "../components/controls.tsx";
import { DateInput } from "../components/DateInput.tsx";
import { Field } from "../components/Field.tsx";
import { EmptyState, Fold, Page } from "../components/layout.tsx";
import { formatPartialDate } from "../messages/times.ts";
import { useUnitWords } from "../messages/units.ts";
import { usePack } from "../pack.tsx";
import { useToday } from "../use-today.ts";
import { AdministrationTabs } from "./administration/AdministrationTabs.tsx";
import { ChangeDone, type DoneChange } from "./administration/ChangeDone.tsx";
import { ChangeHistory } from "./administration/ChangeHistory.tsx";
import { useChanges } from "./administration/pack-change.ts";
import { useUnitSentences } from "./units/describe-unit-change.ts";
import { UnitPanel } from "./units/UnitPanel.tsx";
import { UnitTree } from "./units/UnitTree.tsx";
import { absentOn, searchTree, treeOn } from "./units/unit-tree.ts";
import "./records.css";
import "./administration/administration.css";

export default function UnitsPage() {
  const { say } = useUnitWords();
  const { units, manifest } = usePack();
  const today = useToday();
  const [asOf, setAsOf] = useState("");
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<string>();
  const [done, setDone] = useState<DoneChange>();
  const changes = useChanges("units");
  const describe = useUnitSentences();
  const day = /^\d{4}-\d\d-\d\d$/.test(asOf) ? asOf : today;
  const searching = typed.trim() !== "";
  const whole = treeOn(units, day);
  const nodes = searching ? searchTree(whole, typed) : whole;
  const absent = absentOn(units, day);
  return (
    <Page title={say("title")}>
      <AdministrationTabs />
      <p className="quiet">{say("explain")}</p>
      {done && <ChangeDone {...done} />}
      <search className="search search-short no-print">
        <Field id="unit-find" label={say("find")}>
          {(control) => <TextInput {...control} value={typed} onChange={setTyped} maxLength={100} />}
        </Field>
        <Field id="unit-as-of" label={say("asOf")} help={say("asOfHelp")}>
          {(control) => <DateInput {...control} value={asOf} onChange={setAsOf} />}
        </Field>
      </search>
      <div className="tree-columns">
        <div className="panel tree-panel">
          {nodes.length === 0 ? (
            <EmptyState>{say("none")}</EmptyState>
          ) : (
            <UnitTree
              key={day}
              nodes={nodes}
              allOpen={searching}
              keeper={keeperTop(units, manifest.root, day)?.id}
              chosen={chosen}
              onChoose={(unitId) => {
                setDone(undefined);
                setChosen(unitId);
              }}
            />
          )}
          <p className="quiet small">{say("treeHelp")}</p>
          {absent.length > 0 && (
            <Fold title={say("absent", { n: absent.length })} lazy>
              <ul>
                {absent.map(({ id, name, validFrom, validTo }) => (
                  <li key={id}>
                    <button type="button" className="button button-quiet" onClick={() => setChosen(id)}>
                      {name}
                    </button>{" "}
                    <span className="quiet">
                      {validFrom > day
                        ? say("opensOn", { day: formatPartialDate(validFrom) })
                        : validTo && say("endsOn", { day: formatPartialDate(dayBefore(validTo)) })}
                    </span>
                  </li>
                ))}
              </ul>
            </Fold>
          )}
        </div>
        {chosen ? (
          <UnitPanel
            key={chosen}
            unitId={chosen}
            day={day}
            onChanged={(made) => {
              setDone(made);
              changes.reload();
            }}
          />
        ) : (
          <EmptyState>{say("choose")}</EmptyState>
        )}
      </div>
      <ChangeHistory subject="units" changes={changes} describe={describe} />
    </Page>
  );
}
