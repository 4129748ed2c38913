// On which line of a JSON text each field stands, and which keys an object has twice.

/** How the path of a field is written: `[0].victims[0].id`, or as a JSON pointer. */
export interface PathForm {
  join(parent: string, key: string | number): string;
  /** The path without its last step; empty for the whole. */
  parent(path: string): string;
}

/** `[0].victims[0].id`: how `classify` names a field. */
export const DOTTED: PathForm = {
  join: (parent, key) =>
    typeof key === "number" ? `${parent}[${key}]` : parent === "" ? key : `${parent}.${key}`,
  parent: (path) => path.slice(0, Math.max(0, path.lastIndexOf("."), path.lastIndexOf("["))),
};

/** `/victims/0/id`: how the register names a field of a complaint, here and on the web (RFC 6901). */
export const POINTER: PathForm = {
  join: (parent, key) => `${parent}/${key}`,
  parent: (path) => path.slice(0, Math.max(0, path.lastIndexOf("/"))),
};

export interface Places {
  /** By path, the line (from 1) on which the field's key begins, or the value where it has none. */
  lines: ReadonlyMap<string, number>;
  repeated: readonly { path: string; line: number; first: number }[];
}

/** An object or list that is open: where it stands, and which member comes next. */
interface Open {
  path: string;
  /** The next index of a list; undefined in an object. */
  index: number | undefined;
  member: string;
  keyExpected: boolean;
  /** The line of each key of this object so far. */
  keys: Map<string, number>;
}

/** Reads a text that `JSON.parse` has accepted; without recursion, so that deep nesting is no limit. */
export function readPlaces(text: string, form: PathForm): Places {
  const lines = new Map<string, number>();
  const repeated: { path: string; line: number; first: number }[] = [];
  const open: Open[] = [];
  let line = 1;

  const pathOfValue = (): string => {
    const around = open.at(-1);
    if (around === undefined) {
      lines.set("", line);
      return "";
    }
    if (around.index === undefined) return around.member;
    const path = form.join(around.path, around.index);
    lines.set(path, line);
    return path;
  };
  const readKey = (around: Open, key: string): void => {
    around.member = form.join(around.path, key);
    const first = around.keys.get(key);
    if (first === undefined) around.keys.set(key, line);
    else repeated.push({ path: around.member, line, first });
    lines.set(around.member, line);
  };

  for (let at = 0; at < text.length; ) {
    const around = open.at(-1);
    const character = text.charAt(at);
    if (character === '"') {
      const end = endOfString(text, at);
      if (around?.keyExpected) readKey(around, JSON.parse(text.slice(at, end)) as string);
      else pathOfValue();
      at = end;
      continue;
    }
    if (character === "{" || character === "[") {
      const path = pathOfValue();
      const isList = character === "[";
      open.push({ path, index: isList ? 0 : undefined, member: path, keyExpected: !isList, keys: new Map() });
    } else if (character === "}" || character === "]") open.pop();
    else if (character === ":" && around) around.keyExpected = false;
    else if (character === "," && around) {
      if (around.index === undefined) around.keyExpected = true;
      else around.index += 1;
    } else if (character === "\n") line += 1;
    else if (character > " ") {
      pathOfValue();
      at = endOfWord(text, at);
      continue;
    }
    at += 1;
  }
  return { lines, repeated };
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

// A number, true, false or null ends where the structure goes on.
function endOfWord(text: string, start: number): number {
  let at = start;
  while (at < text.length && !' \t\r\n,]}"'.includes(text.charAt(at))) at += 1;
  return at;
}
