// Questions an administrator put on the complaint page, after the page's own of that part; fetched only where there are any.
import { useCallback, useEffect, useState } from "react";
import type { ComplaintSection } from "#src/schema/variable.ts";
import { Button } from "../components/controls.tsx";
import { Notice } from "../components/layout.tsx";
import { useWords } from "../messages/words.tsx";
import { useAskedIn } from "./use-asked.ts";
import type { QuestionsProps } from "./VariableFields.tsx";

export interface AskedHereProps {
  section: ComplaintSection;
  /** Pointer to the person; none for the case. */
  at?: string;
}

export function AskedHere({ section, at = "" }: AskedHereProps) {
  const { say } = useWords();
  const asked = useAskedIn(section);
  return asked.length === 0 ? null : <Fetched at={at} asked={asked} legend={say("form.asked")} />;
}

// Not by `lazy`: what cannot be fetched would take the whole page, and the complaint being written, down with it.
function Fetched(props: QuestionsProps) {
  const { say } = useWords();
  const [fetched, setFetched] = useState<typeof import("./VariableFields.tsx") | "failed">();
  const load = useCallback(() => {
    setFetched(undefined);
    import("./VariableFields.tsx").then(
      (fields) => setFetched(fields),
      () => setFetched("failed"),
    );
  }, []);
  useEffect(load, []);
  if (fetched === undefined) return null;
  if (fetched !== "failed") return <fetched.Questions {...props} />;
  return (
    <Notice>
      <p className="row">
        {say("form.askedMissing")}
        <Button onClick={load}>{say("app.retry")}</Button>
      </p>
    </Notice>
  );
}
