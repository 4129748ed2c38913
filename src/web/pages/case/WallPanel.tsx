// The wall around a case, for those behind it: why, from whom it hides the case, and who has agreed to take it down.
import type { CaseFile, WallView } from "#src/schema/case.ts";
import { Button } from "../../components/controls.tsx";
import { Fold, Notice, Panel } from "../../components/layout.tsx";
import { formatTime } from "../../messages/times.ts";
import { useWallWords } from "../../messages/wall.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";

export function WallPanel({ file, onLift }: { file: CaseFile; onLift: () => void }) {
  const { say, sayCode } = useWallWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { unit } = useLabels();
  const { wall } = file;
  if (wall === null) return null;
  return (
    <Panel id="wall" title={say("title")}>
      <Notice kind="warning">{say("help")}</Notice>
      <p>
        {sayCode("side", wall.side)}{" "}
        <span className="quiet">
          {say("since", { time: formatTime(wall.raisedAt, language, manifest.timeZone) })}
        </span>
      </p>
      <h3>{say("why")}</h3>
      <ul>
        {wall.causes.map((cause) => (
          <li key={cause}>
            {sayCode("cause", cause)}
            {cause === "narrative" && `: ${wall.words.map((word) => sayCode("word", word)).join("; ")}`}
          </li>
        ))}
      </ul>
      <h3>{say("named")}</h3>
      <p>{wall.named.length > 0 ? wall.named.join(", ") : say("namedNobody")}</p>
      <Fold title={say("hidden", { n: wall.hiddenUnits.length })}>
        <ul>
          {wall.hiddenUnits.map((id) => (
            <li key={id}>{unit(id)}</li>
          ))}
        </ul>
      </Fold>
      <h3>{say("consents")}</h3>
      <Consents wall={wall} />
      {file.allowed.liftWall === "own-proposal" && <p className="quiet">{say("ownGiven")}</p>}
      {file.allowed.liftWall === true && (
        <p className="no-print">
          <Button onClick={onLift}>{say("lift")}</Button>
        </p>
      )}
    </Panel>
  );
}

function Consents({ wall }: { wall: WallView }) {
  const { say } = useWallWords();
  const words = useWords();
  if (wall.consents.length === 0)
    return <p>{say(wall.side === "owners" ? "consentsNone" : "consentsNoneProsecutor")}</p>;
  return (
    <ul>
      {wall.consents.map(({ officer, role }) => (
        <li key={`${officer} ${role}`}>{say("consentBy", { officer, role: words.say(`role.${role}`) })}</li>
      ))}
    </ul>
  );
}
