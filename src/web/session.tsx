// Who is signed in: asked once at the start, kept for every screen, asked again on top of the page when it has ended.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import * as z from "zod/mini";
import { SessionView } from "#src/schema/case.ts";
import { forgetTab } from "./offline/tab-cipher.ts";
import { signWithPasskey } from "./passkey.ts";
import { onSessionEnded, onSessionLocked, RequestFailed, request } from "./request.ts";
import { onTabTold, tellTabs } from "./session-tabs.ts";
import { useLock } from "./use-lock.ts";

export interface SessionInUse {
  /** Undefined while unknown or signed out. */
  session: SessionView | undefined;
  /** `unreachable` when the register did not answer the first question. */
  state: "asking" | "signed-out" | "signed-in" | "unreachable";
  /** The session ended while the page was open: the page goes out of sight, a dialog asks to sign in again. */
  ended: boolean;
  /** Nobody used the page for a while, or the officer locked it: it is out of sight until they prove to be there. */
  locked: boolean;
  lock: () => void;
  /** The officer has proved to be there. */
  unlock: () => void;
  /** An alert came while the screen was locked. */
  alerted: boolean;
  tellAlerted: () => void;
  ask: () => void;
  signIn: (login: string, password: string, code?: string) => Promise<void>;
  signInWithPasskey: () => Promise<void>;
  signOut: () => Promise<void>;
  setTraining: (training: boolean) => Promise<void>;
  /** Goes on under a delegation, or (null) back under the own posting; the page starts anew. */
  standIn: (delegationId: string | null) => Promise<void>;
  /** Goes on under another of the own postings; the page starts anew. */
  workAs: (postingId: string) => Promise<void>;
  changePassword: (current: string, next: string) => Promise<void>;
}

const Context = createContext<SessionInUse | undefined>(undefined);

