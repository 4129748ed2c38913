// What a change would do before anybody makes it: what stands against it, whose posting it ends or moves, whether alerts wait.
import type { ReactNode } from "react";
import type { FieldFault } from "#src/schema/problem.ts";
import { Notice } from "../../components/layout.tsx";
import { useChangeWords } from "../../messages/changes.ts";
import { formatPartialDate } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels } from "../../pack.tsx";
import { useFirstFocus } from "../../use-first-focus.ts";
import type { Preview } from "./pack-change.ts";

/** Officers named before the rest is only counted. */
const MOST_NAMED = 40;

export function ChangePreview({ preview, consequence }: { preview: Preview; consequence: ReactNode }) {
  const { say } = useChangeWords();
  const words = useWords();
  const { unit } = useLabels();
  const head = useFirstFocus<HTMLHeadingElement>();
  const { faults, officers, openAlerts, takesTwo } = preview;
  if (faults.length > 0)
    return (
      <Notice kind="fault" live>
        <h3 ref={head} tabIndex={-1}>
          {say("cannot")}
        </h3>
        <ul className="stack">
          {faults.map((fault) => (
            <li key={`${fault.code} ${fault.found}`}>
              <FaultLine fault={fault} />
            </li>
          ))}
        </ul>
      </Notice>
    );
  return (
    <section className="notice" aria-labelledby="change-preview">
      <h3 id="change-preview" ref={head} tabIndex={-1}>
        {say("would")}
      </h3>
      {consequence}
      {officers.length > 0 && (
        <>
          <p>{say("officers", { n: officers.length })}</p>
          <ul>
            {officers.slice(0, MOST_NAMED).map(({ officerId, name, login, unitId, role }) => (
              <li key={`${officerId} ${unitId} ${role}`}>
                {name} ({login}) · {words.sayCode("role", role, "role.registrar")} · {unit(unitId)}
              </li>
            ))}
          </ul>
        </>
      )}
      {openAlerts && <p>{say("openAlerts")}</p>}
      {takesTwo && <p>{say("takesTwo")}</p>}
      <p className="quiet">{say("pastStays")}</p>
    </section>
  );
}

function FaultLine({ fault: { code, found, expected } }: { fault: FieldFault }) {
  const { sayCode } = useChangeWords();
  const { unit } = useLabels();
  // Units are named by their ids, several of them with a blank between.
  const named = typeof found === "string" ? found.split(" ").map(unit).join(", ") : "";
  return sayCode("fault", code, {
    found: named,
    expected: typeof expected === "string" ? formatPartialDate(expected) : "",
  });
}
