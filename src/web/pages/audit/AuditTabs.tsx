// Where those who oversee may go within the audit.
import { Link, useLocation } from "wouter";
import { auditReach, oversees } from "#src/domain/access/audit-reach.ts";
import { readsKeys } from "#src/domain/access/duties.ts";
import type { Role } from "#src/schema/case.ts";
import { useReviewWords } from "../../messages/review.ts";
import { useOfficer } from "../../session.tsx";
import "../administration/administration.css";

const TABS = [
  { tab: "trail", href: "/audit" },
  { tab: "review", href: "/audit/review" },
  { tab: "sample", href: "/audit/sample" },
  { tab: "inquiries", href: "/audit/inquiries" },
  { tab: "keys", href: "/administration/keys" },
] as const;

/** Of those, what is not for everybody who oversees. */
const MAY: Readonly<Record<string, (role: Role) => boolean>> = {
  keys: readsKeys,
  sample: (role) => auditReach(role) === "nation",
};

export function AuditTabs() {
  const { say } = useReviewWords();
  const { role } = useOfficer();
  const [here] = useLocation();
  if (!oversees(role)) return null;
  return (
    <nav className="tabs no-print" aria-label={say("tabs")}>
      {TABS.filter(({ tab }) => MAY[tab]?.(role) ?? true).map(({ tab, href }) => (
        <Link key={tab} href={href} className="nav-link" aria-current={here === href ? "page" : undefined}>
          {say(`tab.${tab}`)}
        </Link>
      ))}
    </nav>
  );
}
