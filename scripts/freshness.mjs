// Whether something built is that of the sources that are here: a digest of their names, sizes and times.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./install.mjs";

/** Digest of files and directories (recursively, without tests); a name that is not there counts as absent. */
export function digestOf(names) {
  const hash = createHash("sha1");
  for (const name of names) addTo(hash, name);
  return hash.digest("hex");
}

function addTo(hash, name) {
  const path = join(ROOT, name);
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status?.isDirectory()) {
    hash.update(`${name} ${status ? `${status.size} ${status.mtimeMs}` : "absent"}\n`);
    return;
  }
  for (const entry of readdirSync(path).sort())
    if (!/\.test\.tsx?$/.test(entry)) addTo(hash, `${name}/${entry}`);
}

/** The digest written beside what was built; undefined when it was never built. */
export function readStamp(name) {
  try {
    return readFileSync(join(ROOT, name), "utf8");
  } catch {
    return undefined;
  }
}
