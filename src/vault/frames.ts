// Messages on the vault's socket: four bytes of length, then JSON in UTF-8.
import type { Socket } from "node:net";

/** Largest message: a case file with all its narratives opened is far below it. */
const FRAME_MAX = 64 * 1024 * 1024;

export function writeFrame(socket: Socket, message: unknown): void {
  const body = Buffer.from(JSON.stringify(message));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  socket.write(Buffer.concat([length, body]));
}

/** Calls `take` with each whole message. A message that is no JSON, or too long, ends the connection. */
export function readFrames(socket: Socket, take: (message: unknown) => void, max = FRAME_MAX): void {
  let kept: Buffer[] = [];
  let size = 0;
  socket.on("data", (chunk: Buffer) => {
    kept.push(chunk);
    size += chunk.length;
    try {
      for (;;) {
        if (size < 4) return;
        let whole = kept.length === 1 ? (kept[0] as Buffer) : Buffer.concat(kept);
        const length = whole.readUInt32BE(0);
        if (length > max) throw new RangeError("a message that is too long");
        kept = [whole];
        if (size < 4 + length) return;
        const message: unknown = JSON.parse(whole.toString("utf8", 4, 4 + length));
        whole = whole.subarray(4 + length);
        kept = [whole];
        size = whole.length;
        take(message);
      }
    } catch (error) {
      socket.destroy(error as Error);
    }
  });
}
