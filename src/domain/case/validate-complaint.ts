// Is a complaint possible? Codes against the pack, dates and ages against each other; the same on screen and server.
import type { Complaint, Place } from "#src/schema/complaint.ts";
import type { Pack } from "#src/schema/pack.ts";
import { firstDay, lastDay } from "#src/schema/partial-date.ts";
import { Collector, type ComplaintFindings } from "./complaint-faults.ts";
import { dayIn } from "./day-in.ts";
import { type ComplaintTimes, onServerClock, saidByDevice } from "./device-clock.ts";
import { type FieldNode, fieldTree } from "./field-catalogues.ts";
import { type Days, validateCodes } from "./validate-codes.ts";
import { validatePeople } from "./validate-people.ts";
import { validateTimes } from "./validate-times.ts";
import { type PreparedVariables, prepareVariables, validateVariables } from "./validate-variables.ts";
import { warnOfPlates } from "./warn-of-values.ts";

/** What validation needs of a pack, worked out once. */
export interface PreparedValidation {
  tree: FieldNode;
  /** Places whose code has dates: first day and first day no longer. */
  datedPlaces: ReadonlyMap<string, { from: string; to: string }>;
  dayOf: (time: string) => string;
  variables: PreparedVariables;
}

export function prepareValidation(
  pack: Pick<Pack, "manifest" | "catalogues" | "places" | "variables">,
): PreparedValidation {
  const dated = pack.places.filter((place) => place.validFrom !== null || place.validTo !== null);
  return {
    tree: fieldTree(pack),
    datedPlaces: new Map(
      dated.map(({ code, validFrom, validTo }) => [code, { from: validFrom ?? "", to: validTo ?? "9999" }]),
    ),
    dayOf: (time) => dayIn(pack.manifest.timeZone, time),
    variables: prepareVariables(pack),
  };
}

/**
 * Faults stop a registration, warnings are shown and stop nothing. Pointers are RFC 6901 from the complaint; those of
 * the times (`/complaintMadeAt`, `/enteredAt`) are from the request that carries it. Never throws for a complaint that
 * has its shape; values under `personal` are never repeated.
 */
export function validateComplaint(
  complaint: Complaint,
  prepared: PreparedValidation,
  when: ComplaintTimes,
): ComplaintFindings {
  const found = new Collector();
  const clocked = onServerClock(when);
  const days: Days = {
    factsFirst: firstDay(complaint.factsFrom ?? complaint.factsTo),
    factsLast: lastDay(complaint.factsTo),
    complaint: prepared.dayOf(clocked.complaintMadeAt),
    deviceSaid: prepared.dayOf(saidByDevice(clocked)),
  };
  validateCodes(prepared.tree, complaint, [], days, found);
  validateTimes(complaint, when, clocked, days, found);
  validatePeople(complaint, days, found);
  warnOfPlates(complaint, found);
  validateVariables(
    complaint,
    prepared.variables,
    [prepared.dayOf(when.enteredAt), prepared.dayOf(when.receivedAt)],
    found,
  );
  if (prepared.datedPlaces.size > 0) warnOfPlaces(complaint, prepared, days, found);
  if (complaint.reported === "related-offence" && (complaint.relatedOffences ?? []).length === 0)
    found.fault("/relatedOffences", "missing-related-offence", { expected: "at least one related offence" });
  return { faults: found.faults, warnings: found.warnings };
}

function warnOfPlaces(
  complaint: Complaint,
  { datedPlaces }: PreparedValidation,
  days: Days,
  found: Collector,
): void {
  const look = (place: Place | undefined, pointer: string) => {
    const dates = place?.code === undefined ? undefined : datedPlaces.get(place.code);
    if (dates !== undefined && (dates.from > days.factsLast || dates.to <= days.factsFirst))
      found.warn(`${pointer}/code`, "place-not-then", {
        found: place?.code,
        expected: `${dates.from || "…"}/${dates.to}`,
      });
  };
  look(complaint.place, "/place");
  look(complaint.recruitmentPlace, "/recruitmentPlace");
  complaint.route?.forEach(({ from, to }, index) => {
    look(from, `/route/${index}/from`);
    look(to, `/route/${index}/to`);
  });
}
