// The files of the house as the architecture tests read them: path, room, text, and what each imports.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Source {
  /** From the checkout, with slashes. */
  path: string;
  text: string;
  /** The first folder below `src`; `main` for `src/main.ts` and its folder, empty outside `src`. */
  room: string;
  isTest: boolean;
}

export function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** Every file below the folders whose name ends in one of the endings. */
export function listSources(folders: readonly string[], endings: readonly string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
      .map(({ parentPath, name }) =>
        sourceAt(relative(ROOT, join(parentPath, name)).replaceAll(sep, posix.sep)),
      )
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  );
}

function sourceAt(path: string): Source {
  const room = /^src\/([^/]+)\//.exec(path)?.[1] ?? (path === "src/main.ts" ? "main" : "");
  return { path, text: read(path), room, isTest: /\.test\.tsx?$/.test(path) };
}

/** Names of the folders directly below one. */
export function listFolders(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** What a file imports, static or lazy, types included: as written, and as a path from the checkout when it is ours. */
export function importsOf({ path, text }: Source): { written: string; target: string | undefined }[] {
  const statements = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([^"\n]+)"/g);
  return [...statements].map(([, written = ""]) => {
    if (written.startsWith("#src/")) return { written, target: `src/${written.slice(5)}` };
    if (written.startsWith(".")) return { written, target: posix.join(dirname(path), written) };
    return { written, target: undefined };
  });
}

/** The text without comments, so that a sentence about the clock is not taken for a clock. */
export function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|\s)\/\/[^\n]*/g, "$1");
}
