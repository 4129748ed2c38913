// Reads the little Markdown the guides use: headings, paragraphs, lists, tables, bold. Pictures are for the paper.

export type GuideBlock =
  | { kind: "title" | "heading" | "paragraph"; text: string }
  | { kind: "bullets" | "steps"; items: string[] }
  | { kind: "table"; head: string[]; rows: string[][] };

/** Blocks in order; a line that is none of the known kinds is a paragraph. */
export function readGuide(markdown: string): GuideBlock[] {
  return markdown
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== "" && !block.startsWith("!["))
    .map(blockOf);
}

function blockOf(block: string): GuideBlock {
  const lines = block.split("\n");
  if (block.startsWith("## ")) return { kind: "heading", text: block.slice(3) };
  if (block.startsWith("# ")) return { kind: "title", text: block.slice(2) };
  if (lines.every((line) => line.startsWith("- "))) {
    return { kind: "bullets", items: lines.map((line) => line.slice(2)) };
  }
  if (lines.every((line) => /^\d+\. /.test(line))) {
    return { kind: "steps", items: lines.map((line) => line.replace(/^\d+\. /, "")) };
  }
  if (lines.every((line) => line.startsWith("|"))) {
    const [head = [], , ...rows] = lines.map(cellsOf);
    return { kind: "table", head, rows };
  }
  return { kind: "paragraph", text: lines.join(" ") };
}

const cellsOf = (line: string) =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());

/** `a **b** c` as parts in turn plain and bold. */
export const boldParts = (text: string): string[] => text.split("**");
