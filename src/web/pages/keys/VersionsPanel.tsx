// Versions of the class keys with their age, the progress of a replacement, and what a custodian may ask for.
import type { KeyOrderLine, KeysReport, KeyVersionLine } from "#src/schema/key-order.ts";
import { Button } from "../../components/controls.tsx";
import { Panel, Progress, Table, Tag } from "../../components/layout.tsx";
import { useKeyWords } from "../../messages/keys.ts";
import { useStateWords } from "../../messages/state.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import type { Asking } from "./AskDialog.tsx";

const DAY = 86_400_000;
const LIVE: readonly KeyOrderLine["state"][] = ["waiting", "agreed", "begun"];

export function VersionsPanel({ report, onAsk }: { report: KeysReport; onAsk: (about: Asking) => void }) {
  const { say } = useKeyWords();
  const state = useStateWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { versions, orders, manages, now, days } = report;
  if (versions === null) return null;
  const isUnderWay = (one: KeyVersionLine) =>
    orders.some(
      (order) =>
        order.state === "begun" &&
        order.act === "rotate" &&
        order.keyClass === one.keyClass &&
        order.version === one.version,
    );
  const stepOf = ({ keyClass, version, state: stands }: KeyVersionLine): Asking => ({
    act: stands === "newest" ? "rotate" : "retire",
    keyClass,
    version: stands === "newest" ? version + 1 : version,
  });
  const isAsked = (about: Asking) =>
    orders.some(
      (order) =>
        LIVE.includes(order.state) &&
        order.act === about.act &&
        order.keyClass === about.keyClass &&
        order.version === about.version,
    );
  const daysAgo = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const ages = (since: string) => Math.floor((Date.parse(now) - Date.parse(since)) / DAY);
  return (
    <Panel id="key-versions" title={say("versions")}>
      <Table
        caption={say("versionsCaption")}
        rows={versions}
        rowKey={({ keyClass, version }) => `${keyClass} ${version}`}
        columns={[
          { key: "class", title: say("class"), cell: ({ keyClass }) => state.say(`key.${keyClass}`) },
          { key: "version", title: say("version"), cell: ({ version }) => version },
          {
            key: "since",
            title: say("since"),
            cell: ({ since }) => (
              <div className="cell">
                <span>{formatTime(since, language, manifest.timeZone)}</span>
                <span className="quiet">{daysAgo.format(-ages(since), "day")}</span>
              </div>
            ),
          },
          {
            key: "standing",
            title: say("standing"),
            cell: (one) => (
              <div className="cell">
                <span>{say(`state.${one.state}`)}</span>
                {one.old && <Tag>{say("old", { n: days })}</Tag>}
                {isUnderWay(one) && one.percent !== null && <UnderWay percent={one.percent} />}
              </div>
            ),
          },
          ...(manages
            ? [
                {
                  key: "steps",
                  title: say("steps"),
                  cell: (one: KeyVersionLine) => {
                    const about = stepOf(one);
                    if (isAsked(about) || isUnderWay(one)) return "–";
                    const named = { class: state.say(`key.${one.keyClass}`), version: one.version };
                    return (
                      <Button
                        aria-label={say(about.act === "rotate" ? "rotateOf" : "retireOf", named)}
                        onClick={() => onAsk(about)}
                      >
                        {say(about.act)}
                      </Button>
                    );
                  },
                },
              ]
            : []),
        ]}
      />
    </Panel>
  );
}

function UnderWay({ percent }: { percent: number }) {
  const { say } = useKeyWords();
  return (
    <>
      <Progress value={percent} max={100} label={say("progressLabel")} />
      <span className="quiet">{say("progress", { percent })}</span>
    </>
  );
}
