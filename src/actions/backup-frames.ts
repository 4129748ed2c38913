// The form of a backup: marked pieces one after the other, so that it is written and read as a stream and a cut is seen.

/** What a piece is: the head, the beginning of a table, its rows, its end, and the manifest that ends the whole. */
export type FrameKind = "head" | "table" | "rows" | "end" | "manifest";

export interface Frame {
  readonly kind: FrameKind;
  readonly bytes: Buffer;
}

/** The file is no whole backup: another file, cut short, or altered. Nothing of it is kept. */
export class BackupDamaged extends Error {
  override readonly name = "BackupDamaged";
}

export const MAGIC = Buffer.from("reta-backup/1\n");
const KINDS: readonly FrameKind[] = ["head", "table", "rows", "end", "manifest"];
const HEAD_BYTES = 5;
/** Larger pieces are none of ours; a limit, so that a damaged length asks for no memory. */
const MOST_BYTES = 16 * 1024 * 1024;

/** One byte of kind, four of length, the bytes. */
export function frame(kind: FrameKind, content: Uint8Array | object): Buffer {
  const bytes = content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content));
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(KINDS.indexOf(kind));
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

/** Reads the pieces. Throws `BackupDamaged` when what comes is not one whole after the other, up to the manifest. */
export async function* readFrames(source: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  const bytes = reader(source);
  if (!(await bytes.take(MAGIC.length)).equals(MAGIC))
    throw new BackupDamaged("the file is no backup of a register");
  for (;;) {
    const head = await bytes.take(HEAD_BYTES);
    const kind = KINDS[head.readUInt8()];
    const length = head.readUInt32BE(1);
    if (kind === undefined || length > MOST_BYTES) throw new BackupDamaged("the backup is damaged");
    yield { kind, bytes: await bytes.take(length) };
    if (kind === "manifest") break;
  }
  if (!(await bytes.ended())) throw new BackupDamaged("something follows the end of the backup");
}

function reader(source: AsyncIterable<Uint8Array>) {
  const iterator = source[Symbol.asyncIterator]();
  let held: Buffer[] = [];
  let length = 0;
  const more = async (): Promise<boolean> => {
    const step = await iterator.next();
    if (step.done === true) return false;
    held.push(Buffer.from(step.value));
    length += step.value.length;
    return true;
  };
  return {
    async take(wanted: number): Promise<Buffer> {
      while (length < wanted)
        if (!(await more())) throw new BackupDamaged("the backup is cut short: its end is missing");
      const whole = held.length === 1 ? (held[0] as Buffer) : Buffer.concat(held, length);
      held = [whole.subarray(wanted)];
      length -= wanted;
      return whole.subarray(0, wanted);
    },
    ended: async () => length === 0 && !(await more()),
  };
}
