// JSON pointers (RFC 6901) into a complaint: reading and writing one field without touching the rest.

const partsOf = (pointer: string) => pointer.split("/").slice(1);

/** The value at the pointer, or `undefined`. Own members only, so that no pointer reaches into a prototype. */
export function readPointer(root: unknown, pointer: string): unknown {
  let node: unknown = root;
  for (const part of partsOf(pointer)) {
    if (node === null || typeof node !== "object" || !Object.hasOwn(node, part)) return undefined;
    node = (node as Record<string, unknown>)[part];
  }
  return node;
}

/**
 * Whether the pointer names each place of a list as everybody does: `/suspects/00` or `/suspects/0x0` would be written at
 * the first place and read at none, so that what is there would seem not to be.
 */
export function isPlain(root: unknown, pointer: string): boolean {
  let node: unknown = root;
  for (const part of partsOf(pointer)) {
    if (Array.isArray(node) && !/^(0|[1-9]\d*)$/.test(part)) return false;
    if (node === null || typeof node !== "object" || !Object.hasOwn(node, part)) return true;
    node = (node as Record<string, unknown>)[part];
  }
  return true;
}

/** A copy of `root` with the value at the pointer replaced; `undefined` removes it. Objects on the way are made. */
export function writePointer<T>(root: T, pointer: string, value: unknown): T {
  const write = (node: unknown, parts: readonly string[]): unknown => {
    const [part, ...rest] = parts;
    if (part === undefined) return value;
    if (Array.isArray(node)) {
      const copy = [...(node as unknown[])];
      copy[Number(part)] = write(copy[Number(part)], rest);
      return copy;
    }
    const copy = { ...(node as Record<string, unknown> | undefined) };
    const member = write(Object.hasOwn(copy, part) ? copy[part] : undefined, rest);
    if (member === undefined) delete copy[part];
    else copy[part] = member;
    return copy;
  };
  return write(root, partsOf(pointer)) as T;
}
