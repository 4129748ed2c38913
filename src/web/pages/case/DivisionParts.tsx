// What goes with a part of a case and what stays, in words: for whoever decides, and in the history.
import type { CaseFile } from "#src/schema/case.ts";
import type { Part } from "#src/schema/proposal.ts";
import { useCaseWords } from "../../messages/case.ts";
import { useDividable } from "./use-dividable.ts";

export interface DivisionPartsProps {
  file: CaseFile;
  parts: { goes: Part; stays: Part };
}

export function DivisionParts({ file, parts }: DivisionPartsProps) {
  const { say } = useCaseWords();
  const { nameOf } = useDividable(file);
  const words = (part: Part) =>
    (["victims", "suspects", "acts", "means", "purposes"] as const)
      .flatMap((list) => part[list].map((each) => nameOf(list, each)))
      .join("; ");
  return (
    <dl className="pairs">
      <dt>{say("divideGoes")}</dt>
      <dd className="words">{words(parts.goes)}</dd>
      <dt>{say("divideStays")}</dt>
      <dd className="words">{words(parts.stays)}</dd>
    </dl>
  );
}
