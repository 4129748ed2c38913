// The line to the vault: one connection, requests by number; when it breaks whoever waits learns it, and it is tried anew.
import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { readFrames, writeFrame } from "./frames.ts";
import { CHALLENGE_BYTES, isProof, proofOf } from "./handshake.ts";

/** The vault does not answer: identities stay closed, everything else goes on. */
export class VaultUnavailable extends Error {
  override readonly name = "VaultUnavailable";
}

/** The vault answered with the code of a problem. */
export class VaultRefused extends Error {
  override readonly name = "VaultRefused";
  readonly code: string;
  /** Of a limit, when it is free again (ISO 8601). */
  readonly freeAt: string | undefined;
  constructor(code: string, freeAt?: string) {
    super(code);
    this.code = code;
    this.freeAt = freeAt;
  }
}

/** What the vault answers when an entry that decides is in no signed checkpoint yet: no problem of whoever asked. */
export const LOG_BEHIND = "log.behind";

export interface VaultPlace {
  socket: string;
  secret: Buffer;
}

export interface VaultLine {
  ask<T>(operation: string, input: unknown): Promise<T>;
  close(): void;
}

/** Longest wait for an answer: opening takes milliseconds, verifying every value asks for more. */
const ANSWER_MS = 15_000;
const GREETING_MS = 10_000;

interface Connection {
  socket: Socket;
  ask(operation: string, input: unknown, patience: number): Promise<unknown>;
}

/** A line to wherever `reach` says the vault is; it is asked again after each break. */
export function openVaultLine(reach: () => Promise<VaultPlace>): VaultLine {
  let connection: Promise<Connection> | undefined;
  const connected = () => {
    connection ??= reach()
      .then(greet)
      .then((made) => {
        made.socket.on("close", () => {
          connection = undefined;
        });
        return made;
      })
      .catch((error: unknown) => {
        connection = undefined;
        throw error instanceof VaultUnavailable
          ? error
          : new VaultUnavailable("no connection", { cause: error });
      });
    return connection;
  };
  return {
    async ask<T>(operation: string, input: unknown) {
      const patience = operation.startsWith("check") ? 60 * 60_000 : ANSWER_MS;
      return (await (await connected()).ask(operation, input, patience)) as T;
    },
    close() {
      void connection?.then(({ socket }) => socket.destroy()).catch(() => undefined);
    },
  };
}

async function greet({ socket: path, secret }: VaultPlace): Promise<Connection> {
  const socket = connect(path);
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const gone = new VaultUnavailable("the vault has gone");
  let open = () => {};
  let fail = (_: Error) => {};
  const greeted = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  const patience = setTimeout(() => socket.destroy(), GREETING_MS);
  const mine = randomBytes(CHALLENGE_BYTES).toString("hex");
  socket.on("error", () => undefined);
  socket.on("close", () => {
    clearTimeout(patience);
    fail(gone);
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
  });
  readFrames(socket, (message) => {
    const { id, value, problem, freeAt, challenge, proof } = message as Record<string, unknown>;
    if (challenge !== undefined) {
      writeFrame(socket, { proof: proofOf("server", secret, String(challenge)), challenge: mine });
    } else if (proof !== undefined) {
      // Another program on the vault's socket would be told which names are wanted, and why.
      if (isProof("vault", secret, mine, proof)) open();
      else socket.destroy();
    } else {
      const asked = waiting.get(Number(id));
      waiting.delete(Number(id));
      if (problem === undefined) asked?.resolve(value);
      else
        asked?.reject(new VaultRefused(String(problem), freeAt === undefined ? undefined : String(freeAt)));
    }
  });
  await greeted;
  clearTimeout(patience);
  let number = 0;
  return {
    socket,
    ask(operation, input, limit) {
      const id = ++number;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new VaultUnavailable("the vault did not answer in time"));
        }, limit);
        const done =
          <A>(then: (given: A) => void) =>
          (given: A) => {
            clearTimeout(timer);
            then(given);
          };
        waiting.set(id, { resolve: done(resolve), reject: done(reject) });
        writeFrame(socket, { id, operation, input });
      });
    },
  };
}
