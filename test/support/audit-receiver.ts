// A system elsewhere to which the audit trail is sent on: it keeps the lines it has answered for.
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";

export interface AuditReceiver {
  port: number;
  /** Lines of requests that were answered 204, in the order they came. */
  messages: string[];
  /** What it does with a request: takes it, reads it and answers 503, or ends the connection without an answer. */
  does: "take" | "refuse" | "cut";
  /** The token it asks for; empty: none. */
  asksFor: string;
  /** Requests it did not take. */
  turnedAway: number;
  close(): Promise<void>;
}

/** Listens on a free port of this machine. */
export async function openAuditReceiver(certificate: { cert: string; key: string }): Promise<AuditReceiver> {
  const server = createServer(certificate, (asked, answer) => {
    let text = "";
    asked.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
    });
    asked.on("end", () => {
      if (receiver.asksFor !== "" && asked.headers.authorization !== `Bearer ${receiver.asksFor}`) {
        receiver.turnedAway += 1;
        answer.writeHead(401).end();
        return;
      }
      if (receiver.does === "take") receiver.messages.push(...text.split("\n").filter((line) => line !== ""));
      else receiver.turnedAway += 1;
      if (receiver.does === "cut") asked.socket.destroy();
      else answer.writeHead(receiver.does === "take" ? 204 : 503).end();
    });
  });
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const receiver: AuditReceiver = {
    port: (server.address() as AddressInfo).port,
    messages: [],
    does: "take",
    asksFor: "",
    turnedAway: 0,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return receiver;
}
