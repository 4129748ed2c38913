// A complaint about nobody, in the words of the pack in force: what registering is rehearsed with. It is never stored.
import type { NewComplaint, Suspect, Victim } from "#src/schema/complaint.ts";
import type { Pack } from "#src/schema/pack.ts";

/**
 * Two victims, a suspect, somebody who complains and a narrative, as most complaints have: with the first code of each
 * list, and the lists' own words told as the story. `newId` makes ids; nothing is said twice with the same ones.
 */
export function inventedComplaint(pack: Pack, now: string, newId: () => string): NewComplaint {
  const code = (list: string) => pack.catalogues[list]?.items[0]?.code;
  const codes = (list: string, many = 1) =>
    (pack.catalogues[list]?.items ?? [])
      .slice(0, many)
      .flatMap(({ code, exclusive }) => (exclusive ? [] : [code]));
  const words = ["act", "means", "purpose", "recruitment", "control"].flatMap((list) =>
    (pack.catalogues[list]?.items ?? []).slice(0, 3).map(({ label }) => label.es),
  );
  const name = { paternalSurname: "Ejemplo", maternalSurname: "Inventado", givenNames: "Nadie" };
  const documents = [{ type: code("document-type") ?? "", number: "00000000" }];
  const person = { personId: newId(), identityStatus: code("identity-status"), sex: code("sex") };
  const victim = (age: number): Victim => ({
    ...person,
    personId: newId(),
    ageAtFacts: age,
    citizenships: codes("country"),
    personal: { name, documents },
    vulnerabilities: codes("vulnerability"),
  });
  const victims = [victim(16), victim(22)];
  const suspect: Suspect = {
    ...person,
    personId: newId(),
    roles: codes("suspect-role"),
    personal: { aliases: ["Nadie"], phones: ["900000000"] },
    relationships: [{ victim: victims[0]?.personId, kind: code("relationship") ?? "" }],
    isPublicOfficial: "no",
  };
  return {
    ...{ entryId: newId(), caseId: newId(), deviceId: newId(), deviceCounter: 1 },
    ...{ enteredAt: now, complaintMadeAt: now },
    complaint: {
      reported: "trafficking",
      factsFrom: "2024-05",
      factsTo: "2024-06-03",
      // The last place of the list is one of the smallest there are.
      place: {
        code: pack.places.at(-1)?.code,
        kind: code("place-kind"),
        personal: { name: "Ninguno", address: "Km 0" },
      },
      channel: code("channel") ?? "",
      complainant: {
        kind: "named",
        relationToVictim: code("relation-to-victim"),
        person: { ...person, personal: { name, documents, phones: ["900000000"] } },
      },
      victims,
      suspects: [suspect],
      acts: codes("act", 3),
      means: codes("means"),
      purposes: codes("purpose"),
      exploitationOccurred: "yes",
      recruitment: codes("recruitment"),
      control: codes("control"),
      personal: { narrative: `${words.join(". ")}.` },
    },
  };
}
