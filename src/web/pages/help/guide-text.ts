// Reads the little Markdown the guides use: headings, paragraphs, lists, tables, commands; bold, emphasis, code and links in
// them. Pictures and the way to the other language are for the paper.

export type GuideBlock =
  | { kind: "title" | "heading" | "paragraph"; text: string }
  | { kind: "bullets" | "steps"; items: string[] }
  | { kind: "commands"; text: string }
  | { kind: "table"; head: string[]; rows: string[][] };

/** Blocks in order; a line that is none of the known kinds is a paragraph. */
export function readGuide(markdown: string): GuideBlock[] {
  return markdown
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== "" && !block.startsWith("![") && !/^\[[^\]]+\]\([^)]+\)$/.test(block))
    .map(blockOf);
}

function blockOf(block: string): GuideBlock {
  const lines = block.split("\n");
  if (block.startsWith("```")) return { kind: "commands", text: lines.slice(1, -1).join("\n") };
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

/** A stretch of text: as it is, bold, emphasised, or a command or name to be typed. */
export interface GuidePart {
  kind: "plain" | "bold" | "emphasis" | "code";
  text: string;
}

const PARTS = /\*\*(.+?)\*\*|\*([^*]+)\*|`([^`]+)`|\[([^\]]+)\]\([^)]+\)/g;

/** A text in its parts, in order. Of a link the words remain: what it leads to lies beside the program, not in it. */
export function partsOf(text: string): GuidePart[] {
  const parts: GuidePart[] = [];
  let at = 0;
  for (const found of text.matchAll(PARTS)) {
    const [whole, bold, emphasis, code, link = ""] = found;
    if (found.index > at) parts.push({ kind: "plain", text: text.slice(at, found.index) });
    if (bold !== undefined) parts.push({ kind: "bold", text: bold });
    else if (emphasis !== undefined) parts.push({ kind: "emphasis", text: emphasis });
    else if (code !== undefined) parts.push({ kind: "code", text: code });
    else parts.push({ kind: "plain", text: link });
    at = found.index + whole.length;
  }
  if (at < text.length) parts.push({ kind: "plain", text: text.slice(at) });
  return parts;
}
