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
