// The narrative's word list: a sentence tried on it, its entries found by a word or by what they do, and how they are read.
import { useMemo, useState } from "react";
import { Select, TextArea, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Fold, Notice, Panel, Table } from "../../components/layout.tsx";
import { usePackTableWords } from "../../messages/pack-tables.ts";
import { useWallWords } from "../../messages/wall.ts";
import { useLabels, usePack } from "../../pack.tsx";
import { prepared } from "../../prepared.ts";
import { findWords, type Raised, WORD_EFFECTS, type WordRow, wordRows } from "./word-list.ts";

const SHOWN = 25;

export function WordListPanel() {
  const { say } = usePackTableWords();
  const { lexicon } = usePack();
  const [typed, setTyped] = useState("");
  const [effect, setEffect] = useState("");
  const rows = useMemo(() => wordRows(lexicon), [lexicon]);
  const found = findWords(rows, typed, effect);
  const more = found.length - SHOWN;
  return (
    <Panel id="words" title={say("words")}>
      <p className="quiet">{say("wordsExplain")}</p>
      <TrySentence />
      <search className="search search-short no-print">
        <Field id="word-find" label={say("find")} help={say("findHelp")}>
          {(control) => <TextInput {...control} value={typed} onChange={setTyped} maxLength={60} lang="es" />}
        </Field>
        <Field id="word-effect" label={say("which")}>
          {(control) => (
            <Select
              {...control}
              value={effect}
              onChange={setEffect}
              empty={say("which.all")}
              options={WORD_EFFECTS.map((value) => ({ value, label: say(`which.${value}`) }))}
            />
          )}
        </Field>
      </search>
      {found.length === 0 && <Notice live>{say("none")}</Notice>}
      {found.length > 0 && (
        <Table
          caption={say("caption")}
          rows={found.slice(0, SHOWN)}
          rowKey={({ id }) => id}
          columns={[
            { key: "does", title: say("does"), cell: (row) => <Effects row={row} /> },
            { key: "said", title: say("said"), cell: (row) => <Patterns row={row} /> },
          ]}
        />
      )}
      {more > 0 && <p className="quiet">{say("more", { n: more })}</p>}
      <HowRead />
      <p className="quiet small">{say("wordsOfPack")}</p>
    </Panel>
  );
}

function useCodes() {
  const { label } = useLabels();
  return (raised: readonly Raised[]) =>
    raised.map(({ catalogue, code }) => label(catalogue, code)).join("; ");
}

/** What the register would read out of a sentence, on this computer alone. */
function TrySentence() {
  const { say } = usePackTableWords();
  const wall = useWallWords();
  const codes = useCodes();
  const pack = usePack();
  const [sentence, setSentence] = useState("");
  const text = sentence.trim();
  const reading = text === "" ? undefined : prepared(pack).read(text);
  const raised: Raised[] = reading
    ? [
        ...reading.acts.map((code) => ({ catalogue: "act" as const, code })),
        ...reading.means.map((code) => ({ catalogue: "means" as const, code })),
        ...reading.purposes.map((code) => ({ catalogue: "purpose" as const, code })),
      ]
    : [];
  const seen = reading?.matches.map(
    ({ start, end, negated }) => `«${text.slice(start, end)}»${negated ? ` (${say("tryTakenBack")})` : ""}`,
  );
  return (
    <>
      <Field id="word-try" label={say("tryIt")} help={say("tryHelp")}>
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            lang="es"
            autoComplete="off"
            maxLength={1000}
            value={sentence}
            onChange={setSentence}
          />
        )}
      </Field>
      {reading && seen && (
        <Notice live>
          {raised.length === 0 && !reading.minor && reading.officials.length === 0 && (
            <p>{say("tryNothing")}</p>
          )}
          {reading.officials.length > 0 && (
            <p>
              <strong>
                {say("tryWalls", {
                  words: reading.officials.map((id) => wall.sayCode("word", id)).join("; "),
                })}
              </strong>
            </p>
          )}
          {reading.minor && <p>{say("tryMinor")}</p>}
          {raised.length > 0 && <p>{say("trySuggests", { codes: codes(raised) })}</p>}
          {seen.length > 0 && <p className="quiet">{say("trySeen", { words: seen.join(", ") })}</p>}
        </Notice>
      )}
    </>
  );
}

function Effects({ row: { id, effects, suggests, speaksFor, speaksAgainst } }: { row: WordRow }) {
  const { say } = usePackTableWords();
  const wall = useWallWords();
  const codes = useCodes();
  return (
    <div className="cell">
      {effects.includes("walls") && <strong>{say("does.walls", { word: wall.sayCode("word", id) })}</strong>}
      {effects.includes("minor") && <span>{say("does.minor")}</span>}
      {suggests.length > 0 && <span>{say("does.suggests", { codes: codes(suggests) })}</span>}
      {speaksFor.length > 0 && <span>{say("does.for", { codes: codes(speaksFor) })}</span>}
      {speaksAgainst.length > 0 && <span>{say("does.against", { codes: codes(speaksAgainst) })}</span>}
      {effects.length === 0 && <span>{say("does.cue")}</span>}
    </div>
  );
}

function Patterns({ row: { patterns } }: { row: WordRow }) {
  const { say } = usePackTableWords();
  const list = (
    <ul className="bullets evidence">
      {patterns.map((pattern) => (
        <li key={pattern} lang="es">
          {pattern}
        </li>
      ))}
    </ul>
  );
  if (patterns.length <= 2) return list;
  return (
    <Fold title={say("ways", { n: patterns.length })} lazy>
      {list}
    </Fold>
  );
}

/** The signs patterns are written with, the groups they name, and the words that take back. */
function HowRead() {
  const { say } = usePackTableWords();
  const { words, negations } = usePack().lexicon;
  return (
    <>
      <Fold title={say("signs")} lazy>
        <p>{say("signsWhat")}</p>
        <h3>{say("groups")}</h3>
        <dl className="pairs">
          {Object.entries(words).map(([name, members]) => (
            <div className="pair" key={name}>
              <dt>&lt;{name}&gt;</dt>
              <dd className="evidence" lang="es">
                {members.join(", ")}
              </dd>
            </div>
          ))}
        </dl>
      </Fold>
      <Fold title={say("takesBack")} lazy>
        <dl className="pairs">
          {negations.map(({ kind, patterns }) => (
            <div className="pair" key={`${kind} ${patterns[0]}`}>
              <dt>{say(`kind.${kind}`)}</dt>
              <dd className="evidence" lang="es">
                {patterns.join(", ")}
              </dd>
            </div>
          ))}
        </dl>
      </Fold>
    </>
  );
}
