// Where a directed step stands, and who is to do it, in words.
import type { DirectionLine } from "#src/schema/direction.ts";
import { Tag } from "../../components/layout.tsx";
import { useDirectionWords } from "../../messages/directions.ts";
import { useLabels } from "../../pack.tsx";

interface DirectionStatusProps {
  line: Pick<DirectionLine, "status" | "overdue">;
}

export function DirectionStatus({ line: { status, overdue } }: DirectionStatusProps) {
  const { say, sayCode } = useDirectionWords();
  return (
    <span>
      {sayCode("status", status)} {overdue && <Tag>{say("overdue")}</Tag>}
    </span>
  );
}

/** The officer it is addressed to and their unit, or whoever has the case in a unit. */
export function useAddressee(): (line: DirectionLine) => string {
  const { say } = useDirectionWords();
  const { unit } = useLabels();
  return ({ officer, unitId }) =>
    officer === null
      ? say("toUnit", { unit: unit(unitId) })
      : say("toOfficer", { officer, unit: unit(unitId) });
}
