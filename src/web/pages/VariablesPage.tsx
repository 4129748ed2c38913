// Administration of what the investigation asks beyond the complaint: questions added, relabelled and retired here.
import type { PackChange } from "#src/schema/pack-change.ts";
import type { DatedVariable } from "#src/schema/variable.ts";
import { Button } from "../components/controls.tsx";
import { EmptyState, Panel, Table, Tag } from "../components/layout.tsx";
import { useNames } from "../forms/use-names.ts";
import { formatPartialDate } from "../messages/times.ts";
import { useVariableWords } from "../messages/variables.ts";
import { useWords } from "../messages/words.tsx";
import { usePack } from "../pack.tsx";
import { ChangeHistory } from "./administration/ChangeHistory.tsx";
import { PackPage } from "./administration/PackPage.tsx";
import { usePackChanging } from "./administration/use-pack-changing.ts";
import { VariableDialog } from "./variables/VariableDialog.tsx";
import type { VariableAsked } from "./variables/variable-change.ts";

export default function VariablesPage() {
  const { say } = useVariableWords();
  const { pick } = useWords();
  const { variables = [] } = usePack();
  const { changes, manages, asked, done, ask, onClose, onDone } = usePackChanging<VariableAsked>("variables");
  const describe = useVariableSentences();
  return (
    <PackPage title={say("title")} explain={say("explain")} done={done}>
      <Panel
        id="variables"
        title={say("asked")}
        actions={manages && <Button onClick={() => ask({ kind: "add" })}>{say("add")}</Button>}
      >
        {variables.length === 0 && <EmptyState>{say("none")}</EmptyState>}
        {variables.length > 0 && (
          <Table
            caption={say("caption")}
            rows={variables}
            rowKey={({ code }) => code}
            columns={[
              { key: "label", title: say("question"), cell: (variable) => <Question variable={variable} /> },
              { key: "subject", title: say("subject"), cell: ({ subject }) => say(`subject.${subject}`) },
              {
                key: "section",
                title: say("section"),
                cell: ({ section }) => say(section ? `section.${section}` : "section.none"),
              },
              { key: "type", title: say("type"), cell: (variable) => <Kind variable={variable} /> },
              { key: "valid", title: say("valid"), cell: (variable) => <Dates variable={variable} /> },
              ...(manages
                ? [
                    {
                      key: "change",
                      title: say("change"),
                      cell: (variable: DatedVariable) => (
                        <div className="row">
                          <Button
                            aria-label={say("relabelOf", { question: pick(variable.label) })}
                            onClick={() => ask({ kind: "relabel", variable })}
                          >
                            {say("relabel")}
                          </Button>
                          {!variable.validTo && (
                            <Button
                              aria-label={say("placeOf", { question: pick(variable.label) })}
                              onClick={() => ask({ kind: "place", variable })}
                            >
                              {say("place")}
                            </Button>
                          )}
                          {!variable.validTo && (
                            <Button
                              aria-label={say("retireOf", { question: pick(variable.label) })}
                              onClick={() => ask({ kind: "retire", variable })}
                            >
                              {say("retire")}
                            </Button>
                          )}
                        </div>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Panel>
      <ChangeHistory subject="variables" changes={changes} describe={describe} />
      {asked && <VariableDialog asked={asked} onClose={onClose} onDone={onDone} />}
    </PackPage>
  );
}

function Question({ variable: { label, help, code } }: { variable: DatedVariable }) {
  const { pick } = useWords();
  return (
    <div className="cell">
      <span>{pick(label)}</span>
      {help && <span className="quiet small">{pick(help)}</span>}
      <code>{code}</code>
    </div>
  );
}

function Kind({ variable: { type, catalogue, personal } }: { variable: DatedVariable }) {
  const { say } = useVariableWords();
  const names = useNames();
  return (
    <div className="cell">
      <span>{catalogue ? say("fromList", { list: names.catalogue(catalogue) }) : say(`type.${type}`)}</span>
      {personal && <Tag>{say("sealed")}</Tag>}
    </div>
  );
}

function Dates({ variable: { validFrom, validTo } }: { variable: DatedVariable }) {
  const { say } = useVariableWords();
  const from = formatPartialDate(validFrom);
  return validTo ? say("validFromTo", { from, to: formatPartialDate(validTo) }) : say("validFrom", { from });
}

function useVariableSentences(): (change: PackChange) => string {
  const { say } = useVariableWords();
  const { pick } = useWords();
  const names = useNames();
  return (change) => {
    switch (change.kind) {
      case "variable-define":
        return say("did.define", { question: pick(change.variable.label), code: change.variable.code });
      case "variable-retire":
        return say("did.retire", { question: names.variable(change.code) });
      case "variable-place":
        return say("did.place", {
          question: names.variable(change.code),
          section: say(change.section === null ? "section.none" : `section.${change.section}`),
        });
      case "variable-relabel":
        return say("did.relabel", { question: pick(change.label), code: change.code });
      default:
        return change.kind;
    }
  };
}
