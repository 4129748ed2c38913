// What a proposal is called and what it would do, in words: for what waits, for the history and for the trail of a field.
import { useMemo } from "react";
import type { Reference } from "#src/schema/proposal.ts";
import { useCaseWords } from "../../messages/case.ts";
import { formatPartialDate } from "../../messages/times.ts";
import { useLabels } from "../../pack.tsx";
import { useFieldWords } from "./use-field-words.ts";

/** What the words are made of: a proposal that waits, or the content of the entry that made it. */
export interface ProposalLike {
  kind: string;
  change?: unknown;
  pointer?: unknown;
  reason?: unknown;
  outcome?: unknown;
  reference?: unknown;
  other?: unknown;
  /** Of the first entry of a case that was a part of another: which one. */
  begins?: unknown;
}

export function useProposalWords() {
  const { say, sayCode } = useCaseWords();
  const { label } = useLabels();
  const { fullName } = useFieldWords();
  return useMemo(() => {
    const numberOf = (other: unknown) => (other as { caseNumber?: string } | undefined)?.caseNumber;
    /** `Cerrar el caso`, `Corregir: Víctima 1 · Sexo`. */
    const title = ({ kind, change, pointer, other, begins }: ProposalLike): string => {
      if (kind === "amendment") {
        const what = change === undefined ? "correct" : String(change);
        return sayCode("propose", what, { name: fullName(String(pointer)) });
      }
      if (kind === "merge" || kind === "split")
        return sayCode("propose", kind, { number: numberOf(other) ?? say("outOfReach") });
      if (kind === "division")
        return begins === undefined
          ? say("divide")
          : say("dividedFrom", {
              number: numberOf((begins as { from?: unknown }).from) ?? say("outOfReach"),
            });
      return sayCode("propose", String(change));
    };
    const reference = ({ document, number, date, authority }: Reference) =>
      say("referenceIs", {
        document: label("authority-document", document),
        number,
        date: formatPartialDate(date),
        authority: label("authority", authority),
      });
    /** Why, as far as it is a code or a paper: the explanation is sealed and stands apart. */
    const why = (proposal: ProposalLike): string => {
      const said: string[] = [];
      const catalogue = proposal.kind === "amendment" ? "amendment-reason" : "merge-reason";
      if (typeof proposal.reason === "string") said.push(label(catalogue, proposal.reason));
      if (typeof proposal.outcome === "string") said.push(label("closing-outcome", proposal.outcome));
      if (proposal.reference) said.push(reference(proposal.reference as Reference));
      return said.join(" · ");
    };
    return { title, why, reference };
  }, [say, sayCode, label, fullName]);
}
