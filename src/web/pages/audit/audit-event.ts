// The audit trail as the administration is told it, page by page, newest first.
import { useCallback, useEffect, useRef, useState } from "react";
import * as z from "zod/mini";
import { type AuditEvent, AuditPage } from "#src/schema/audit.ts";
import { RequestFailed, request } from "../../request.ts";
import { type AuditFilter, auditQuery } from "./audit-filter.ts";

export type { AuditEvent } from "#src/schema/audit.ts";

const isSignIn = (action: string) =>
  /^(session\.(sign-in|passkey|single-sign-on)|enrolment\.begin)$/.test(action);

/** What an event recorded beside who and when. */
export function detailOf({ detail }: AuditEvent): Record<string, unknown> {
  return typeof detail === "object" && detail !== null ? (detail as Record<string, unknown>) : {};
}

/** Nobody is signed in before signing in: then it is whose login was used. */
export const whoOf = (event: AuditEvent): string | null =>
  event.officer ?? (isSignIn(event.action) ? event.subject : null);

const BY_THE_CLOCK =
  /^(alert\.(escalate|mail|tell-prosecutors)|audit\.(forward|watch)|canary\.watch|demo\.|log\.cosign|posting\.bound|review\.make|session\.(forget|idle)|unit\.settle)/;
const AT_THE_TERMINAL = /^(key\.|ledger\.verify|officer\.first|register\.)/;

/** Who it was where no officer signed in: the register by itself, whoever keeps the server, or somebody unknown. */
export const withoutOfficer = ({ action }: AuditEvent): "register" | "server" | "nobody" =>
  BY_THE_CLOCK.test(action) ? "register" : AT_THE_TERMINAL.test(action) ? "server" : "nobody";

/** The action, with a successful attempt to sign in told from one that failed. */
export function actionOf(event: AuditEvent): string {
  return isSignIn(event.action) && detailOf(event).outcome === "signed-in"
    ? "session.sign-in.done"
    : event.action;
}

/** A wrong password is recorded as an attempt that was dealt with; for whoever reads, it was refused. */
export function outcomeOf(event: AuditEvent): string {
  const { outcome } = detailOf(event);
  const refused =
    isSignIn(event.action) && outcome !== undefined && outcome !== "signed-in" && outcome !== "begun";
  return refused ? "refused" : event.outcome;
}

/** Ids are random: eight characters tell them apart. */
export const shortId = (text: string): string =>
  text.replace(/^([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f-]{22}$/, "$1");

const OverseenAnswer = z.object({
  officers: z.array(
    z.object({
      officerId: z.string(),
      name: z.string(),
      login: z.string(),
      unitId: z.nullable(z.string()),
    }),
  ),
});
export type Overseen = z.infer<typeof OverseenAnswer>["officers"][number];

/** Officers by name or login, for those who oversee; of one letter there would be too many. */
export async function findOverseen(search: string): Promise<readonly Overseen[]> {
  if (search.length < 2) return [];
  const asked = new URLSearchParams({ search });
  return (await request("GET", `/api/audit/officers?${asked.toString()}`, OverseenAnswer)).officers;
}

export interface AuditInUse {
  events: readonly AuditEvent[] | undefined;
  hasMore: boolean;
  loading: boolean;
  failure: RequestFailed | undefined;
  more: () => void;
}

/** What the filter asks for, by days of this time zone; more of it is asked for by its place, so nothing comes twice. */
export function useAudit(filter: AuditFilter, timeZone: string): AuditInUse {
  const asked = auditQuery(filter, timeZone);
  const [events, setEvents] = useState<readonly AuditEvent[]>();
  const [next, setNext] = useState<string | null>(null);
  const [loading, setLoading] = useState(true);
  const [failure, setFailure] = useState<RequestFailed>();
  const turn = useRef(0);
  const ask = useCallback(
    async (before: readonly AuditEvent[], cursor: string | null) => {
      const mine = ++turn.current;
      setLoading(true);
      setFailure(undefined);
      try {
        const query = new URLSearchParams(asked);
        if (cursor !== null) query.set("cursor", cursor);
        const path = `/api/audit?${query.toString()}`;
        const { events: page, next: following } = await request("GET", path, AuditPage);
        if (mine !== turn.current) return;
        setEvents([...before, ...page]);
        setNext(following);
      } catch (error) {
        if (mine !== turn.current) return;
        setFailure(error instanceof RequestFailed ? error : new RequestFailed("internal", 0));
      }
      setLoading(false);
    },
    [asked],
  );
  useEffect(() => {
    setEvents(undefined);
    void ask([], null);
    return () => {
      turn.current += 1;
    };
  }, [ask]);
  return { events, hasMore: next !== null, loading, failure, more: () => void ask(events ?? [], next) };
}
