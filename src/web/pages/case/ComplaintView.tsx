// The complaint of a case as folded: what was answered, what it said before, what was struck out, what nobody asked.
import {
  BLIND_CODES,
  BLIND_FIELDS,
  blindCodePointer,
  blindPointer,
} from "#src/domain/case/blind-correction.ts";
import { isItem } from "#src/domain/case/proposal.ts";
import type { CaseFile } from "#src/schema/case.ts";
import { Button } from "../../components/controls.tsx";
import { Fold, Tag } from "../../components/layout.tsx";
import { useSummary } from "../../components/SummaryView.tsx";
import { correctedField } from "../../forms/FieldAt.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { isMoved, isStruck, mayPropose, mayProposeBlind } from "./case-file.ts";
import { FieldHistory } from "./FieldHistory.tsx";
import { notAsked } from "./not-asked.ts";
import type { ProposalAsked } from "./proposal-asked.ts";
import { useFieldWords } from "./use-field-words.ts";

export interface ComplaintViewProps {
  file: CaseFile;
  /** There while corrections are being proposed: each field that may be corrected gets a button. */
  onCorrect: ((pointer: string) => void) | undefined;
  /** The same for striking out a whole person or item, or putting it back. */
  onAsk: (asked: ProposalAsked) => void;
}

const PERSON = /^\/(victims|suspects)\/\d+$/;

export function ComplaintView({ file, onCorrect, onAsk }: ComplaintViewProps) {
  const { say } = useCaseWords();
  const groups = useSummary(file.complaint);
  const unasked = notAsked(file.complaint);
  return (
    <div className="summary">
      {groups.map((group) => (
        <section
          key={group.pointer}
          className={
            isStruck(file, group.pointer) || isMoved(file, group.pointer)
              ? "summary-group struck"
              : "summary-group"
          }
        >
          <h3>
            <span className="struck-text">{group.title || say("general")}</span>{" "}
            {isStruck(file, group.pointer) && <Tag>{say("struck")}</Tag>}
            {isMoved(file, group.pointer) && <Tag>{say("moved")}</Tag>}
            {group.pointer !== "" && <FieldHistory file={file} pointer={group.pointer} whole />}
            {onCorrect &&
              file.allowed.propose === true &&
              isItem(group.pointer) &&
              !isMoved(file, group.pointer) && (
                <StrikeButton pointer={group.pointer} file={file} onAsk={onAsk} />
              )}
          </h3>
          <dl className="lines-list">
            {group.lines.map((line) => (
              <div key={line.pointer}>
                <dt>{line.label}</dt>
                <dd>
                  <span className="struck-text">{line.text}</span>
                  <FieldHistory file={file} pointer={line.pointer} />
                  {onCorrect && mayPropose(file, line.pointer) && (
                    <CorrectButton pointer={line.pointer} onCorrect={onCorrect} />
                  )}
                </dd>
              </div>
            ))}
          </dl>
          {!file.namesOpened && PERSON.test(group.pointer) && (
            <p className="quiet">
              {say("identityClosed")} <FieldHistory file={file} pointer={`${group.pointer}/personal`} />
            </p>
          )}
          {group.pointer === "/complainant" && <p className="quiet">{say("sealedPerson")}</p>}
          {group.pointer === "/complainant" && onCorrect && mayProposeBlind(file) && (
            <>
              <p className="quiet small">{say("blindCorrect")}</p>
              <p className="row no-print">
                {BLIND_FIELDS.map(blindPointer).map((pointer) => (
                  <CorrectButton key={pointer} pointer={pointer} onCorrect={onCorrect} named />
                ))}
              </p>
              <Fold title={say("blindCodes")} lazy>
                <p className="row no-print">
                  {BLIND_CODES.map(blindCodePointer).map((pointer) => (
                    <CorrectButton key={pointer} pointer={pointer} onCorrect={onCorrect} named />
                  ))}
                </p>
              </Fold>
            </>
          )}
          <NotAsked pointers={unasked.get(group.pointer)} file={file} onCorrect={onCorrect} />
        </section>
      ))}
    </div>
  );
}

interface NotAskedProps extends Omit<ComplaintViewProps, "onAsk"> {
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

interface StrikeButtonProps extends Pick<ComplaintViewProps, "file" | "onAsk"> {
  pointer: string;
}

function StrikeButton({ pointer, file, onAsk }: StrikeButtonProps) {
  const { say, sayCode } = useCaseWords();
  const { fullName } = useFieldWords();
  const kind = file.struck.includes(pointer) ? "restore" : "strike";
  return (
    <Button
      kind="quiet"
      className="no-print correct"
      aria-label={sayCode("propose", kind, { name: fullName(pointer) })}
      onClick={() => onAsk({ kind, pointer })}
    >
      {say(kind === "strike" ? "strikeShort" : "restoreShort")}
    </Button>
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
