// Where administrators may go within the administration.
import { Link, useLocation } from "wouter";
import type { Role } from "#src/schema/case.ts";
import { useChangeWords } from "../../messages/changes.ts";
import { useOfficer } from "../../session.tsx";

type Tab =
  | "officers"
  | "units"
  | "institution"
  | "lists"
  | "variables"
  | "law"
  | "alert-rules"
  | "roles"
  | "state"
  | "keys";
const ONE: readonly Role[] = ["administrator"];
const BOTH: readonly Role[] = ["administrator", "catalogue-administrator"];

const KEEPERS: readonly Role[] = ["administrator", "key-custodian"];

const TABS: readonly { tab: Tab; href: string; roles: readonly Role[] }[] = [
  { tab: "officers", href: "/administration", roles: ONE },
  { tab: "units", href: "/administration/units", roles: BOTH },
  { tab: "institution", href: "/administration/institution", roles: BOTH },
  { tab: "lists", href: "/administration/lists", roles: BOTH },
  { tab: "variables", href: "/administration/variables", roles: BOTH },
  { tab: "law", href: "/administration/law", roles: BOTH },
  { tab: "alert-rules", href: "/administration/alert-rules", roles: BOTH },
  { tab: "roles", href: "/roles", roles: [...BOTH, "key-custodian"] },
  { tab: "state", href: "/administration/state", roles: KEEPERS },
  { tab: "keys", href: "/administration/keys", roles: KEEPERS },
];

export function AdministrationTabs() {
  const { say } = useChangeWords();
  const { role } = useOfficer();
  const [here] = useLocation();
  const tabs = TABS.filter(({ roles }) => roles.includes(role));
  if (tabs.length === 0) return null;
  return (
    <nav className="tabs no-print" aria-label={say("tabs")}>
      {tabs.map(({ tab, href }) => (
        <Link key={tab} href={href} className="nav-link" aria-current={here === href ? "page" : undefined}>
          {say(`tab.${tab}`)}
        </Link>
      ))}
    </nav>
  );
}
