// At the top of every page, in the last days of a posting: to its officer, and to whoever can renew it.
import { Link } from "wouter";
import * as z from "zod/mini";
import { letsIn } from "#src/domain/access/duties.ts";
import { endsSoon } from "#src/domain/access/posting-term.ts";
import { usePostingWords } from "../messages/postings.ts";
import { formatTime } from "../messages/times.ts";
import { useWords } from "../messages/words.tsx";
import { usePack } from "../pack.tsx";
import { useOfficer } from "../session.tsx";
import { useResource } from "../use-resource.ts";
import { Notice } from "./layout.tsx";

const Ending = z.object({ officers: z.array(z.object({ officerId: z.string() })) });
/** A full answer of the register may have more behind it. */
const PAGE = 100;

export function PostingNotice() {
  const { say } = usePostingWords();
  const { language } = useWords();
  const { timeZone, postings: term } = usePack().manifest;
  const { officerId, role, unitName, postingEndsAt, training } = useOfficer();
  const asks = term !== undefined && letsIn(role) && !training;
  // Without an answer nothing is known, and the page says so elsewhere.
  const { value } = useResource(asks ? "/api/enrolments?ending=yes" : undefined, Ending);
  const others = value?.officers.filter((each) => each.officerId !== officerId).length ?? 0;
  const own =
    term !== undefined && postingEndsAt !== null && endsSoon(postingEndsAt, new Date().toISOString(), term);
  if (!own && others === 0) return null;
  return (
    <section className="no-print" aria-label={say("label")}>
      <Notice kind="warning">
        {own && postingEndsAt && (
          <p>{say("own", { unit: unitName, day: formatTime(postingEndsAt, language, timeZone) })}</p>
        )}
        {others > 0 && (
          <p>
            {say(value?.officers.length === PAGE ? "belowMore" : "below", { n: others })}{" "}
            <Link href="/enrolments?ending=yes">{say("see")}</Link>
          </p>
        )}
      </Notice>
    </section>
  );
}
