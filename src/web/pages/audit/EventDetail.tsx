// What an event of the audit trail recorded, in words; a code nobody has words for stays readable as it is.
import { useAdministrationWords } from "../../messages/administration.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels } from "../../pack.tsx";
import { type AuditEvent, actionOf, detailOf, shortId, whoOf } from "./audit-event.ts";

export function EventDetail({ event }: { event: AuditEvent }) {
  const word = useDetailWords(event);
  const parts = Object.entries(detailOf(event)).flatMap(([name, value]) => word(name, value) ?? []);
  return parts.length > 0 ? <span className="small evidence">{parts.join(" · ")}</span> : "–";
}

/** Undefined for what the row says elsewhere. */
function useDetailWords(event: AuditEvent): (name: string, value: unknown) => string | undefined {
  const { say, sayCode } = useAdministrationWords();
  const words = useWords();
  const { label, unit } = useLabels();
  const known: Record<string, (code: string) => string | undefined> = {
    officer: (id) => (event.subject === whoOf(event) ? undefined : (event.subject ?? shortId(id))),
    outcome: (code) => (actionOf(event) === event.action ? sayCode("signIn", code) : undefined),
    role: (code) => words.sayCode("role", code, "role.registrar"),
    unit,
    purpose: (code) => label("purpose-of-access", code),
    problem: (code) => {
      const short = sayCode("problem", code);
      // What was answered then, where there are no shorter words.
      return short === code ? words.sayCode("problem", code, "problem.internal") : short;
    },
    reason: (code) => sayCode("reason", code),
    kind: (code) => sayCode("kind", code),
    classes: (code) => sayCode("class", code),
    proof: (code) => sayCode("proof", code),
    filters: (code) => sayCode("filter", code),
    training: (code) => say(code === "true" ? "training.true" : "training.false"),
  };
  return (name, value) => {
    const codes = (Array.isArray(value) ? value : [value]).map(String);
    const said = codes.flatMap((code) => (known[name] ?? shortId)(code) ?? []).join(", ");
    if (said === "") return undefined;
    const title = sayCode("detail", name);
    // A title for what does not say by itself what it is.
    return title === "" ? said : `${title}: ${said}`;
  };
}
