// Watches a unit's inbox: the register's event stream says when to look, and once a minute it is looked at anyway.
import * as z from "zod/mini";
import { AlertLine } from "#src/schema/case.ts";
import { tellCaseNews } from "./case-news.ts";
import { RequestFailed, request } from "./request.ts";

const Inbox = z.object({ alerts: z.array(AlertLine) });

/** However silent the stream, no alert waits longer than this for an open screen, in milliseconds. */
const LOOK_ANYWAY_MS = 60_000;
/** Least time between two looks while news keep coming. */
const APART_MS = 250;
/** How long until a stream the browser has given up is opened again; the last repeats. */
const REOPEN_MS = [2_000, 5_000, 15_000, 30_000] as const;

export interface AlertListener {
  /** The open alerts, oldest first. */
  alerts: (alerts: AlertLine[]) => void;
  failed: (failure: RequestFailed) => void;
  /** An alert was raised; told in one tab of a browser, and also while the screen is locked. */
  raised: () => void;
  /** Whether news arrive at once; while false only the look once a minute finds them. */
  connected: (connected: boolean) => void;
}

export interface AlertWatch {
  look: () => void;
  stop: () => void;
}

/** Starts watching; every event, reconnection and return to the page leads to one look at the inbox. */
export function watchAlerts(listener: AlertListener): AlertWatch {
  const ended = new AbortController();
  const look = inboxLooks(listener, ended.signal);
  const stream = openStream(listener, look, ended.signal);
  const timer = setInterval(look, LOOK_ANYWAY_MS);
  const onReturn = () => {
    if (document.visibilityState === "visible") look();
  };
  document.addEventListener("visibilitychange", onReturn, { signal: ended.signal });
  window.addEventListener("online", onReturn, { signal: ended.signal });
  look();
  return {
    look,
    stop: () => {
      clearInterval(timer);
      ended.abort();
      stream.close();
    },
  };
}

/** Looks that are asked for during a look are joined into one more after it. */
function inboxLooks(listener: AlertListener, signal: AbortSignal): () => void {
  let looking = false;
  let again = false;
  const run = async () => {
    do {
      again = false;
      try {
        const { alerts } = await request("GET", "/api/alerts?state=open", Inbox, { signal });
        if (!signal.aborted) listener.alerts(alerts);
      } catch (error) {
        if (!signal.aborted && error instanceof RequestFailed) listener.failed(error);
      }
      if (again) await new Promise((resolve) => setTimeout(resolve, APART_MS));
    } while (again && !signal.aborted);
    looking = false;
  };
  return () => {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    void run();
  };
}

/** One stream a browser: each holds a connection, and six open tabs would leave none for anything else. */
function openStream(listener: AlertListener, look: () => void, signal: AbortSignal): { close: () => void } {
  const tabs = openTabs(listener, look);
  const lines = { current: undefined as (() => void) | undefined };
  const connect = () => {
    lines.current = connectStream(
      {
        connected: (connected) => {
          listener.connected(connected);
          tabs.tell({ kind: "connected", connected });
        },
        raised: listener.raised,
        directed: (caseId) => {
          tellCaseNews(caseId);
          tabs.tell({ kind: "directed", caseId });
        },
        news: () => {
          look();
          tabs.tell({ kind: "news" });
        },
        givenUp: look,
      },
      signal,
    );
  };
  const close = () => {
    lines.current?.();
    tabs.close();
  };
  if (!("locks" in navigator)) {
    connect();
    return { close };
  }
  navigator.locks
    .request("reta-alert-stream", { signal }, () => {
      connect();
      return new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    })
    .catch(() => undefined);
  return { close };
}

type Said =
  | { kind: "connected"; connected: boolean }
  | { kind: "news" }
  | { kind: "directed"; caseId: string | undefined }
  | { kind: "asked" };

/** The tab that holds the stream tells the others; a tab that has just opened asks how it stands. */
function openTabs(listener: AlertListener, look: () => void) {
  const channel = new BroadcastChannel("reta-alerts");
  let holds = false;
  let connected = false;
  channel.onmessage = ({ data: said }: MessageEvent<Said>) => {
    if (said.kind === "news") look();
    else if (said.kind === "directed") tellCaseNews(said.caseId);
    else if (said.kind === "connected") listener.connected(said.connected);
    else if (holds) channel.postMessage({ kind: "connected", connected } satisfies Said);
  };
  channel.postMessage({ kind: "asked" } satisfies Said);
  return {
    tell: (said: Said) => {
      holds = true;
      if (said.kind === "connected") connected = said.connected;
      channel.postMessage(said);
    },
    close: () => channel.close(),
  };
}

interface StreamListener {
  connected: (connected: boolean) => void;
  raised: () => void;
  /** Something was directed in a case the reader has; without a case, that it may have been missed. */
  directed: (caseId?: string) => void;
  news: () => void;
  givenUp: () => void;
}

/** Opens the stream and keeps it open; answers the way to end it. */
function connectStream(listener: StreamListener, signal: AbortSignal): () => void {
  let source: EventSource | undefined;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    if (signal.aborted) return;
    source = new EventSource("/api/alerts/stream");
    // Sent first after every connection: what happened while nobody listened is in the inbox.
    source.addEventListener("sync", () => {
      failures = 0;
      listener.connected(true);
      listener.news();
      listener.directed();
    });
    source.addEventListener("direction", ({ data }: MessageEvent<string>) => listener.directed(caseIn(data)));
    source.addEventListener("alert", listener.raised);
    source.addEventListener("alert", listener.news);
    source.addEventListener("acknowledged", listener.news);
    source.onerror = () => {
      listener.connected(false);
      // The browser reconnects by itself after a broken line, but gives up after an answer that is no stream.
      if (source?.readyState !== EventSource.CLOSED) return;
      listener.givenUp();
      timer = setTimeout(open, REOPEN_MS[Math.min(failures, REOPEN_MS.length - 1)]);
      failures += 1;
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

function caseIn(event: string): string | undefined {
  try {
    return (JSON.parse(event) as { caseId?: string }).caseId;
  } catch {
    return undefined;
  }
}
