// Wake-ups between server processes over LISTEN and NOTIFY: they say that there is news, never what.
import { Client, type Pool } from "pg";

const CHANNEL = "reta_wake";
/** Pause before a lost listening connection is opened again, in milliseconds. */
const AGAIN_MS = 1_000;
/** Wake-ups closer together than this travel as one: a notification takes a lock that all commits share. */
const JOIN_MS = 20;

export interface Wake {
  /** Tells every other process; returns at once and never fails (they look by themselves every second as well). */
  tell(): void;
  close(): Promise<void>;
}

/** Tells every process that listens; for one that does not listen itself. */
export async function tellOthers(pool: Pool): Promise<void> {
  await pool.query(`select pg_notify('${CHANNEL}', '')`);
}

/** Listens on a connection of its own, opened again whenever it is lost. */
export async function openWake(url: string, pool: Pool, onWake: () => void): Promise<Wake> {
  let client: Client | undefined;
  let closed = false;
  let waiting: NodeJS.Timeout | undefined;
  let retry: NodeJS.Timeout | undefined;

  async function listen(): Promise<void> {
    const next = new Client({ connectionString: url, application_name: "reta-wake", keepAlive: true });
    next.on("notification", onWake);
    next.on("error", () => undefined);
    next.on("end", () => {
      if (!closed) retry = setTimeout(() => void listen().catch(() => undefined), AGAIN_MS);
    });
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
      client = next;
      if (closed) await next.end();
      // What came while nobody listened.
      else onWake();
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
  }

  await listen();
  return {
    tell() {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        tellOthers(pool).catch(() => undefined);
      }, JOIN_MS);
    },
    async close() {
      closed = true;
      clearTimeout(waiting);
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
