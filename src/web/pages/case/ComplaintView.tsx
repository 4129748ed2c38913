// The complaint of a case as folded: what was answered, what was asked and not known, and what nobody asked.
import type { CaseFile } from "#src/schema/case.ts";
import { Button } from "../../components/controls.tsx";
import { Fold } from "../../components/layout.tsx";
import { useSummary } from "../../components/SummaryView.tsx";
import { correctedField } from "../../forms/FieldAt.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { mayPropose } from "./case-file.ts";
import { notAsked } from "./not-asked.ts";
import { useFieldWords } from "./use-field-words.ts";

export interface ComplaintViewProps {
  file: CaseFile;
  /** There while corrections are being proposed: each field that may be corrected gets a button. */
  onCorrect: ((pointer: string) => void) | undefined;
}

const PERSON = /^\/(victims|suspects)\/\d+$/;

export function ComplaintView({ file, onCorrect }: ComplaintViewProps) {
  const { say } = useCaseWords();
  const groups = useSummary(file.complaint);
  const unasked = notAsked(file.complaint);
  return (
    <div className="summary">
      {groups.map((group) => (
        <section key={group.pointer} className="summary-group">
          <h3>{group.title || say("general")}</h3>
          <dl className="lines-list">
            {group.lines.map((line) => (
              <div key={line.pointer}>
                <dt>{line.label}</dt>
                <dd>
                  {line.text}
                  {onCorrect && mayPropose(file, line.pointer) && (
                    <CorrectButton pointer={line.pointer} onCorrect={onCorrect} />
                  )}
                </dd>
              </div>
            ))}
          </dl>
          {!file.namesOpened && PERSON.test(group.pointer) && (
            <p className="quiet">{say("identityClosed")}</p>
          )}
          {group.pointer === "/complainant" && <p className="quiet">{say("sealedPerson")}</p>}
          <NotAsked pointers={unasked.get(group.pointer)} file={file} onCorrect={onCorrect} />
        </section>
      ))}
    </div>
  );
}

interface NotAskedProps extends ComplaintViewProps {
  pointers: readonly string[] | undefined;
}

function NotAsked({ pointers, file, onCorrect }: NotAskedProps) {
  const { say } = useCaseWords();
  const { field } = useFieldWords();
  if (!pointers) return null;
  return (
    <Fold title={say("notAsked", { n: pointers.length })}>
      <p className="quiet small">{pointers.map(field).join(", ")}.</p>
      {onCorrect && (
        <p className="row no-print">
          {pointers
            .filter((pointer) => mayPropose(file, pointer))
            .map((pointer) => (
              <CorrectButton key={pointer} pointer={pointer} onCorrect={onCorrect} named />
            ))}
        </p>
      )}
    </Fold>
  );
}

interface CorrectButtonProps {
  pointer: string;
  onCorrect: (pointer: string) => void;
  /** With the field's name, where it does not stand beside it. */
  named?: boolean;
}

function CorrectButton({ pointer, onCorrect, named = false }: CorrectButtonProps) {
  const { say } = useCaseWords();
  const { field, fullName } = useFieldWords();
  return (
    <Button
      kind="quiet"
      className="no-print correct"
      aria-label={say("correctField", { field: fullName(pointer) })}
      onClick={() => onCorrect(correctedField(pointer))}
    >
      {named ? field(pointer) : say("correctShort")}
    </Button>
  );
}
