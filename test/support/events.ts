// An open screen for tests: the stream of server-sent events, read as they come.
import type { Client } from "./server.ts";

export interface StreamEvent {
  event: string;
  data: { alertId?: string; caseId?: string };
  /** Milliseconds of `performance.now()` at which it came. */
  at: number;
}

export interface Screen {
  status: number;
  events: readonly StreamEvent[];
  /** Resolves when the server has ended the stream. */
  ended: Promise<void>;
  close(): void;
}

/** Opens `/api/alerts/stream` of a server with the client's cookie, in its browser; `events` grows as they arrive. */
export async function openScreen(url: string, client: Client, userAgent?: string): Promise<Screen> {
  const abort = new AbortController();
  const response = await fetch(`${url}/api/alerts/stream`, {
    headers: { cookie: client.cookie, ...(userAgent !== undefined && { "user-agent": userAgent }) },
    signal: abort.signal,
  });
  const events: StreamEvent[] = [];
  const read = async () => {
    let rest = "";
    for await (const chunk of response.body ?? []) {
      const blocks = (rest + new TextDecoder().decode(chunk)).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const field = (name: string) =>
          block
            .split("\n")
            .find((line) => line.startsWith(`${name}: `))
            ?.slice(name.length + 2);
        const event = field("event");
        if (event !== undefined)
          events.push({ event, data: JSON.parse(field("data") ?? "{}"), at: performance.now() });
      }
    }
  };
  const ended = read().catch(() => undefined);
  return { status: response.status, events, ended, close: () => abort.abort() };
}
