// What the words of the narrative suggested when an entry was sealed, as codes of the pack.
import type { SealedSuggestion } from "#src/schema/entry.ts";
import { useCaseWords } from "../../messages/case.ts";
import { useLabels } from "../../pack.tsx";

export function Suggested({ suggestion }: { suggestion: SealedSuggestion }) {
  const { say } = useCaseWords();
  const { label } = useLabels();
  const lines = [
    ...suggestion.acts.map((code) => label("act", code)),
    ...suggestion.means.map((code) => label("means", code)),
    ...suggestion.purposes.map((code) => label("purpose", code)),
  ];
  return (
    <section>
      <h3>{say("suggested")}</h3>
      <ul className="bullets">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {suggestion.minor && <li>{say("suggestedMinor")}</li>}
      </ul>
    </section>
  );
}
