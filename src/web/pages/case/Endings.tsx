// What happens to a case as a whole, out of the way of what is done every day.
import type { CaseFile } from "#src/schema/case.ts";
import { Button } from "../../components/controls.tsx";
import { Fold } from "../../components/layout.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { useWallWords } from "../../messages/wall.ts";
import type { ProposalAsked } from "./proposal-asked.ts";

const ENDINGS = ["close", "reopen", "annul", "reinstate", "merge"] as const;

interface EndingsProps {
  file: CaseFile;
  onAsk: (asked: ProposalAsked) => void;
  onDivide: () => void;
  onDeclare: () => void;
}

/** Closing, reopening, annulling, joining, dividing; and the declaration that an officer is involved. */
export function Endings({ file, onAsk, onDivide, onDeclare }: EndingsProps) {
  const { say } = useCaseWords();
  const { say: sayOfWall } = useWallWords();
  const declares = file.allowed.declareWall === true;
  const open = ENDINGS.filter((kind) => file.allowed[kind] === true);
  const divides = file.allowed.divide === true;
  if (open.length === 0 && !divides)
    return declares ? (
      <p className="no-print">
        <Button onClick={onDeclare}>{sayOfWall("declare")}</Button>
      </p>
    ) : null;
  return (
    <div className="no-print">
      <Fold title={say("endings")}>
        <p className="quiet">{say("endingsHelp")}</p>
        <p className="row">
          {open.map((kind) => (
            <Button key={kind} onClick={() => onAsk({ kind })}>
              {say(kind === "merge" ? "propose.join" : `propose.${kind}`)}
            </Button>
          ))}
          {divides && <Button onClick={onDivide}>{say("divide")}</Button>}
          {declares && <Button onClick={onDeclare}>{sayOfWall("declare")}</Button>}
        </p>
      </Fold>
    </div>
  );
}
