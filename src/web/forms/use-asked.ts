// Which of the questions an administrator added are asked today: in a supplement all, on the complaint page those put there.
import { isAskedOn } from "#src/domain/case/validate-variables.ts";
import type { ComplaintSection, DatedVariable, VariableSubject } from "#src/schema/variable.ts";
import { usePack } from "../pack.tsx";
import { useToday } from "../use-today.ts";

/** What is asked today, in the order it was added. */
export function useAsked(subjects: readonly VariableSubject[]): readonly DatedVariable[] {
  return useAskedToday().filter(({ subject }) => subjects.includes(subject));
}

/** What a part of the complaint page asks today, in the order it was added. */
export function useAskedIn(asked: ComplaintSection): readonly DatedVariable[] {
  return useAskedToday().filter(({ section }) => section === asked);
}

function useAskedToday(): readonly DatedVariable[] {
  const { variables = [] } = usePack();
  const today = useToday();
  return variables.filter((variable) => isAskedOn(variable, today));
}
