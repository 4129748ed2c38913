// How the trail itself is, for those who oversee: whether it is written, since when something waits and how much.
import { TrailReport } from "#src/schema/audit.ts";
import { FailureNotice, Loading, Notice } from "../../components/layout.tsx";
import { useStateWords } from "../../messages/state.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { useResource } from "../../use-resource.ts";

const KINDS = { ok: "done", late: "warning", failing: "fault" } as const;

export function TrailPanel() {
  const { say } = useStateWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { value, failure, reload } = useResource("/api/audit/state", TrailReport);
  const time = (iso: string) => formatTime(iso, language, manifest.timeZone);
  if (failure) return <FailureNotice kept={false} failure={failure} retry={reload} />;
  if (!value) return <Loading />;
  const { health, spooled, spooledSince, unsealedSince, strayed } = value;
  return (
    <section aria-label={say("trailState")} className="no-print">
      <Notice kind={KINDS[health]} live={health !== "ok"}>
        <p>
          <strong>{say("trailState")}:</strong> {say(`trail.${health}`)}
        </p>
        {spooled > 0 && spooledSince && <p>{say("spooled", { n: spooled, since: time(spooledSince) })}</p>}
        {health !== "ok" && unsealedSince && <p>{say("unsealed", { since: time(unsealedSince) })}</p>}
        {strayed && <p>{say("strayed")}</p>}
      </Notice>
    </section>
  );
}
