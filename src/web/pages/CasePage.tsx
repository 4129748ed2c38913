// The case file.
import { Page } from "../components/layout.tsx";

export default function CasePage({ caseId }: { caseId: string }) {
  return <Page title={caseId}>…</Page>;
}
