// A client of the alert stream: one open connection that notes when which alert came.
import { type ClientRequest, request } from "node:http";

export interface Listener {
  unitId: string;
  /** Milliseconds since 1970, with fractions, by alert id. */
  arrivals: Map<string, number>;
  /** Times the same alert came again. */
  repeated: number;
  close(): void;
}

/** The clock of all figures: wall time as precise as the monotonic clock. */
export const now = (): number => performance.timeOrigin + performance.now();

/** Opens the stream on a socket of its own; resolves when the server has said that it listens. */
export function listen(url: string, cookie: string, unitId: string): Promise<Listener> {
  return new Promise((resolve, reject) => {
    let open: ClientRequest | undefined;
    const listener: Listener = { unitId, arrivals: new Map(), repeated: 0, close: () => open?.destroy() };
    open = request(`${url}/api/alerts/stream`, { agent: false, headers: { cookie } }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`the stream answered ${answer.statusCode}`));
      let rest = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => {
        const at = now();
        const events = (rest + chunk).split("\n\n");
        rest = events.pop() ?? "";
        for (const event of events) note(listener, event, at);
        resolve(listener);
      });
      answer.on("error", () => undefined);
    });
    open.on("error", reject);
    open.end();
  });
}

function note(listener: Listener, event: string, at: number): void {
  if (!event.startsWith("event: alert\n")) return;
  const { alertId } = JSON.parse(event.slice(event.indexOf("data: ") + 6)) as { alertId: string };
  if (listener.arrivals.has(alertId)) listener.repeated += 1;
  else listener.arrivals.set(alertId, at);
}
