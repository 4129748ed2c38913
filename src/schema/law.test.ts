// A pack's law that contradicts itself is refused, with the path that is wrong.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Law, parseLaw } from "./law.ts";

const text = readFileSync(new URL("../../packs/pe/law.json", import.meta.url), "utf8");
const fresh = (): Law => JSON.parse(text);

function refusal(change: (law: Law) => void): string {
  const law = fresh();
  change(law);
  try {
    parseLaw(law);
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
  return "accepted";
}

/** The version at this place of the list; the tests know the law they change. */
function version(law: Law, index: number): Law["versions"][number] {
  const found = law.versions[index];
  if (!found) throw new Error(`no version ${index}`);
  return found;
}

test.each(["pe", "palermo"])("the law of %s holds", (id) => {
  const law = parseLaw(
    JSON.parse(readFileSync(new URL(`../../packs/${id}/law.json`, import.meta.url), "utf8")),
  );
  expect(law.id).toBe(id);
});

test("Peru has its seven versions, the last open, and 21 related offences or more", () => {
  const law = parseLaw(fresh());
  expect(law.versions.map(({ id, from }) => `${id} ${from}`)).toEqual([
    "pe-1991 1991-04-09",
    "pe-2004 2004-06-09",
    "pe-2007 2007-01-17",
    "pe-2014 2014-10-22",
    "pe-2017 2017-01-07",
    "pe-2019 2019-06-19",
    "pe-2021 2021-03-31",
  ]);
  expect(law.versions.at(-1)?.to).toBeNull();
  const isRelated = (offence: Law["offences"][number]) =>
    offence.kind === "related" || offence.periods.some(({ kind }) => kind === "related");
  expect(law.offences.filter(isRelated).length).toBeGreaterThanOrEqual(21);
});

describe("refused", () => {
  test.each<[string, (law: Law) => void, string]>([
    [
      "versions that overlap",
      (law) => {
        version(law, 2).from = "2007-01-16";
      },
      "versions.2",
    ],
    [
      "a version that ends before it starts",
      (law) => {
        version(law, 1).to = "2004-01-01";
      },
      "versions.1",
    ],
    [
      "an open version before another",
      (law) => {
        version(law, 5).to = null;
      },
      "versions.6",
    ],
    [
      "a day that does not exist",
      (law) => {
        version(law, 0).from = "1991-04-31";
      },
      "versions.0.from",
    ],
    [
      "two versions of one name",
      (law) => {
        version(law, 1).id = "pe-1991";
      },
      "versions.1",
    ],
    ["a code without a gist", (law) => void delete law.gists.acts.retention, "retention"],
    [
      "a gist for a code the version does not know",
      (law) => void law.gists.acts.retention?.[0]?.versions.push("pe-2004"),
      "gists.acts.retention",
    ],
    [
      "a means that counts as one that is not there",
      (law) => {
        version(law, 2).means = version(law, 2).means.filter(({ code }) => code !== "deprivation-of-liberty");
      },
      "versions.2.means",
    ],
    ["a circumstance nobody describes", (law) => void law.circumstances.shift(), "public-office"],
    [
      "an offence there twice",
      (law) => void law.offences.push(structuredClone(law.offences[0] as Law["offences"][number])),
      "offences.",
    ],
    [
      "a sentence missing",
      (law) => void Reflect.deleteProperty(law.reasons, "act-missing"),
      "reasons.act-missing",
    ],
    [
      "an unknown placeholder",
      (law) => {
        law.reasons["act-missing"].es += " {name}";
      },
      "reasons.act-missing",
    ],
    [
      "languages that say different things",
      (law) => {
        law.reasons["act-present"].en = "An act.";
      },
      "reasons.act-present",
    ],
    [
      "a condition on a fact that does not exist",
      (law) => void Object.assign(law.offences[0] ?? {}, { condition: { colour: ["red"] } }),
      "offences.0.condition",
    ],
    [
      "a condition on an unknown code",
      (law) => void Object.assign(law.offences[0] ?? {}, { condition: { acts: ["unspecified"] } }),
      "offences.0.condition",
    ],
    ["an unknown key", (law) => void Object.assign(law, { extra: 1 }), "extra"],
    [
      "a law that needs a means and names none",
      (law) => {
        version(law, 0).meansNeededForAdults = true;
      },
      "versions.0.means",
    ],
  ])("%s", (_, change, path) => {
    const message = refusal(change);
    expect(message).not.toBe("accepted");
    expect(message).toContain(path);
  });
});
