// The inbox on every screen of those who are alerted: counted in the header and the title, heard, and said aloud.
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { isAlerted } from "#src/domain/access/duties.ts";
import type { AlertLine } from "#src/schema/case.ts";
import { isSoundReady, isSoundWanted, readySound, ring, setSoundWanted } from "./alert-sound.ts";
import { type AlertWatch, watchAlerts } from "./alert-watch.ts";
import { useWords } from "./messages/words.tsx";
import { useLabels } from "./pack.tsx";
import type { RequestFailed } from "./request.ts";
import { useOfficer, useSession } from "./session.tsx";
import { setWaitingAlerts } from "./title.ts";

export interface LiveAlerts {
  /** Open alerts, oldest first; undefined until the first answer. */
  alerts: readonly AlertLine[] | undefined;
  /** Cases with an open alert: several units may have been alerted of one. */
  waiting: number;
  failure: RequestFailed | undefined;
  /** False while the register cannot be heard; undefined before the first connection. */
  connected: boolean | undefined;
  look: () => void;
  sound: "off" | "needs-press" | "on";
  setSound: (on: boolean) => void;
}

const Context = createContext<LiveAlerts | undefined>(undefined);

/** Undefined for roles without an inbox, and in training, where nothing is alerted. */
export const useLiveAlerts = () => useContext(Context);

export function LiveAlertsProvider({ children }: { children: ReactNode }) {
  const { role, training, delegation } = useOfficer();
  const hears = delegation === null || delegation.rights.includes("alerts");
  const onDuty = isAlerted(role) && !training && hears;
  return onDuty ? <OnDuty>{children}</OnDuty> : children;
}

function OnDuty({ children }: { children: ReactNode }) {
  const { expiresAt } = useOfficer();
  const [alerts, setAlerts] = useState<readonly AlertLine[]>();
  const [failure, setFailure] = useState<RequestFailed>();
  const [connected, setConnected] = useState<boolean>();
  const watch = useRef<AlertWatch>(undefined);
  const { locked, tellAlerted } = useSession();
  const isLocked = useRef(locked);
  isLocked.current = locked;
  const sound = useSound();
  // A new session after the old one ended needs a new stream: its time of ending tells them apart.
  useEffect(() => {
    if (!expiresAt) return;
    watch.current = watchAlerts({
      alerts: (open) => {
        setAlerts(open);
        setFailure(undefined);
      },
      failed: setFailure,
      // A locked screen reads nothing, but it calls for its officer.
      raised: () => {
        if (!isLocked.current) return;
        ring();
        tellAlerted();
      },
      connected: setConnected,
    });
    return () => watch.current?.stop();
  }, [expiresAt, tellAlerted]);
  // What came while it was locked is read when it opens again.
  useEffect(() => {
    if (!locked) watch.current?.look();
  }, [locked]);
  const announcement = useNews(alerts);
  const waiting = countCases(alerts ?? []);
  useEffect(() => {
    setWaitingAlerts(waiting);
    return () => setWaitingAlerts(0);
  }, [waiting]);
  const look = useCallback(() => watch.current?.look(), []);
  const value = useMemo(
    () => ({ alerts, waiting, failure, connected: connected && failure === undefined, look, ...sound }),
    [alerts, waiting, failure, connected, look, sound],
  );
  return (
    <Context value={value}>
      {children}
      <p className="hidden" aria-live="polite">
        {announcement}
      </p>
    </Context>
  );
}

const countCases = (alerts: readonly AlertLine[]) => new Set(alerts.map(({ caseId }) => caseId)).size;

/** Rings for alerts that were not there before, and gives the sentence that is said to those who hear the page. */
function useNews(alerts: readonly AlertLine[] | undefined): string {
  const { say } = useWords();
  const { label } = useLabels();
  const known = useRef<Set<string>>(undefined);
  const [announcement, setAnnouncement] = useState("");
  useEffect(() => {
    if (!alerts) return;
    const before = known.current;
    known.current = new Set(alerts.map(({ alertId }) => alertId));
    const fresh = before ? alerts.filter(({ alertId }) => !before.has(alertId)) : [];
    const [first] = fresh;
    if (!first) return;
    ring();
    const place = first.placeCode ? label("place", first.placeCode) : say("duty.noPlace");
    setAnnouncement(
      countCases(fresh) === 1
        ? say("duty.new", { verdict: say(`verdict.${first.verdict}`), place, n: countCases(alerts) })
        : say("duty.newSeveral", { n: countCases(fresh), open: countCases(alerts) }),
    );
  }, [alerts, say, label]);
  return announcement;
}

function useSound(): Pick<LiveAlerts, "sound" | "setSound"> {
  const [wanted, setWanted] = useState(isSoundWanted);
  const [ready, setReady] = useState(isSoundReady);
  // Whoever wanted sound yesterday has it again from the first press of anything today.
  useEffect(() => {
    if (!wanted || ready) return;
    const onPress = () => void readySound().then(setReady);
    document.addEventListener("pointerdown", onPress);
    document.addEventListener("keydown", onPress);
    return () => {
      document.removeEventListener("pointerdown", onPress);
      document.removeEventListener("keydown", onPress);
    };
  }, [wanted, ready]);
  const setSound = useCallback((on: boolean) => {
    setSoundWanted(on);
    setWanted(on);
    if (on) {
      void readySound().then((heard) => {
        setReady(heard);
        // So that whoever turned it on knows what to listen for.
        ring();
      });
    }
  }, []);
  const sound = wanted ? (ready ? "on" : "needs-press") : "off";
  return useMemo(() => ({ sound, setSound }), [sound, setSound]);
}
