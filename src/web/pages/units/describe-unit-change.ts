// A change of the tree of units in one sentence.
import type { PackChange } from "#src/schema/pack-change.ts";
import { useUnitWords } from "../../messages/units.ts";
import { useLabels, usePack } from "../../pack.tsx";

/** The sentence for a change of units; of any other kind its code. */
export function useUnitSentences(): (change: PackChange) => string {
  const { say } = useUnitWords();
  const { unit, label } = useLabels();
  const { units } = usePack();
  const above = (unitId: string) => {
    const parent = units.findLast(({ id }) => id === unitId)?.parent;
    return parent ? unit(parent) : unit(unitId);
  };
  return (change) => {
    switch (change.kind) {
      case "unit-open":
        return say("did.unit-open", { unit: change.unit.name });
      case "unit-rename":
        return say("did.unit-rename", { unit: unit(change.unitId), name: change.name });
      case "unit-move":
        return say("did.unit-move", { unit: unit(change.unitId), above: unit(change.parent) });
      case "unit-close": {
        const successor = change.successor === null ? above(change.unitId) : unit(change.successor);
        return say("did.unit-close", { unit: unit(change.unitId), successor });
      }
      case "unit-merge":
        return say("did.unit-merge", {
          into: unit(change.into),
          units: change.unitIds.map(unit).join(", "),
        });
      case "unit-competence": {
        const places = change.competence.map((code) => label("place", code)).join("; ") || "–";
        return say("did.unit-competence", { unit: unit(change.unitId), places });
      }
      default:
        return change.kind;
    }
  };
}
