// A complaint as lines to read: every field that holds something, in the order of the page, people and legs as groups.
import { readPointer } from "#src/domain/case/pointer.ts";
import { type DatedVariable, hasList, variableAt } from "#src/schema/variable.ts";
import { formatPartialDate } from "../messages/times.ts";
import type { WordsInUse } from "../messages/words.tsx";
import { findCatalogueOf } from "./catalogue-at.ts";
import { ANSWER_LABELS, FIELD_LABELS, UNREAD } from "./field-labels.ts";
import type { Names } from "./use-names.ts";

export interface SummaryLine {
  pointer: string;
  label: string;
  text: string;
}
export interface SummaryGroup {
  pointer: string;
  /** Empty for the complaint itself. */
  title: string;
  lines: SummaryLine[];
}

export interface SummaryWords {
  words: Pick<WordsInUse, "say" | "sayCode">;
  /** What lists and added questions are called, and a code of a list. */
  names: Names;
  label: (catalogue: string, code: string) => string;
}

/** Groups in order; one without lines is a person of whom nothing is known, which is worth seeing. */
export function summarise(complaint: unknown, using: SummaryWords): SummaryGroup[] {
  const groups: SummaryGroup[] = [{ pointer: "", title: "", lines: [] }];
  walk(complaint, "", groups, 0, { root: complaint, using });
  return groups;
}

interface Walk {
  root: unknown;
  using: SummaryWords;
}

function walk(value: unknown, at: string, groups: SummaryGroup[], group: number, context: Walk): void {
  if (value === undefined || value === null) return;
  const key = at.slice(at.lastIndexOf("/") + 1);
  if (UNREAD.has(key)) return;
  if (Array.isArray(value) && value.some((item) => typeof item === "object")) {
    value.forEach((item: unknown, index) => {
      const title = context.using.words.say(FIELD_LABELS[key] ?? "app.more", { n: index + 1 });
      const outer = groups[group]?.title;
      groups.push({
        pointer: `${at}/${index}`,
        title: outer ? `${outer} · ${title}` : title,
        lines: [],
      });
      walk(item, `${at}/${index}`, groups, groups.length - 1, context);
    });
    return;
  }
  if (typeof value === "object" && !Array.isArray(value)) {
    const opensGroup = key === "complainant" || key === "place" || key === "recruitmentPlace";
    let inner = group;
    if (opensGroup) {
      groups.push({ pointer: at, title: labelOf(at, key, context), lines: [] });
      inner = groups.length - 1;
    }
    for (const [name, member] of Object.entries(value)) walk(member, `${at}/${name}`, groups, inner, context);
    return;
  }
  const text = textOf(value, at, key, context);
  if (text !== "") groups[group]?.lines.push({ pointer: at, label: labelOf(at, key, context), text });
}

function labelOf(at: string, key: string, { using }: Walk): string {
  const variable = variableAt(at);
  if (variable !== undefined) return using.names.variable(variable);
  const catalogue = findCatalogueOf(at);
  const known = FIELD_LABELS[key];
  const label = known
    ? using.words.say(known, { n: "" }).trim()
    : catalogue
      ? using.names.catalogue(catalogue)
      : key === "kind"
        ? using.words.say("complaint.complainantKind")
        : key;
  // The two ends of a leg hold the same fields.
  const end = /\/(from|to)\//.exec(at)?.[1];
  return end ? `${using.words.say(end === "from" ? "route.from" : "route.to")}: ${label}` : label;
}

// What was asked in another way before the question was known here stays as it was written.
function answerText(
  answer: unknown,
  variable: DatedVariable | undefined,
  { words, label }: SummaryWords,
): string {
  const one = (text: string): string => {
    if (variable === undefined || variable.type === "text" || variable.type === "number") return text;
    if (YES_NO.has(text)) return words.sayCode("yesno", text, "yesno.unknown");
    return hasList(variable.type) ? label(variable.catalogue ?? "", text) : formatPartialDate(text);
  };
  return Array.isArray(answer) ? answer.map((code) => one(String(code))).join(", ") : one(String(answer));
}

const YES_NO = new Set(["yes", "no", "unknown", "not-asked"]);

function textOf(value: unknown, at: string, key: string, { root, using }: Walk): string {
  const { words, label } = using;
  const variable = variableAt(at);
  if (variable !== undefined) return answerText(value, using.names.findVariable(variable), using);
  if (typeof value === "number") return String(value);
  const catalogue = findCatalogueOf(at);
  if (Array.isArray(value))
    return value.map((item) => (catalogue ? label(catalogue, String(item)) : item)).join(", ");
  const text = String(value);
  if (key === "victim") {
    const victims = readPointer(root, "/victims");
    const index = Array.isArray(victims)
      ? victims.findIndex((victim) => readPointer(victim, "/personId") === text)
      : -1;
    return index < 0 ? "" : words.say("complaint.victim", { n: index + 1 });
  }
  if (catalogue) return label(catalogue, text);
  const answer = ANSWER_LABELS[key]?.[text];
  if (answer) return words.say(answer);
  if (/^\d{4}(-\d\d){0,2}$/.test(text) && !at.includes("/documents/")) return formatPartialDate(text);
  return YES_NO.has(text) && !at.includes("/personal/")
    ? words.sayCode("yesno", text, "yesno.unknown")
    : text;
}
