// The table of places, found by name: where each lies, its code, and which specialised unit hears of what happens there.
import { useMemo, useState } from "react";
import { competentUnit, prepareUnits } from "#src/domain/alerts/route-alerts.ts";
import { TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Notice, Panel, Table } from "../../components/layout.tsx";
import { searchPlaces } from "../../components/place-search.ts";
import { usePackTableWords } from "../../messages/pack-tables.ts";
import { usePack } from "../../pack.tsx";
import { useToday } from "../../use-today.ts";

const SHOWN = 40;

export function PlacesPanel() {
  const { say } = usePackTableWords();
  const { placeNames, units, manifest } = usePack();
  const today = useToday();
  const [typed, setTyped] = useState("");
  const directory = useMemo(() => prepareUnits(units, today, manifest.root), [units, today, manifest.root]);
  const found = searchPlaces(placeNames, typed, SHOWN + 1);
  const shown = found.slice(0, SHOWN);
  const ofLength = (length: number) => [...placeNames.keys()].filter((code) => code.length === length).length;
  return (
    <Panel id="places" title={say("places")}>
      <p className="quiet">{say("placesExplain")}</p>
      <search className="search search-short no-print">
        <Field id="place-find" label={say("placeFind")}>
          {(control) => <TextInput {...control} value={typed} onChange={setTyped} maxLength={100} />}
        </Field>
      </search>
      {typed.trim() === "" && (
        <p>
          {say("placesCount", { departments: ofLength(2), provinces: ofLength(4), districts: ofLength(6) })}
        </p>
      )}
      {typed.trim() !== "" && shown.length === 0 && <Notice live>{say("placeNone")}</Notice>}
      {shown.length > 0 && (
        <Table
          caption={say("placeCaption")}
          rows={shown}
          rowKey={({ code }) => code}
          columns={[
            { key: "place", title: say("place"), cell: ({ name }) => <strong>{name}</strong> },
            {
              key: "within",
              title: say("within"),
              cell: ({ path }) => path.slice(0, -1).join(" / ") || say("country"),
            },
            { key: "code", title: say("code"), cell: ({ code }) => <code>{code}</code> },
            {
              key: "competent",
              title: say("competent"),
              cell: ({ code }) => competentUnit(directory, code, today)?.name ?? say("nobody"),
            },
          ]}
        />
      )}
      {found.length > SHOWN && <p className="quiet">{say("placeMore", { n: SHOWN })}</p>}
    </Panel>
  );
}
