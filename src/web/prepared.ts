// The pack's law, word list and checks made ready once for as long as the page is open.

import { prepareValidation } from "#src/domain/case/validate-complaint.ts";
import { type NarrativeReading, readNarrative } from "#src/domain/classification/narrative.ts";
import { prepareLexicon } from "#src/domain/classification/narrative-lexicon.ts";
import { prepareLaw } from "#src/domain/classification/prepared-law.ts";
import type { PackInUse } from "./pack.tsx";

function prepare(pack: PackInUse) {
  const lexicon = prepareLexicon(pack.lexicon);
  return {
    law: prepareLaw(pack.law),
    palermo: prepareLaw(pack.palermo),
    validation: prepareValidation(pack),
    read: (narrative: string): NarrativeReading => readNarrative(narrative, lexicon),
  };
}

export type Prepared = ReturnType<typeof prepare>;
const ready = new WeakMap<PackInUse, Prepared>();

export function prepared(pack: PackInUse): Prepared {
  let made = ready.get(pack);
  if (!made) {
    made = prepare(pack);
    ready.set(pack, made);
  }
  return made;
}
