// The vault's door: a unix socket that answers requests of whoever was handed the secret, one after the other or many.
import { randomBytes } from "node:crypto";
import { chmodSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { readFrames, writeFrame } from "./frames.ts";
import { CHALLENGE_BYTES, isProof, proofOf } from "./handshake.ts";

/** What a request is answered with: a value, or the code of a problem, and of a limit when it is free again (ISO 8601). */
export type VaultAnswer = { value: unknown } | { problem: string; freeAt?: string };

/** Answers one request; what it throws is told to nobody. */
export type Answering = (operation: string, input: unknown) => Promise<VaultAnswer>;

export interface VaultDoor {
  close(): Promise<void>;
}

/** Longest a stranger may take to show the secret. */
const PATIENCE_MS = 5_000;
/** And the most that is read before. */
const STRANGER_MAX = 4_096;

export async function openVaultDoor(
  path: string,
  secret: Buffer,
  answer: Answering,
  failed: (error: unknown) => void,
): Promise<VaultDoor> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    greet(socket, secret, answer, failed);
  });
  rmSync(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function greet(socket: Socket, secret: Buffer, answer: Answering, failed: (error: unknown) => void): void {
  const challenge = randomBytes(CHALLENGE_BYTES).toString("hex");
  let known = false;
  const patience = setTimeout(() => {
    if (!known) socket.destroy();
  }, PATIENCE_MS);
  socket.on("close", () => clearTimeout(patience));
  socket.on("data", () => {
    if (!known && socket.bytesRead > STRANGER_MAX) socket.destroy();
  });
  readFrames(socket, (message) => {
    const { id, operation, input, proof, challenge: theirs } = message as Record<string, unknown>;
    if (!known) {
      if (!isProof("server", secret, challenge, proof)) {
        socket.destroy();
        return;
      }
      known = true;
      writeFrame(socket, { proof: proofOf("vault", secret, String(theirs)) });
      return;
    }
    void answer(String(operation), input)
      .catch((error: unknown): VaultAnswer => {
        failed(error);
        return { problem: "internal" };
      })
      .then((answered) => {
        if (!socket.destroyed) writeFrame(socket, { id, ...answered });
      });
  });
  writeFrame(socket, { challenge });
}
