// A case for the auditor, who opens none: what may be left for who complained, and the way to what was done in it.
import { Link } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import { Notice, Page, Panel } from "../components/layout.tsx";
import { useCaseWords } from "../messages/case.ts";
import { useOfficer } from "../session.tsx";
import { RelayPanel } from "./case/RelayPanel.tsx";
import "./records.css";

export default function OverseenCasePage({ caseId }: { caseId: string }) {
  const { say } = useCaseWords();
  const { training } = useOfficer();
  // The list hands its number on; whoever comes by an address alone reads none.
  const number = numberIn(useHistoryState());
  return (
    <Page title={number === undefined ? say("loadingTitle") : say("title", { number })}>
      <Notice>{say("overseen")}</Notice>
      <Panel id="overseen" title={say("overseenTrail")}>
        <p>
          <Link href={number === undefined ? "/audit" : `/audit?number=${encodeURIComponent(number)}`}>
            {say("overseenTrailOpen")}
          </Link>
        </p>
      </Panel>
      <RelayPanel caseId={caseId} may={!training} />
      <p>
        <Link href="/cases">{say("backToCases")}</Link>
      </p>
    </Page>
  );
}

function numberIn(state: unknown): string | undefined {
  if (typeof state !== "object" || state === null || !("number" in state)) return undefined;
  return typeof state.number === "string" ? state.number : undefined;
}
