// Our own strict tables: comma, no quotes, `#` comments before the header, every column named, no empty lines inside.

export interface CsvRow {
  /** Line in the file, from 1. */
  line: number;
  cells: Record<string, string>;
}

export interface CsvFault {
  line: number;
  field: string;
  found: string;
  expected: string;
}

/** Reads a table with exactly these columns. A row with a fault is left out of `rows`. */
export function readCsv(text: string, columns: readonly string[]): { rows: CsvRow[]; faults: CsvFault[] } {
  const rows: CsvRow[] = [];
  const faults: CsvFault[] = [];
  let header = false;
  for (const [index, raw] of text.split("\n").entries()) {
    const line = index + 1;
    const content = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    if (content === "" || (!header && content.startsWith("#"))) continue;
    const cells = content.split(",");
    if (!header) {
      header = true;
      if (content === columns.join(",")) continue;
      return { rows, faults: [{ line, field: "header", found: content, expected: columns.join(",") }] };
    }
    if (content.includes('"')) {
      faults.push({ line, field: "row", found: content, expected: "no quotation marks" });
    } else if (cells.length !== columns.length) {
      faults.push({
        line,
        field: "row",
        found: `${cells.length} cells`,
        expected: `${columns.length} cells`,
      });
    } else {
      rows.push({ line, cells: Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""])) });
    }
  }
  if (!header) faults.push({ line: 1, field: "header", found: "nothing", expected: columns.join(",") });
  return { rows, faults };
}
