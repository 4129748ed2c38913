// Complaints about nobody, in the words of the pack in force: what registering is rehearsed with. None is ever stored.
import type { Complaint, NewComplaint, Suspect, Victim } from "#src/schema/complaint.ts";
import type { Pack } from "#src/schema/pack.ts";
import type { PersonalValues } from "#src/schema/person.ts";

/** Odd and large (the golden ratio in 32 bits): its multiples have every pattern of high bits. */
const SPREAD = 0x9e3779b1;

/**
 * The `turn`th one: one to three victims, up to two suspects, somebody who complains and a narrative, as most complaints
 * have, and of what may be left out now this and now that. Codes are the first of each list, and the lists' own words the
 * story. `newId` makes ids; nothing is said twice with the same ones.
 */
export function inventedComplaint(pack: Pack, now: string, newId: () => string, turn: number): NewComplaint {
  let drawn = 0;
  const maybe = <T>(value: T): T | undefined => {
    drawn += 1;
    return (Math.imul(turn + drawn, SPREAD) >>> 29) % 2 === 0 ? value : undefined;
  };
  const items = (list: string, many: number) => (pack.catalogues[list]?.items ?? []).slice(0, many);
  const code = (list: string) => items(list, 1)[0]?.code ?? "";
  const codes = (list: string, many = 1) =>
    items(list, many).flatMap((item) => (item.exclusive === true ? [] : [item.code]));
  const place = () => ({
    // The last of the list is one of the smallest places there are.
    code: pack.places.at(-1)?.code,
    kind: maybe(code("place-kind")),
    personal: maybe({ name: maybe("Ninguno"), address: "Kilómetro 0" }),
  });
  const personal = (): PersonalValues => ({
    name: { paternalSurname: "Ejemplo", maternalSurname: maybe("Inventado"), givenNames: "Nadie" },
    documents: maybe([{ type: code("document-type"), number: "00000000" }]),
    phones: maybe(["900000000"]),
    address: maybe("Ninguna"),
    emails: maybe(["nadie@example.org"]),
  });
  const person = () => ({
    personId: newId(),
    identityStatus: maybe(code("identity-status")),
    sex: maybe(code("sex")),
    citizenships: maybe(codes("country")),
    personal: maybe(personal()),
  });
  const victim = (age: number): Victim => ({
    ...person(),
    ...(maybe(true) ? { ageAtFacts: age } : { ageMin: age, ageMax: age + 2 }),
    vulnerabilities: maybe(codes("vulnerability")),
    pregnant: maybe("no"),
  });
  const victims = [16, 22, 30].slice(0, 1 + (turn % 3)).map(victim);
  const suspect = (): Suspect => ({
    ...person(),
    roles: maybe(codes("suspect-role")),
    relationships: maybe([{ victim: victims[0]?.personId, kind: code("relationship") }]),
    isPublicOfficial: maybe("no"),
  });
  const words = ["act", "means", "purpose", "recruitment", "control"].flatMap((list) =>
    items(list, 1 + (turn % 5)).map(({ label }) => label.es),
  );
  const complaint: Complaint = {
    reported: "trafficking",
    factsFrom: maybe("2024-05"),
    factsTo: "2024-06-03",
    place: place(),
    channel: code("channel"),
    complainant: maybe(true)
      ? { kind: "named", relationToVictim: maybe(code("relation-to-victim")), person: person() }
      : { kind: "anonymous" },
    victims,
    suspects: Array.from({ length: turn % 3 }, suspect),
    acts: codes("act", turn % 4),
    means: codes("means", turn % 3),
    purposes: codes("purpose", turn % 2),
    exploitationOccurred: maybe("yes"),
    recruitment: maybe(codes("recruitment")),
    control: maybe(codes("control")),
    vehicles: maybe([{ kind: code("vehicle-kind"), personal: { plate: "AAA-000" } }]),
    route: maybe([{ from: place(), to: place(), transport: maybe(code("transport")) }]),
    personal: maybe({ narrative: `${words.join(". ")}.` }),
  };
  return {
    ...{ entryId: newId(), caseId: newId(), deviceId: newId(), deviceCounter: 1 },
    ...{ enteredAt: now, complaintMadeAt: now, complaint },
  };
}
