// At the top of every page: that the ombudsman asks this officer what they opened names for.
import { useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import * as z from "zod/mini";
import { OpeningQuestion } from "#src/schema/opening-sample.ts";
import { useSampleWords } from "../messages/samples.ts";
import { request } from "../request.ts";
import { useOfficer } from "../session.tsx";
import { Notice } from "./layout.tsx";

const Questions = z.object({ questions: z.array(OpeningQuestion) });

/** A question waits for days: to look again with each page is often enough. */
export function QuestionNotice() {
  const { say } = useSampleWords();
  const { training } = useOfficer();
  const [here] = useLocation();
  const [waiting, setWaiting] = useState(0);
  // Whoever opened names may have another posting by now.
  const concerned = !training;
  const onPage = here === "/questions";
  useEffect(() => {
    if (!concerned || onPage) return;
    const ended = new AbortController();
    request("GET", "/api/opening-questions", Questions, { signal: ended.signal })
      .then(({ questions }) => setWaiting(questions.filter(({ answeredAt }) => answeredAt === null).length))
      // Without a connection nothing new is known, and the page says so elsewhere.
      .catch(() => undefined);
    return () => ended.abort();
  }, [concerned, onPage]);
  if (!concerned || onPage || waiting === 0) return null;
  return (
    <section className="no-print" aria-label={say("questionsTitle")}>
      <Notice kind="warning" live>
        <p>
          {waiting === 1 ? say("notice.one") : say("notice.many", { n: waiting })}{" "}
          <Link href="/questions">{say("notice.see")}</Link>
        </p>
      </Notice>
    </section>
  );
}
