// At the top of every page: that somebody waits for this officer's word, or that names the officer must know of were opened.
import { useEffect, useState } from "react";
import { Link } from "wouter";
import { seesCases } from "#src/domain/access/duties.ts";
import { UnlockList } from "#src/schema/unlock.ts";
import { useUnlockWords } from "../messages/unlocks.ts";
import { request } from "../request.ts";
import { useOfficer } from "../session.tsx";
import { Notice } from "./layout.tsx";

const AGAIN_MS = 30_000;

export function UnlockNotice() {
  const { say } = useUnlockWords();
  const { role, training } = useOfficer();
  const [counts, setCounts] = useState({ waiting: 0, unread: 0 });
  const concerned = seesCases(role) && !training;
  useEffect(() => {
    if (!concerned) return;
    const ended = new AbortController();
    const look = () => {
      if (document.visibilityState !== "visible") return;
      request("GET", "/api/unlocks", UnlockList, { signal: ended.signal })
        .then(({ unlocks }) => {
          const count = (is: (line: (typeof unlocks)[number]) => boolean) => unlocks.filter(is).length;
          setCounts({
            waiting: count(({ answer }) => answer === true),
            unread: count(({ notice }) => notice === "unread"),
          });
        })
        // Without a connection nothing new is known, and the page says so elsewhere.
        .catch(() => undefined);
    };
    look();
    const timer = setInterval(look, AGAIN_MS);
    document.addEventListener("visibilitychange", look, { signal: ended.signal });
    return () => {
      clearInterval(timer);
      ended.abort();
    };
  }, [concerned]);
  const words = [
    counts.waiting > 0 && say("notice.waiting", { n: counts.waiting }),
    counts.unread > 0 && say("notice.unread", { n: counts.unread }),
  ].filter(Boolean);
  if (!concerned || words.length === 0) return null;
  return (
    <section className="no-print" aria-label={say("title")}>
      <Notice kind="warning" live>
        <p>
          {words.join(" ")} <Link href="/unlocks">{say("notice.see")}</Link>
        </p>
      </Notice>
    </section>
  );
}
