// The two public logs: how far they are sealed, and which witnesses sign them.

import { WitnessView } from "#src/schema/witness.ts";
import { FailureNotice, Loading, Notice, Panel, Table, Tag } from "../../components/layout.tsx";
import { useStateWords } from "../../messages/state.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { useResource } from "../../use-resource.ts";
import type { HealthView } from "./health-view.ts";

export function LogsPanel({ health }: { health: HealthView }) {
  const { say } = useStateWords();
  const { size, waiting, oldestWaitingSeconds: seconds } = health.ledger;
  return (
    <Panel id="logs" title={say("logs")}>
      <p>{say("size", { n: size, waiting, seconds })}</p>
      <LogView log="entries" />
      <LogView log="audit" />
    </Panel>
  );
}

/** The witnesses alone. */
export function WitnessesPanel() {
  const { say } = useStateWords();
  return (
    <Panel id="witnesses" title={say("logs")}>
      <LogView log="entries" />
      <LogView log="audit" />
    </Panel>
  );
}

function LogView({ log }: { log: "entries" | "audit" }) {
  const { say } = useStateWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { value, failure, reload } = useResource(`/api/log/${log}/witnesses`, WitnessView);
  const time = (iso: string) => formatTime(iso, language, manifest.timeZone);
  return (
    <>
      <h3>{say(`log.${log}`)}</h3>
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {!value && !failure && <Loading />}
      {value?.witnesses.length === 0 && <Notice kind="warning">{say("noWitness")}</Notice>}
      {value && value.witnesses.length > 0 && (
        <>
          <p>
            {value.witnessed
              ? say("witnessed", {
                  quorum: value.quorum,
                  size: value.witnessed.size,
                  at: time(value.witnessed.at),
                })
              : say("neverWitnessed", { quorum: value.quorum })}
          </p>
          <Table
            caption={say(`log.${log}`)}
            rows={value.witnesses}
            rowKey={({ key }) => key}
            columns={[
              { key: "title", title: say("witness"), cell: ({ title }) => title },
              { key: "contact", title: say("contact"), cell: ({ contact }) => contact ?? "–" },
              {
                key: "last",
                title: say("lastSigned"),
                cell: ({ signedAt }) => (signedAt ? time(signedAt) : say("neverSigned")),
              },
              {
                key: "how",
                title: say("how"),
                cell: ({ silent, signedAt }) => (
                  <div className="cell">
                    <Tag>{say(silent ? "silent" : "heard")}</Tag>
                    {silent && (
                      <span>
                        {signedAt ? say("silentSince", { at: time(signedAt) }) : say("silentAlways")}
                      </span>
                    )}
                  </div>
                ),
              },
            ]}
          />
        </>
      )}
    </>
  );
}
