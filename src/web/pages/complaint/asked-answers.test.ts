// What of a draft's answers goes along: those the page asks today, of the case and of everybody in it.
import { expect, test } from "vitest";
import { prepareVariables } from "#src/domain/case/validate-variables.ts";
import type { DatedVariable } from "#src/schema/variable.ts";
import { withAskedAnswers } from "./asked-answers.ts";

const asked = (code: string, more: Partial<DatedVariable>): DatedVariable => ({
  ...{ code, label: { es: code, en: code }, type: "yes-no", subject: "victim", personal: false },
  ...{ validFrom: "2026-01-01", ...more },
});
const prepared = prepareVariables({
  variables: [
    asked("here", { section: "victim" }),
    asked("words", { section: "facts", subject: "case", type: "text", personal: true }),
    asked("ended", { section: "victim", validTo: "2026-05-31" }),
    asked("elsewhere", {}),
  ],
  catalogues: {},
});

test("a question that ended, was moved or taken back keeps nobody from registering", () => {
  const answers = { here: "yes", ended: "nonsense", elsewhere: 3, gone: "yes", constructor: "x" };
  const document = {
    factsTo: "2026-05",
    variables: { personal: { words: "una lancha", gone: "Ana" } },
    victims: [{ personId: "p", variables: { answers } }, { personId: "q" }],
    suspects: [{ personId: "r", variables: { answers: { ended: "yes" } } }],
  };
  expect(withAskedAnswers(document, prepared, "2026-06-01")).toEqual({
    factsTo: "2026-05",
    variables: { personal: { words: "una lancha" } },
    victims: [{ personId: "p", variables: { answers: { here: "yes" } } }, { personId: "q" }],
    suspects: [{ personId: "r", variables: { answers: {} } }],
  });
  const before = withAskedAnswers(document, prepared, "2026-05-31");
  expect(before.victims).toMatchObject([{ variables: { answers: { here: "yes", ended: "nonsense" } } }, {}]);
});

test("what is no document yet stays as it is", () => {
  expect(withAskedAnswers({}, prepared, "2026-06-01")).toEqual({});
  const odd = { victims: "?", variables: null };
  expect(withAskedAnswers(odd, prepared, "2026-06-01")).toEqual(odd);
});
