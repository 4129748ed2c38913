// Invented people: names, documents and phones that belong to nobody, each given out once.
import type { IdentityDocument, PersonName } from "#src/schema/person.ts";
import type { PeopleLists } from "./lists.ts";
import type { Random } from "./random.ts";

export type Sex = "female" | "male";

/** Hands out what must be unique across the demo register. */
export interface PersonSource {
  readonly random: Random;
  readonly lists: PeopleLists;
  name(sex: Sex, foreign?: boolean): PersonName;
  /** A DNI from 00000001 up: numbers never issued. */
  dni(): IdentityDocument;
  foreignId(country: string): IdentityDocument;
  /** +51 900 000 000 to 900 000 699: a range that is not in use; circles have the numbers from 701. */
  phone(): string;
  address(): string;
}

export function personSource(lists: PeopleLists, random: Random): PersonSource {
  let documents = 0;
  let phones = 0;
  const given = (sex: Sex) => (sex === "female" ? lists.givenFemale : lists.givenMale);
  return {
    random,
    lists,
    name(sex, foreign = false) {
      const surnames = foreign ? lists.foreignSurnames : lists.surnames;
      const first = random.pick(given(sex));
      const second = random.pick(given(sex));
      return {
        paternalSurname: random.pick(surnames),
        ...(random.chance(0.93) && { maternalSurname: random.pick(surnames) }),
        givenNames: second === first || random.chance(0.35) ? first : `${first} ${second}`,
      };
    },
    dni: () => ({ type: "dni", number: String(++documents).padStart(8, "0"), country: "pe" }),
    foreignId: (country) => ({
      type: "foreign-id",
      number: `X${String(++documents).padStart(7, "0")}`,
      country,
    }),
    phone() {
      if (phones >= 700) throw new Error("no invented phone number left");
      return `+51900000${String(phones++).padStart(3, "0")}`;
    },
    address: () => `${random.pick(lists.streets)} ${random.int(100, 999)}`,
  };
}

/** A birth date that makes somebody `age` years old on that day and for some weeks before. */
export function birthDateFor(age: number, onDay: string, random: Random): string {
  const year = Number(onDay.slice(0, 4)) - age;
  const birthday = new Date(Date.UTC(year, Number(onDay.slice(5, 7)) - 1, Number(onDay.slice(8, 10))));
  birthday.setUTCDate(birthday.getUTCDate() - random.int(45, 330));
  return birthday.toISOString().slice(0, 10);
}
