// The complaint page.
import { Page } from "../components/layout.tsx";
import { useWords } from "../messages/words.tsx";

export default function ComplaintPage() {
  const { say } = useWords();
  return <Page title={say("nav.complaint")}>…</Page>;
}
