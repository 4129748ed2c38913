// `reta classify` as a process: answers, and bad input told by line, field, what was found and what was expected.
import { expect, test } from "vitest";
import { reta } from "../support/reta.ts";

const classify = (input: string, ...more: string[]) => reta(["classify", "-", ...more], { input });
const BOY = `{ "country": "pe", "factsTo": "2010-03-20", "acts": ["transport"], "means": [], "purposes": ["begging"],
  "victims": [{ "id": "v1", "ageAtFacts": 15 }] }`;

test("one gives one, a list gives a list, whatever the verdict; nothing is said on standard error", async () => {
  const one = await classify(BOY);
  expect(one).toMatchObject({ status: 0, stderr: "" });
  expect(JSON.parse(one.stdout)).toMatchObject({ verdict: "consistent", lawVersion: "pe-2007" });
  const two = await classify(`[${BOY}, ${BOY.replace("2010-03-20", "1980")}]`);
  expect(two.status).toBe(0);
  expect(JSON.parse(two.stdout)).toMatchObject([{ verdict: "consistent" }, { verdict: "not-consistent" }]);
  expect(await classify("[]")).toMatchObject({ status: 0, stdout: "[]\n" });
});

test("the file is as good as standard input, and named in what is wrong", async () => {
  expect((await reta(["classify", "examples/facts.json"])).status).toBe(0);
  const wrong = await reta(["classify", "package.json"]);
  expect(wrong).toMatchObject({ status: 2, stdout: "" });
  expect(wrong.stderr).toMatch(
    /package\.json: line 2: name: unknown-key: found "name", expected one of country /,
  );
});

const FACTS = `{
  "country": "pe",
  "factsTo": "2010-03-20",
  "acts": ["transport"],
  "means": [],
  "purposes": ["begging"],
  "victims": [
    { "id": "v1",
      "ageAtFacts": 15 }
  ]
}`;

test.each([
  ['"pe"', '"xx"', 'line 2: country: unknown-code: found "xx", expected a country that has a pack'],
  ["2010-03-20", "2010-02-30", 'line 3: factsTo: impossible-date: found "2010-02-30", expected a date'],
  ['["transport"]', '["lift"]', 'line 4: acts[0]: unknown-code: found "lift", expected one of recruitment '],
  ['"means": [],', "", "line 1: means: missing-key: found nothing, expected list"],
  ["15", "-1", "line 9: victims[0].ageAtFacts: impossible-age: found -1, expected at least 0"],
  ["15", "123", "line 9: victims[0].ageAtFacts: impossible-age: found 123, expected at most 122"],
  [
    '"id"',
    '"name.of": 1, "id"',
    'line 8: victims[0].name.of: unknown-key: found "name.of", expected one of id',
  ],
  [
    "15",
    '15, "ageMin": 16',
    "line 9: victims[0].ageAtFacts: contradictory-ages: found 15, expected an age from",
  ],
  [
    '"means": []',
    '"acts": []',
    "line 5: acts: duplicate-key: found it a second time, expected it once (first on line 4)",
  ],
  ["15", '15, "\\u0069d": "w"', "line 9: victims[0].id: duplicate-key: found it a second time"],
  ['"begging"]', '"begging"', 'line 7, column 12: found ":", expected JSON'],
])("instead of %s: %s", async (right, wrong, told) => {
  const answer = await classify(FACTS.replace(right, wrong));
  expect(answer).toMatchObject({ status: 2, stdout: "" });
  expect(answer.stderr).toContain(`standard input: ${told}`);
});

test("of a list every fault is told, each with its own line, and nothing is answered", async () => {
  const answer = await classify(
    `[\n${BOY},\n${FACTS.replace("15", "1.5")},\n${FACTS.replace('"pe"', '"zz"')},\n7]`,
  );
  expect(answer).toMatchObject({ status: 2, stdout: "" });
  const [age, country, seven] = answer.stderr.trim().split("\n");
  expect(age).toBe(
    "reta: standard input: line 12: [1].victims[0].ageAtFacts: wrong-type: found 1.5, expected whole number",
  );
  expect(country).toContain('line 16: [2].country: unknown-code: found "zz"');
  expect(seven).toBe("standard input: line 26: [3]: wrong-type: found 7, expected object");
});

test("the same key in two objects is no repetition, nor is a value that looks like a key", async () => {
  const two = FACTS.replace("15 }", '15 },\n{ "id": "ageAtFacts", "ageAtFacts": 16 }');
  expect((await classify(two)).status).toBe(0);
});

test("nothing at all, and what is nested a hundred thousand deep, end in a sentence", async () => {
  expect(await classify(" ")).toMatchObject({
    status: 2,
    stderr: "reta: standard input: line 1: found nothing, expected JSON\n",
  });
  const deep = await classify(`${'{"country":'.repeat(1e5)}1${"}".repeat(1e5)}`);
  expect(deep.status).toBe(2);
  expect(deep.stderr).toContain('line 1: country: wrong-type: found "an object"');
});

test("a usage nobody offers ends with 2 and the usage", async () => {
  const answer = await reta(["classify", "a", "b"]);
  expect(answer).toMatchObject({ status: 2, stdout: "" });
  expect(answer.stderr).toContain("unexpected argument: b\nexpected: reta classify [FILE]");
});
