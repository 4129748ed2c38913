// The narrative, with the words underlined that suggest something, and each suggestion to tick or to put aside.
import { useRef } from "react";
import type { NarrativeMatch } from "#src/domain/classification/narrative.ts";
import { Button, TextArea } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Notice, Panel } from "../../components/layout.tsx";
import { idOf, useForm, useShown, useText } from "../../forms/form-context.tsx";
import { listAt } from "../../forms/form-store.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels } from "../../pack.tsx";
import type { JudgedDraft, Suggestion } from "./judge-draft.ts";

const AT = "/personal/narrative";
const CATALOGUES = { acts: "act", means: "means", purposes: "purpose" } as const;

export function NarrativeSection({ judged }: { judged: JudgedDraft }) {
  const { say } = useWords();
  const [value, write] = useText(AT);
  const shown = useShown(AT);
  const behind = useRef<HTMLDivElement>(null);
  // The reading is of the text as stored, without the blanks at its ends.
  const offset = value.length - value.trimStart().length;
  const matches = judged.reading.matches.filter((match) => !match.negated);
  const ageMissing = judged.finding.victims.some(({ minor }) => minor === "unknown");
  return (
    <Panel id="section-5" title={say("complaint.narrative")}>
      <Field id={idOf(AT)} label={say("complaint.narrativeHelp")} {...shown}>
        {(control) => (
          <div className="narrative">
            <div className="input textarea narrative-behind" aria-hidden="true" ref={behind}>
              <Underlined text={value} matches={matches} offset={offset} />
              {"\n"}
            </div>
            <TextArea
              {...control}
              className="narrative-text"
              rows={9}
              lang="es"
              spellCheck
              value={value}
              onChange={write}
              onScroll={(event) => {
                if (behind.current) behind.current.scrollTop = event.currentTarget.scrollTop;
              }}
            />
          </div>
        )}
      </Field>
      {judged.reading.minor && ageMissing && <Notice>{say("complaint.narrativeMinor")}</Notice>}
      <Suggestions judged={judged} text={value.trim()} />
    </Panel>
  );
}

/** Longer texts than this are not underlined while typing: forty pages would make the keys stick. */
const UNDERLINED_MAX = 20_000;

function Underlined({ text, matches, offset }: { text: string; matches: NarrativeMatch[]; offset: number }) {
  if (text.length > UNDERLINED_MAX) return null;
  const parts = [];
  let at = 0;
  for (const { start, end } of matches) {
    const from = start + offset;
    const to = end + offset;
    // Overlapping matches are one line under the words; a stale match ends where the text does.
    if (from < at || to > text.length) continue;
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}

function Suggestions({ judged, text }: { judged: JudgedDraft; text: string }) {
  const { say } = useWords();
  const { label } = useLabels();
  const form = useForm();
  if (judged.suggestions.length === 0) return null;
  const tick = ({ list, code }: Suggestion) => {
    const ticked = listAt(form.state().document, `/${list}`).filter(
      (each) => each !== "unknown" && each !== "unspecified",
    );
    form.dispatch({ kind: "write", at: `/${list}`, value: [...ticked, code] });
  };
  const dismiss = ({ list, code }: Suggestion) =>
    form.dispatch({ kind: "add", at: "/dismissed", item: `${list} ${code}` });
  return (
    <section className="suggestions">
      <h3>{say("complaint.narrativeSuggests")}</h3>
      <ul className="stack">
        {judged.suggestions.map((suggestion) => {
          const { list, code } = suggestion;
          const name = label(CATALOGUES[list], code);
          return (
            <li key={`${list} ${code}`} className="suggestion">
              <span>
                {say(`complaint.element.${list}`)}: <strong>{name}</strong>{" "}
                <Evidence reading={judged.reading.matches} suggestion={suggestion} text={text} />
              </span>
              <span className="row">
                <Button onClick={() => tick(suggestion)} aria-label={`${say("complaint.tick")}: ${name}`}>
                  {say("complaint.tick")}
                </Button>
                <Button
                  kind="quiet"
                  onClick={() => dismiss(suggestion)}
                  aria-label={`${say("complaint.dismiss")}: ${name}`}
                >
                  {say("complaint.dismiss")}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The words a suggestion rests on, as they stand in the text. */
function Evidence(props: { reading: readonly NarrativeMatch[]; suggestion: Suggestion; text: string }) {
  const { reading, suggestion, text } = props;
  const words = reading
    .filter((match) => !match.negated && match[suggestion.list].includes(suggestion.code))
    .map(({ start, end }) => text.slice(start, end));
  if (words.length === 0) return null;
  return <span className="quiet">«{[...new Set(words)].slice(0, 3).join("», «")}»</span>;
}
