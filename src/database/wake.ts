// Wake-ups between server processes over LISTEN and NOTIFY: they say that there is news, never what.
import { Client, type Pool } from "pg";

/** One channel for each thing to look at: alerts that were raised or answered, rules that were changed. */
const CHANNELS = { alerts: "reta_wake", rules: "reta_rules" } as const;
export type WakeTopic = keyof typeof CHANNELS;
/** Pause before a lost listening connection is opened again, in milliseconds. */
const AGAIN_MS = 1_000;
/** Wake-ups closer together than this travel as one: a notification takes a lock that all commits share. */
const JOIN_MS = 20;

export interface Wake {
  /** Tells every other process; returns at once and never fails (they look by themselves every second as well). */
  tell(topic: WakeTopic): void;
  close(): Promise<void>;
}

/** Tells every process that listens; for one that does not listen itself. */
export async function tellOthers(pool: Pool, topic: WakeTopic = "alerts"): Promise<void> {
  await pool.query(`select pg_notify('${CHANNELS[topic]}', '')`);
}

/** Listens on a connection of its own, opened again whenever it is lost. */
export async function openWake(
  url: string,
  pool: Pool,
  onWake: Readonly<Record<WakeTopic, () => void>>,
): Promise<Wake> {
  let client: Client | undefined;
  let closed = false;
  const waiting = new Map<WakeTopic, NodeJS.Timeout>();
  let retry: NodeJS.Timeout | undefined;

  async function listen(): Promise<void> {
    const next = new Client({ connectionString: url, application_name: "reta-wake", keepAlive: true });
    next.on("notification", ({ channel }) => onWake[channel === CHANNELS.rules ? "rules" : "alerts"]());
    next.on("error", () => undefined);
    next.on("end", () => {
      if (!closed) retry = setTimeout(() => void listen().catch(() => undefined), AGAIN_MS);
    });
    try {
      await next.connect();
      for (const channel of Object.values(CHANNELS)) await next.query(`listen ${channel}`);
      client = next;
      if (closed) await next.end();
      // What came while nobody listened.
      else for (const topic of Object.keys(CHANNELS)) onWake[topic as WakeTopic]();
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
  }

  await listen();
  return {
    tell(topic) {
      if (waiting.has(topic)) return;
      const send = () => {
        waiting.delete(topic);
        tellOthers(pool, topic).catch(() => undefined);
      };
      waiting.set(topic, setTimeout(send, JOIN_MS));
    },
    async close() {
      closed = true;
      for (const timer of waiting.values()) clearTimeout(timer);
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
