// Invented complaints for tests: a typical one (two victims, one suspect), and small changes to it.
import { randomUUID } from "node:crypto";
import type { Complaint, NewComplaint, NewSupplement } from "#src/schema/complaint.ts";

/** A typical complaint: a girl of 16 and a woman of 22 taken to a bar near a mine under a false job offer. */
export function typicalComplaint(change: Partial<Complaint> = {}): Complaint {
  const victim = randomUUID();
  return {
    reported: "trafficking",
    factsFrom: "2021-09",
    factsTo: "2021-10-03",
    place: {
      code: "170101",
      kind: "bar",
      personal: { name: "Bar El Ejemplo Inventado", address: "Km 103 de la carretera" },
    },
    channel: "police-station",
    complainant: {
      kind: "named",
      relationToVictim: "parent",
      person: {
        personId: randomUUID(),
        identityStatus: "identified",
        sex: "female",
        personal: {
          name: { paternalSurname: "Denunciante", maternalSurname: "Ficticia", givenNames: "Marcadora" },
          documents: [{ type: "dni", number: "00112233" }],
          phones: ["900000111"],
        },
      },
    },
    victims: [
      {
        personId: victim,
        identityStatus: "identified",
        sex: "female",
        ageAtFacts: 16,
        citizenships: ["pe"],
        personal: {
          name: { paternalSurname: "Víctima", maternalSurname: "Inventada", givenNames: "Primera" },
          documents: [{ type: "dni", number: "00998877" }],
        },
        vulnerabilities: ["poverty"],
      },
      {
        personId: randomUUID(),
        identityStatus: "identified",
        sex: "female",
        ageAtFacts: 22,
        citizenships: ["pe"],
        personal: {
          name: { paternalSurname: "Víctima", maternalSurname: "Inventada", givenNames: "Segunda" },
        },
      },
    ],
    suspects: [
      {
        personId: randomUUID(),
        identityStatus: "alias-only",
        sex: "male",
        roles: ["recruiter"],
        personal: { aliases: ["El Apodo Inventado"], phones: ["900000222"] },
        relationships: [{ victim, kind: "acquaintance" }],
        isPublicOfficial: "no",
      },
    ],
    acts: ["recruitment", "transport", "harbouring"],
    means: ["deception"],
    purposes: ["prostitution-of-others"],
    exploitationOccurred: "yes",
    recruitment: ["false-job-offer"],
    control: ["imposed-debt"],
    personal: {
      narrative: "Le ofrecieron trabajo de mesera y la llevaron a un bar donde la obligan a prostituirse.",
    },
    ...change,
  };
}

/** What a device sends for it. */
export function newComplaint(
  complaint: Complaint = typicalComplaint(),
  change: Partial<NewComplaint> = {},
): NewComplaint {
  const now = new Date(Date.now() - 60_000).toISOString();
  return {
    entryId: randomUUID(),
    caseId: randomUUID(),
    deviceId: randomUUID(),
    deviceCounter: 1,
    enteredAt: now,
    complaintMadeAt: now,
    complaint,
    ...change,
  };
}

export function newSupplement(caseId: string, supplement: NewSupplement["supplement"]): NewSupplement {
  const { entryId, deviceId, enteredAt } = newComplaint();
  return { entryId, caseId, deviceId, deviceCounter: 2, enteredAt, supplement };
}
