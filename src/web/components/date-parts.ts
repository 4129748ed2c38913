// A partial date as the three parts people type, and back.

/** The parts as one partial date; a part that leaves a hole (a day without month) is kept and found at fault. */
export function joinDate(year: string, month: string, day: string): string {
  if (year === "" && month === "" && day === "") return "";
  const padded = (part: string) => (part === "" ? "" : part.padStart(2, "0"));
  const parts = [year, padded(month), padded(day)];
  while (parts.length > 1 && parts.at(-1) === "") parts.pop();
  return parts.join("-");
}

export function splitDate(value: string): [year: string, month: string, day: string] {
  const [year = "", month = "", day = ""] = value.split("-");
  return [year, month, day];
}
