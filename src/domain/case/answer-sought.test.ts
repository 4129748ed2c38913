// Looking for cases by an added question: what may be asked of it, and what is wrong with the asking.
import { expect, test } from "vitest";
import type { DatedVariable } from "#src/schema/variable.ts";
import { type AnswerAsked, answerSought } from "./answer-sought.ts";
import { prepareVariables } from "./validate-variables.ts";

const label = { es: "q", en: "q" };
const asked = (code: string, more: Partial<DatedVariable>): DatedVariable => ({
  ...{ code, label, type: "yes-no", subject: "victim", personal: false, validFrom: "2026-01-01" },
  ...more,
});
const prepared = prepareVariables({
  variables: [
    asked("mark", {}),
    asked("ended", { validTo: "2026-02-01" }),
    asked("boat", { type: "code", catalogue: "boat" }),
    asked("boats", { type: "codes", catalogue: "boat" }),
    asked("trips", { type: "number" }),
    asked("seen-on", { type: "date" }),
    asked("words", { type: "text", personal: true }),
    asked("sealed", { type: "number", personal: true }),
  ],
  catalogues: { boat: { id: "boat", label, source: "test", items: [{ code: "canoe", label }] } },
});

test.each<[string, AnswerAsked, object | undefined]>([
  ["nothing", {}, undefined],
  ["yes", { variable: "mark", answer: "yes" }, { variable: "mark", is: "yes" }],
  ["not known", { variable: "trips", answer: "unknown" }, { variable: "trips", is: "unknown" }],
  ["of a question that ended", { variable: "ended", answer: "no" }, { variable: "ended", is: "no" }],
  ["an option", { variable: "boat", answer: "canoe" }, { variable: "boat", is: "canoe" }],
  ["one of several", { variable: "boats", answer: "canoe" }, { variable: "boats", is: "canoe" }],
  [
    "at least so many",
    { variable: "trips", from: "3" },
    { variable: "trips", type: "number", from: 3, to: null },
  ],
  [
    "between two",
    { variable: "trips", from: "-3", to: "10" },
    { variable: "trips", type: "number", from: -3, to: 10 },
  ],
  [
    "in a month",
    { variable: "seen-on", from: "2026-02", to: "2026-02" },
    { variable: "seen-on", type: "date", from: "2026-02-01", to: "2026-02-28" },
  ],
])("%s is looked for", (_, sought, found) =>
  expect(answerSought(sought, prepared)).toEqual({ sought: found }));

test.each<[string, AnswerAsked, string]>([
  ["an answer to nothing", { answer: "yes" }, "/variable required"],
  ["a question there is not", { variable: "constructor", answer: "yes" }, "/variable unknown-variable"],
  ["what is sealed", { variable: "sealed", from: "1" }, "/variable unknown-variable"],
  ["own words", { variable: "words", answer: "Ana" }, "/variable unknown-variable"],
  ["no answer", { variable: "mark" }, "/answer required"],
  ["no end", { variable: "trips" }, "/answer required"],
  ["what does not answer", { variable: "mark", answer: "perhaps" }, "/answer wrong-answer"],
  ["an option there is not", { variable: "boats", answer: "ark" }, "/answer wrong-answer"],
  ["one number", { variable: "trips", answer: "3" }, "/answer wrong-answer"],
  ["a span of what has none", { variable: "mark", from: "1" }, "/answer required"],
  ["both", { variable: "trips", answer: "unknown", from: "1" }, "/answer wrong-answer"],
  ["a number in words", { variable: "trips", from: "tres" }, "/answerFrom wrong-answer"],
  ["no day", { variable: "seen-on", to: "2026-13" }, "/answerTo wrong-answer"],
])("%s is not", (_, sought, fault) => {
  const found = answerSought(sought, prepared);
  expect("faults" in found && found.faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([fault]);
});
