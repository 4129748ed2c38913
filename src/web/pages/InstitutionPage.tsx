// Administration of which institution keeps the register, and its tree of command as alerts and supervision follow it.
import { Link } from "wouter";
import { keeperTop, lineOf, treeUnder } from "#src/domain/pack/keeper.ts";
import { unitOn } from "#src/domain/pack/unit-periods.ts";
import type { PackChange } from "#src/schema/pack-change.ts";
import type { Unit } from "#src/schema/unit.ts";
import { Button } from "../components/controls.tsx";
import { EmptyState, Panel, Table } from "../components/layout.tsx";
import { useInstitutionWords } from "../messages/institution.ts";
import { formatPartialDate } from "../messages/times.ts";
import { useWords } from "../messages/words.tsx";
import { useLabels, usePack } from "../pack.tsx";
import { useToday } from "../use-today.ts";
import { ChangeHistory } from "./administration/ChangeHistory.tsx";
import { PackPage } from "./administration/PackPage.tsx";
import { type ChangeRow, stateOf } from "./administration/pack-change.ts";
import { usePackChanging } from "./administration/use-pack-changing.ts";
import { InstitutionDialog } from "./institution/InstitutionDialog.tsx";

export default function InstitutionPage() {
  const { say } = useInstitutionWords();
  const { pick } = useWords();
  const { unit } = useLabels();
  const { manifest, units } = usePack();
  const today = useToday();
  const { changes, manages, asked, done, ask, onClose, onDone } = usePackChanging<true>("institution");
  const top = keeperTop(units, manifest.root, today);
  const since = changes.value?.find((row) => stateOf(row, today) === "in-force");
  const describe = (made: PackChange) =>
    made.kind === "institution"
      ? say("did", { institution: pick(made.institution), unit: unit(made.root) })
      : made.kind;
  return (
    <PackPage title={say("title")} explain={say("explain")} done={done}>
      <Panel
        id="keeper"
        title={say("keeper")}
        actions={manages && <Button onClick={() => ask(true)}>{say("change")}</Button>}
      >
        <dl className="pairs">
          <div className="pair">
            <dt>{say("institution")}</dt>
            <dd>{pick(manifest.institution)}</dd>
          </div>
          <div className="pair">
            <dt>{say("top")}</dt>
            <dd>{top ? top.name : say("noTop")}</dd>
          </div>
          <div className="pair">
            <dt>{say("since")}</dt>
            <dd>
              <Since row={since} />
            </dd>
          </div>
        </dl>
      </Panel>
      {top && <CommandPanel top={top} />}
      <ChangeHistory subject="institution" changes={changes} describe={describe} />
      {asked && top && <InstitutionDialog keeper={top.id} onClose={onClose} onDone={onDone} />}
    </PackPage>
  );
}

function Since({ row }: { row: ChangeRow | undefined }) {
  const { say } = useInstitutionWords();
  if (!row) return say("byPack");
  const day = formatPartialDate(row.effectiveOn);
  return row.orderNumber ? say("byOrder", { day, order: row.orderNumber }) : day;
}

/** Each unit that alerts reach first, and whom they reach next while nobody answers; the same units see it from above. */
function CommandPanel({ top }: { top: Unit }) {
  const { say } = useInstitutionWords();
  const { units, alertRules } = usePack();
  const today = useToday();
  const alerted = [...treeUnder(units, top.id, today)]
    .flatMap((id) => unitOn(units, id, today) ?? [])
    .filter(({ kind }) => kind === "specialised-national" || kind === "specialised-regional");
  return (
    <Panel id="command" title={say("command")}>
      <p>{say("commandExplain")}</p>
      <p>
        <Link href="/administration/units">{say("toUnits")}</Link> ·{" "}
        <Link href="/administration/alert-rules">{say("toRules")}</Link>
      </p>
      {alerted.length === 0 ? (
        <EmptyState>{say("nobody")}</EmptyState>
      ) : (
        <Table
          caption={say("commandCaption")}
          rows={alerted}
          rowKey={({ id }) => id}
          columns={[
            { key: "unit", title: say("alerted"), cell: ({ name }) => name },
            {
              key: "line",
              title: say("line"),
              cell: ({ id }) => (
                <Line above={lineOf(units, id, today).slice(1)} minutes={alertRules.escalateAfterMinutes} />
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}

function Line({ above, minutes }: { above: readonly Unit[]; minutes: readonly number[] }) {
  const { say } = useInstitutionWords();
  if (above.length === 0) return say("lineNone");
  return (
    <ol className="steps">
      {above.map(({ id, name }, step) => {
        const after = minutes[step];
        return (
          <li key={id}>
            {after === undefined ? say("sees", { unit: name }) : say("hears", { unit: name, minutes: after })}
          </li>
        );
      })}
    </ol>
  );
}
