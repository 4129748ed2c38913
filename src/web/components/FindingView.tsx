// A finding in words: verdict, what is missing, what to ask, offences, circumstances and the reasons, always indicative.
import type { Finding } from "#src/schema/finding.ts";
import { useSentences } from "../finding-sentences.ts";
import { useWords } from "../messages/words.tsx";
import { Fold, VerdictTag } from "./layout.tsx";

export interface FindingViewProps {
  finding: Finding;
  /** Ids of the victims in their order on the page: sentences name them by number. */
  victims: readonly string[];
}

/** The first lines: what an officer reads at a glance. */
export function FindingHead({ finding }: { finding: Finding }) {
  const { say } = useWords();
  return (
    <div className="finding-head">
      <p className="row">
        <VerdictTag verdict={finding.verdict} />
        {finding.missing.length > 0 && (
          <span>
            {say("finding.missing")}:{" "}
            {finding.missing.map((element) => say(`finding.missing.${element}`)).join(", ")}
          </span>
        )}
      </p>
      <p className="row small">
        <span>{say("finding.palermo")}:</span> <VerdictTag verdict={finding.palermo.verdict} />
      </p>
    </div>
  );
}

/** By which law it was judged, and which others the facts touch. */
export function FindingLaw({ finding }: { finding: Finding }) {
  const { say } = useWords();
  const { law } = useSentences();
  return (
    <p className="small quiet">
      {finding.lawVersion ? say("finding.law", { law: law(finding.lawVersion) }) : say("finding.noLaw")}
      {finding.otherLawVersions.length > 0 &&
        ` ${say("finding.otherLaws", { laws: finding.otherLawVersions.map(law).join(", ") })}`}
    </p>
  );
}

/** Questions in sight; with two hundred victims the first ones are enough to begin. */
const QUESTIONS_SHOWN = 6;

export function FindingQuestions({ finding, victims }: FindingViewProps) {
  const { say } = useWords();
  const sentences = useSentences();
  const more = finding.questions.length - QUESTIONS_SHOWN;
  if (finding.questions.length === 0) return null;
  return (
    <section className="finding-ask">
      <h3>{say("finding.ask")}</h3>
      <ul className="bullets">
        {finding.questions.slice(0, QUESTIONS_SHOWN).map((question) => (
          <li key={`${question.code} ${question.victim ?? ""}`}>{sentences.question(question, victims)}</li>
        ))}
        {more > 0 && <li>{say("finding.more", { n: more })}</li>}
      </ul>
    </section>
  );
}

export function FindingDetails({ finding, victims }: FindingViewProps) {
  const { say } = useWords();
  const sentences = useSentences();
  const list = (title: string, lines: readonly string[]) =>
    lines.length > 0 && (
      <section>
        <h3>{title}</h3>
        <ul className="bullets">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    );
  const offence = (each: Finding["offences"][number]) =>
    `${sentences.offence(each)} (${each.article})${each.verified ? "" : ` · ${say("finding.unverified")}`}`;
  return (
    <>
      {finding.exploitation.length > 0 && (
        <p>
          <strong>{say("finding.exploitation")}:</strong>{" "}
          {finding.exploitation.map((group) => say(`exploitation.${group}`)).join(", ")}
        </p>
      )}
      {list(say("finding.offences"), finding.offences.map(offence))}
      {list(
        say("finding.aggravating"),
        finding.aggravating.map(({ code, article }) => `${sentences.circumstance(code)} (${article})`),
      )}
      {list(say("finding.related"), finding.relatedOffences.map(offence))}
      <Fold title={say("finding.reasons")} lazy>
        <ul className="bullets small">
          {finding.reasons.map((reason) => (
            <li key={JSON.stringify(reason)}>{sentences.reason(reason, victims)}</li>
          ))}
        </ul>
      </Fold>
    </>
  );
}

/** The whole finding, for a case file or a summary. */
export function FindingView(props: FindingViewProps) {
  const { say } = useWords();
  return (
    <div className="finding stack">
      <FindingHead finding={props.finding} />
      <FindingLaw finding={props.finding} />
      <p className="small quiet">{say("finding.indicative")}</p>
      <FindingQuestions {...props} />
      <FindingDetails {...props} />
    </div>
  );
}