export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<SessionView>();
  const [state, setState] = useState<SessionInUse["state"]>("asking");
  const [ended, setEnded] = useState(false);
  const [locked, setLocked] = useState(false);
  const [alerted, setAlerted] = useState(false);

  const ask = useCallback(() => {
    request("GET", "/api/session", SessionView)
      .then((view) => {
        setSession(view);
        setLocked(view.locked);
        setState("signed-in");
      })
      .catch((error: unknown) => {
        const signedOut = error instanceof RequestFailed && error.status === 401;
        setState(signedOut ? "signed-out" : "unreachable");
      });
  }, []);
  useEffect(() => ask(), [ask]);
  useEffect(() => onSessionEnded(() => setEnded(true)), []);
  useEffect(() => onSessionLocked(() => setLocked(true)), []);
  useEndsAt(session?.expiresAt, setEnded);
  const lockUnused = useCallback((unused: boolean) => {
    setLocked(true);
    tellTabs("locked");
    void tellRegister(unused);
  }, []);
  const working = session !== undefined && !session.mustEnrol && !locked && !ended;
  useLock(working, session?.lockAfter ?? 0, lockUnused);
  const lock = useCallback(() => lockUnused(false), [lockUnused]);
  const { officerId, postingId } = session ?? {};
  useEffect(() => {
    if (!officerId) return;
    return onTabTold((said) => {
      if (said === "signed-out") return setEnded(true);
      if (said === "locked") return setLocked(true);
      if (said === "used") return;
      // All tabs share one cookie: whoever signed in elsewhere must not write under this officer's name.
      request("GET", "/api/session", SessionView)
        .then((view) => {
          if (view.officerId !== officerId || view.postingId !== postingId) return location.assign("/");
          setSession(view);
          setEnded(false);
          setLocked(view.locked);
          setAlerted(false);
        })
        .catch(() => undefined);
    });
  }, [officerId, postingId]);

  const enter = useCallback(
    (view: SessionView) => {
      // Another officer never sees what the first one left on the screen.
      if (session && session.officerId !== view.officerId) {
        tellTabs("signed-in");
        return location.assign("/");
      }
      setSession(view);
      setState("signed-in");
      setEnded(false);
      setLocked(view.locked);
      setAlerted(false);
      tellTabs("signed-in");
    },
    [session],
  );
  const unlock = useCallback(() => {
    request("GET", "/api/session", SessionView)
      .then(enter)
      .catch(() => undefined);
  }, [enter]);
  const tellAlerted = useCallback(() => setAlerted(true), []);
  const signIn = useCallback(
    async (login: string, password: string, code?: string) =>
      enter(await request("POST", "/api/session", SessionView, { body: { login, password, code } })),
    [enter],
  );
  const signInWithPasskey = useCallback(
    async () => enter(await signWithPasskey("/api/session/passkey")),
    [enter],
  );
  const signOut = useCallback(async () => {
    await request("DELETE", "/api/session", z.unknown()).catch((error: unknown) => {
      // A session that ended by itself is what was asked for.
      if (!(error instanceof RequestFailed && error.status === 401)) throw error;
    });
    tellTabs("signed-out");
    forgetTab();
    // A full load leaves nothing of this officer in the page's memory.
    location.assign("/");
  }, []);
  const setTraining = useCallback(async (training: boolean) => {
    setSession(await request("PUT", "/api/session/mode", SessionView, { body: { training } }));
  }, []);
  const standIn = useCallback(async (delegationId: string | null) => {
    await request("PUT", "/api/session/delegation", SessionView, { body: { delegationId } });
    tellTabs("signed-in");
    location.assign("/");
  }, []);
  const workAs = useCallback(async (postingId: string) => {
    await request("PUT", "/api/session/posting", SessionView, { body: { postingId } });
    tellTabs("signed-in");
    location.assign("/");
  }, []);
  const changePassword = useCallback(
    async (current: string, next: string) => {
      await request("PUT", "/api/session/password", z.unknown(), { body: { current, next } });
      ask();
    },
    [ask],
  );

  const value = useMemo(
    () => ({
      session,
      state,
      ended,
      locked,
      alerted,
      ask,
      lock,
      unlock,
      tellAlerted,
      signIn,
      signInWithPasskey,
      signOut,
      setTraining,
      standIn,
      workAs,
      changePassword,
    }),
    [
      session,
      state,
      ended,
      locked,
      alerted,
      ask,
      lock,
      unlock,
      tellAlerted,
      signIn,
      signInWithPasskey,
      signOut,
      setTraining,
      standIn,
      workAs,
      changePassword,
    ],
  );
  return <Context value={value}>{children}</Context>;
}

/** Between two tries to tell the register of a lock while there is no line. */
const AGAIN_MS = 5_000;

/** The lock holds on the server too, so that neither a reload nor another window opens what this one has closed. */
async function tellRegister(unused: boolean): Promise<void> {
  for (;;) {
    try {
      return void (await request("POST", "/api/session/lock", z.unknown(), { body: { unused } }));
    } catch (error) {
      if (!(error instanceof RequestFailed) || (error.status > 0 && error.status < 500)) return;
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** Tells when the session's time is up, so that the officer is asked before the next click fails. */
function useEndsAt(expiresAt: string | undefined, setEnded: (ended: boolean) => void) {
  useEffect(() => {
    if (!expiresAt) return;
    const left = new Date(expiresAt).getTime() - Date.now();
    // A clock far off would close the dialog of a session that is good; then only the server's answer counts.
    if (left <= 0 || left > 2 ** 31 - 1) return;
    const timer = setTimeout(() => {
      request("GET", "/api/session", SessionView).catch((error: unknown) => {
        if (error instanceof RequestFailed && error.status === 401) setEnded(true);
      });
    }, left + 1000);
    return () => clearTimeout(timer);
  }, [expiresAt, setEnded]);
}

export function useSession(): SessionInUse {
  const value = useContext(Context);
  if (!value) throw new Error("useSession outside SessionProvider");
  return value;
}

/** The session of a page that is only shown to people signed in. */
export function useOfficer(): SessionView {
  const { session } = useSession();
  if (!session) throw new Error("useOfficer without a session");
  return session;
}
