// Where those who oversee may go within the audit.
import { Link, useLocation } from "wouter";
import { oversees } from "#src/domain/access/audit-reach.ts";
import { readsKeys } from "#src/domain/access/duties.ts";
import { useReviewWords } from "../../messages/review.ts";
import { useOfficer } from "../../session.tsx";
import "../administration/administration.css";

const TABS = [
  { tab: "trail", href: "/audit" },
  { tab: "review", href: "/audit/review" },
  { tab: "inquiries", href: "/audit/inquiries" },
  { tab: "keys", href: "/administration/keys" },
] as const;

export function AuditTabs() {
  const { say } = useReviewWords();
  const { role } = useOfficer();
  const [here] = useLocation();
  if (!oversees(role)) return null;
  return (
    <nav className="tabs no-print" aria-label={say("tabs")}>
      {TABS.filter(({ tab }) => tab !== "keys" || readsKeys(role)).map(({ tab, href }) => (
        <Link key={tab} href={href} className="nav-link" aria-current={here === href ? "page" : undefined}>
          {say(`tab.${tab}`)}
        </Link>
      ))}
    </nav>
  );
}
