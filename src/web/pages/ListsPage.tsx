// Administration of lists: every catalogue of the pack, found by its name or by what is in it; its words and places.
import { useState } from "react";
import { useHistoryState } from "wouter/use-browser-location";
import { mayChangePack } from "#src/domain/pack/change-access.ts";
import type { Words } from "#src/schema/catalogue.ts";
import { Button, TextInput } from "../components/controls.tsx";
import { Field } from "../components/Field.tsx";
import { EmptyState } from "../components/layout.tsx";
import { fold } from "../components/place-search.ts";
import { useListWords } from "../messages/lists.ts";
import { useWords } from "../messages/words.tsx";
import { usePack } from "../pack.tsx";
import { useOfficer } from "../session.tsx";
import type { DoneChange } from "./administration/ChangeDone.tsx";
import { PackPage } from "./administration/PackPage.tsx";
import { ListDialog } from "./lists/ListDialog.tsx";
import { ListPanel } from "./lists/ListPanel.tsx";
import { PlacesPanel } from "./lists/PlacesPanel.tsx";
import { WordListPanel } from "./lists/WordListPanel.tsx";

/** What the pack has beside lists of options: shown, and changed with the pack only. */
const TABLES = ["words", "places"] as const;
const isTable = (chosen: string | undefined) => TABLES.some((table) => table === chosen);

export default function ListsPage() {
  const { say } = useListWords();
  const { pick } = useWords();
  const { catalogues } = usePack();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(useHistoryState<{ list?: string } | null>()?.list);
  const [making, setMaking] = useState(false);
  const [done, setDone] = useState<DoneChange>();
  const { role } = useOfficer();
  const manages = mayChangePack(role, "manage", "catalogue/new").effect === "allow";
  const wanted = fold(typed);
  const fits = (words: Words) => fold(pick(words)).includes(wanted);
  const found = Object.values(catalogues)
    .filter(({ label, items }) => fits(label) || items.some((item) => fits(item.label)))
    // A list of that name comes before one that has it among its options.
    .sort(
      (one, other) =>
        Number(fits(other.label)) - Number(fits(one.label)) ||
        pick(one.label).localeCompare(pick(other.label)),
    );
  const tables = TABLES.filter((table) => fold(say(`table.${table}`)).includes(wanted));
  const catalogue = chosen === undefined ? undefined : catalogues[chosen];
  return (
    <PackPage title={say("title")} explain={say("explain")} done={done}>
      {manages && (
        <div className="row no-print">
          <Button onClick={() => setMaking(true)}>{say("listAdd")}</Button>
        </div>
      )}
      {making && (
        <ListDialog
          onClose={() => setMaking(false)}
          onDone={(what, id) => {
            setMaking(false);
            setDone(what);
            setTyped("");
            setChosen(id);
          }}
        />
      )}
      <search className="search search-short no-print">
        <Field id="list-find" label={say("find")}>
          {(control) => <TextInput {...control} value={typed} onChange={setTyped} maxLength={100} />}
        </Field>
      </search>
      <div className="tree-columns list-columns">
        <nav className="panel tree-panel" aria-label={say("listsOf")}>
          {tables.length > 0 && (
            <ul className="list-names">
              {tables.map((table) => (
                <li key={table}>
                  <button
                    type="button"
                    className="button button-quiet"
                    aria-current={table === chosen || undefined}
                    onClick={() => setChosen(table)}
                  >
                    {say(`table.${table}`)}
                  </button>
                </li>
              ))}
            </ul>
          )}
          {found.length === 0 && tables.length === 0 && <EmptyState>{say("none")}</EmptyState>}
          <ul className="list-names">
            {found.map(({ id, label, items }) => (
              <li key={id}>
                <button
                  type="button"
                  className="button button-quiet"
                  aria-current={id === chosen || undefined}
                  onClick={() => setChosen(id)}
                >
                  {pick(label)}
                </button>{" "}
                <span className="quiet small">{say("count", { n: items.length })}</span>
              </li>
            ))}
          </ul>
        </nav>
        {chosen === "words" && <WordListPanel />}
        {chosen === "places" && <PlacesPanel />}
        {catalogue ? (
          <ListPanel key={catalogue.id} catalogue={catalogue} />
        ) : (
          !isTable(chosen) && <EmptyState>{say("choose")}</EmptyState>
        )}
      </div>
    </PackPage>
  );
}
