// The five-minute guide.
import { Page } from "../components/layout.tsx";

export default function HelpPage() {
  return <Page title="RETA">…</Page>;
}
