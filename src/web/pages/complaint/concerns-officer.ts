// Whether what was written so far would put the case behind a wall, as far as this computer can tell.
import { isOfficial } from "#src/domain/access/raise-wall.ts";
import { saidOfOfficers } from "#src/domain/case/said-of-officers.ts";
import { OFFICER_INVOLVEMENT, type Suspect } from "#src/schema/complaint.ts";
import type { PackInUse } from "../../pack.tsx";
import { prepared } from "../../prepared.ts";
import type { DraftDocument } from "./draft.ts";

/** By what is ticked, how a suspect is marked, and the words of all free text; the numbers of staff only the register knows. */
export function concernsOfficer(document: DraftDocument, pack: PackInUse): boolean {
  const { officers, suspects } = document as { officers?: unknown; suspects?: unknown };
  const ticked = Array.isArray(officers) ? officers : [];
  if (OFFICER_INVOLVEMENT.some((code) => ticked.includes(code))) return true;
  const marked = (Array.isArray(suspects) ? (suspects as Partial<Suspect>[]) : []).some(
    ({ isPublicOfficial, officialBody, roles }) =>
      isOfficial(
        {
          ...(isPublicOfficial && { isPublicOfficial }),
          ...(officialBody && { officialBody }),
          ...(Array.isArray(roles) && { roles }),
        },
        pack.alertRules.wall,
      ),
  );
  const { texts } = saidOfOfficers("complaint", document);
  return marked || texts.some((text) => prepared(pack).read(text).officials.length > 0);
}
