// People of a complaint: ages against themselves and against birth dates, ids used once, ties to victims that exist.
import type { Complaint } from "#src/schema/complaint.ts";
import { firstDay, isPartialDate, lastDay } from "#src/schema/partial-date.ts";
import type { Person } from "#src/schema/person.ts";
import type { Collector } from "./complaint-faults.ts";
import type { Days } from "./validate-codes.ts";
import { warnOfValues } from "./warn-of-values.ts";

export function validatePeople(complaint: Complaint, days: Days, found: Collector): void {
  const { complainant, victims, suspects } = complaint;
  const ids = new Set<string>();
  const visit = (person: Person, pointer: string) => {
    if (ids.has(person.personId))
      found.fault(`${pointer}/personId`, "duplicate-person", { expected: "an id used once" });
    ids.add(person.personId);
    validateAges(person, pointer, days, found);
    warnOfValues(person.personal, pointer, found);
  };
  victims.forEach((victim, index) => {
    visit(victim, `/victims/${index}`);
  });
  const victimIds = new Set(ids);
  suspects.forEach((suspect, index) => {
    visit(suspect, `/suspects/${index}`);
    suspect.relationships?.forEach(({ victim }, at) => {
      if (victim !== undefined && !victimIds.has(victim))
        found.fault(`/suspects/${index}/relationships/${at}/victim`, "unknown-victim", {
          expected: "the personId of a victim",
        });
    });
  });
  if (complainant.person === undefined) return;
  if (complainant.kind === "anonymous")
    found.fault("/complainant/person", "anonymous-with-person", { expected: "no person" });
  // Who complains may be the victim: the same human being, and then the same id.
  ids.delete(victimIds.has(complainant.person.personId) ? complainant.person.personId : "");
  visit(complainant.person, "/complainant/person");
}

function validateAges(person: Person, pointer: string, days: Days, found: Collector): void {
  const { ageAtFacts: age, ageMin: min, ageMax: max } = person;
  const contradiction = contradictionOf(age, min, max);
  if (contradiction !== undefined) {
    const { key, expected } = contradiction;
    found.fault(`${pointer}/${key}`, "contradictory-ages", { found: person[key], expected });
    return;
  }
  const birth = person.personal?.birthDate;
  // In a folded case the birth date may be sealed: then there is nothing to compare.
  if (typeof birth === "string" && isPartialDate(birth)) againstBirth(person, birth, pointer, days, found);
}

function contradictionOf(
  age: number | undefined,
  min: number | undefined,
  max: number | undefined,
): { key: "ageAtFacts" | "ageMin"; expected: string } | undefined {
  if (min !== undefined && max !== undefined && min > max)
    return { key: "ageMin", expected: `at most ${max}` };
  if (age !== undefined && min !== undefined && age < min)
    return { key: "ageAtFacts", expected: `at least ${min}` };
  if (age !== undefined && max !== undefined && age > max)
    return { key: "ageAtFacts", expected: `at most ${max}` };
  return undefined;
}

function againstBirth(person: Person, birth: string, pointer: string, days: Days, found: Collector): void {
  const at = `${pointer}/personal/birthDate`;
  if (firstDay(birth) > days.deviceSaid) {
    found.fault(at, "birth-after-complaint");
    return;
  }
  if (firstDay(birth) > days.factsLast) found.warn(at, "birth-after-facts");
  const youngest = ageOn(lastDay(birth), days.factsFirst);
  const oldest = ageOn(firstDay(birth), days.factsLast);
  const least = person.ageAtFacts ?? person.ageMin;
  const most = person.ageAtFacts ?? person.ageMax;
  const above = least === undefined ? 0 : least - oldest;
  const below = most === undefined ? 0 : youngest - most;
  const gap = Math.max(above, below);
  if (gap <= 0) return;
  const key = person.ageAtFacts !== undefined ? "ageAtFacts" : above > 0 ? "ageMin" : "ageMax";
  // The age that the birth date gives would tell the birth date: `expected` only says what is compared.
  const detail = { found: person[key], expected: "the age by birth date" };
  if (gap > 1) found.fault(`${pointer}/${key}`, "age-against-birth-date", detail);
  else found.warn(`${pointer}/${key}`, "age-differs-from-birth-date", detail);
}

/** Completed years on a day; negative before birth. Both `YYYY-MM-DD`. */
function ageOn(birth: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}
