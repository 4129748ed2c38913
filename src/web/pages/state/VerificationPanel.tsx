// How the register verifies itself: how far it has come, and what it found, without naming a case.
import type { Verification } from "#src/schema/system.ts";
import { Panel, Table } from "../../components/layout.tsx";
import { useStateWords } from "../../messages/state.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";

export function VerificationPanel({ verification }: { verification: Verification }) {
  const { say, sayCode } = useStateWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const time = (iso: string) => formatTime(iso, language, manifest.timeZone);
  const { hours, logs, findings } = verification;
  return (
    <Panel id="verification" title={say("verification")}>
      <p>{say("verificationWhat", { hours })}</p>
      {logs.map(({ log, coveredAt }) => (
        <p key={log}>
          {coveredAt === null
            ? say("neverCovered", { log: say(`log.${log}`) })
            : say("covered", { log: say(`log.${log}`), at: time(coveredAt) })}
        </p>
      ))}
      {findings.length === 0 ? (
        <p>{say("nothingFound")}</p>
      ) : (
        <Table
          caption={say("verification")}
          rows={findings}
          rowKey={({ log, kind }) => `${log} ${kind}`}
          columns={[
            {
              key: "what",
              title: say("finding"),
              cell: ({ kind }) => <strong>{sayCode("found", kind)}</strong>,
            },
            {
              key: "where",
              title: say("findingWhere"),
              cell: ({ log, leafIndex }) =>
                [log && say(`log.${log}`), leafIndex !== null && say("leaf", { n: leafIndex })]
                  .filter((part) => part !== null && part !== false)
                  .join(", ") || "–",
            },
            { key: "found", title: say("findings"), cell: ({ found }) => found },
            { key: "since", title: say("since"), cell: ({ since }) => time(since) },
          ]}
        />
      )}
    </Panel>
  );
}
