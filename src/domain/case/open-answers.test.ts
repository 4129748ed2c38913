// Answers as rows for reading: the open ones of everybody together, each once, in one order.
import { expect, test } from "vitest";
import type { VariableAnswers } from "#src/schema/variable.ts";
import { answersInCase, openAnswers } from "./open-answers.ts";

const person = (variables?: VariableAnswers) => ({ personId: "p", ...(variables && { variables }) });

test("sealed answers and those taken back are no rows", () => {
  const variables = {
    answers: { mark: "yes", gone: null as unknown as string, offers: ["cook", "study"] },
    personal: { words: "una rosa" },
  };
  expect(openAnswers({ variables })).toEqual({ mark: "yes", offers: ["cook", "study"] });
  expect(openAnswers({})).toEqual({});
});

test("a case has the different answers of itself and of everybody in it", () => {
  const victims = [
    person({ answers: { mark: "yes", sum: 10, offers: ["study", "cook"] } }),
    person({ answers: { mark: "no", sum: 9, offers: ["cook"] }, personal: { words: "x" } }),
    person({ answers: { mark: "yes", sum: "unknown", offers: ["unknown"] } }),
    person(),
  ];
  const suspects = [person({ answers: { "seen-on": "2026-01" } })];
  expect(answersInCase({ variables: { answers: { trips: -3 } }, victims, suspects })).toEqual({
    trips: [-3],
    mark: ["no", "yes"],
    sum: [9, 10, "unknown"],
    offers: ["cook", "study", "unknown"],
    "seen-on": ["2026-01"],
  });
  expect(answersInCase({ victims: [], suspects: [] })).toEqual({});
});
