// Whatever complaint has its shape: validation over the pack of Peru answers, with its own codes, and repeats no secret.
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { loadPack } from "#src/actions/load-pack.ts";
import { COMPLAINT_FAULTS, COMPLAINT_WARNINGS } from "#src/domain/case/complaint-faults.ts";
import {
  type PreparedValidation,
  prepareValidation,
  validateComplaint,
} from "#src/domain/case/validate-complaint.ts";
import { Complaint } from "#src/schema/complaint.ts";

let prepared: PreparedValidation;
beforeAll(async () => {
  prepared = prepareValidation(await loadPack("pe"));
});

const person = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const WHEN = {
  complaintMadeAt: "2010-04-01T10:00:00-05:00",
  enteredAt: "2010-04-01T10:10:00-05:00",
  receivedAt: "2010-04-01T15:10:02Z",
};
const said = (list: { pointer: string; code: string }[]) =>
  list.map(({ pointer, code }) => `${pointer} ${code}`);

const code = fc.constantFrom(
  "one",
  "two",
  "unknown",
  "not-asked",
  "none",
  "later",
  "dni",
  "170101",
  "zz",
  "x-y",
);
const codes = fc.uniqueArray(code, { maxLength: 4 });
const date = fc.constantFrom("1850", "1993", "2009-02", "2010-03-20", "2010-12-31", "2099");
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const SECRET = "SECRET-7f3a";
const someone = {
  personId: fc.integer({ min: 1, max: 6 }).map(person),
  sex: optional(code),
  ageAtFacts: optional(fc.integer({ min: 0, max: 120 })),
  ageMin: optional(fc.integer({ min: 0, max: 120 })),
  ageMax: optional(fc.integer({ min: 0, max: 120 })),
  citizenships: optional(codes),
  personal: optional(
    fc.record({
      birthDate: date,
      documents: fc.array(
        fc.record({ type: code, number: fc.string().map((end) => SECRET + end.trim().slice(0, 9)) }),
        { maxLength: 2 },
      ),
      phones: fc.constant([SECRET]),
      emails: fc.constant([SECRET]),
    }),
  ),
};
const place = fc.record({ code: optional(code), country: optional(code), kind: optional(code) });
const anyComplaint = fc
  .record({
    reported: fc.constantFrom("trafficking", "related-offence"),
    relatedOffences: optional(codes),
    factsFrom: optional(date),
    factsTo: date,
    place,
    channel: code,
    complainant: fc.record({
      kind: fc.constantFrom("named", "identity-reserved", "anonymous"),
      person: optional(fc.record(someone)),
    }),
    victims: fc.array(
      fc.record({ ...someone, exploitationFrom: optional(date), exploitationTo: optional(date) }),
      { maxLength: 4 },
    ),
    suspects: fc.array(
      fc.record({
        ...someone,
        relationships: fc.array(
          fc.record({ victim: optional(fc.integer({ min: 1, max: 6 }).map(person)), kind: code }),
          { maxLength: 2 },
        ),
      }),
      { maxLength: 3 },
    ),
    acts: codes,
    means: codes,
    purposes: codes,
    platforms: optional(codes),
    route: optional(fc.array(fc.record({ from: optional(place), on: optional(date) }), { maxLength: 2 })),
    vehicles: optional(fc.constant([{ personal: { plate: SECRET } }])),
  })
  .map((generated) => Complaint.safeParse(JSON.parse(JSON.stringify(generated))))
  .filter((parsed) => parsed.success)
  .map(({ data }) => data);

test("it never throws, knows its own codes, points into the complaint and repeats nothing personal", () => {
  const known = new Set<string>([...COMPLAINT_FAULTS, ...COMPLAINT_WARNINGS]);
  fc.assert(
    fc.property(anyComplaint, (generated) => {
      const { faults, warnings } = validateComplaint(generated, prepared, WHEN);
      for (const { pointer, code: said, found } of [...faults, ...warnings]) {
        expect(known.has(said)).toBe(true);
        expect(pointer).toMatch(/^(\/[A-Za-z0-9]+)+$/);
        if (pointer.includes("/personal")) expect(found).toBeUndefined();
      }
      expect(JSON.stringify([faults, warnings])).not.toContain(SECRET);
    }),
    { numRuns: 500 },
  );
});

test("a fault of one person stays when others are added", () => {
  fc.assert(
    fc.property(anyComplaint, (generated) => {
      const before = said(validateComplaint(generated, prepared, WHEN).faults);
      const more = { ...generated, victims: [...generated.victims, { personId: person(99) }] };
      const after = said(validateComplaint(more, prepared, WHEN).faults);
      expect(after).toEqual(before);
    }),
  );
});
