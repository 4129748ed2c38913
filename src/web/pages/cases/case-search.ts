// What is searched for among cases: as typed, as asked of the register, and what is wrong with it.
import { readCaseNumber } from "#src/domain/case/case-number.ts";
import { firstDay, isPartialDate, lastDay } from "#src/schema/partial-date.ts";

export interface CaseSearch {
  number: string;
  place: string;
  /** Partial dates: a year or a month stands for all its days. */
  from: string;
  to: string;
  verdict: string;
  /** An added question, and its answer or the ends of a span; empty where none is asked for. */
  variable: string;
  answer: string;
  answerFrom: string;
  answerTo: string;
  mine: boolean;
  /** Only with a correction to decide. */
  pending: boolean;
}

export const EVERYTHING: CaseSearch = {
  number: "",
  place: "",
  from: "",
  to: "",
  verdict: "",
  variable: "",
  answer: "",
  answerFrom: "",
  answerTo: "",
  mine: false,
  pending: false,
};

export type SearchFault = "numberWrong" | "dateWrong" | "answerMissing" | "answerWrong";
export type SearchFaults = Partial<Record<keyof CaseSearch, SearchFault>>;

/** A number whose check character fails is told before anybody waits for an empty list. */
export function faultsOfSearch(search: CaseSearch): SearchFaults {
  const faults: SearchFaults = {};
  if (search.number.trim() !== "" && !readCaseNumber(search.number)) faults.number = "numberWrong";
  for (const name of ["from", "to"] as const) {
    if (search[name] !== "" && !isPartialDate(search[name])) faults[name] = "dateWrong";
  }
  const { variable, answer, answerFrom, answerTo } = search;
  if (variable !== "" && answer + answerFrom + answerTo === "") faults.answer = "answerMissing";
  for (const name of ["answerFrom", "answerTo"] as const)
    if (search[name] !== "" && !isEndOfSpan(search[name])) faults[name] = "answerWrong";
  return faults;
}

const isEndOfSpan = (text: string) => /^-?\d{1,10}$/.test(text) || isPartialDate(text);

/** The address of one page. */
export function casesPath(search: CaseSearch, cursor?: string): string {
  const asked = new URLSearchParams();
  const number = readCaseNumber(search.number);
  if (number) asked.set("number", number);
  if (search.place) asked.set("place", search.place);
  if (search.from) asked.set("from", firstDay(search.from));
  if (search.to) asked.set("to", lastDay(search.to));
  if (search.verdict) asked.set("verdict", search.verdict);
  if (search.variable)
    for (const name of ["variable", "answer", "answerFrom", "answerTo"] as const)
      if (search[name]) asked.set(name, search[name]);
  if (search.mine) asked.set("mine", "1");
  if (search.pending) asked.set("pending", "1");
  if (cursor) asked.set("cursor", cursor);
  const query = asked.toString();
  return query === "" ? "/api/cases" : `/api/cases?${query}`;
}
