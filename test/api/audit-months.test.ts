// The trail is asked some months at a time: who follows its pages meets each event once.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AuditEvent } from "#src/schema/audit.ts";
import { type Client, startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let auditor: Client;
beforeAll(async () => {
  server = await startServer();
  auditor = await server.signIn("auditor");
});
afterAll(() => server?.close());

test("pages go on from month to month: followed to their end they are the whole trail of an officer, once", async () => {
  const officer = (
    await server.rows<{ id: string }>("select officer_id as id from officers where login = 'registrar2'")
  )[0]?.id;
  // Three events in each of sixty months, and sixty more in each of the last two: pages end within and between months.
  await server.rows("select make_audit_partitions((now() - interval '5 years')::date, now()::date)");
  await server.rows(
    `insert into audit_events (happened_at, officer_id, action, outcome, request_id, body, event_hash)
     select date_trunc('milliseconds', now()) - m * interval '1 month' - n * interval '7 minutes', $1, 'case.list',
       case when n = 1 and m % 20 = 0 then 'refused' else 'done' end, gen_random_uuid()::text, '{"detail": {}}',
       sha256((m::text || ' ' || n::text)::bytea)
     from generate_series(0, 59) as m, generate_series(1, case when m in (0, 1) then 63 else 3 end) as n`,
    [officer],
  );
  const [{ last } = { last: 0 }] = await server.rows<{ last: number }>(
    "select max(event_id)::int as last from audit_events",
  );
  const follow = async (query: string) => {
    const events: AuditEvent[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { json } = await auditor.get(
        `/api/audit?officer=${officer}${query}${cursor && `&cursor=${cursor}`}`,
      );
      const page = json as { events: AuditEvent[]; next: string | null };
      events.push(...page.events);
      cursor = page.next;
    }
    // Each page read is an event about the officer, too.
    return events.map(({ eventId }) => eventId).filter((id) => id <= last);
  };
  const trail = async (condition: string) =>
    (
      await server.rows<{ id: number }>(
        `select event_id::int as id from audit_events where (officer_id = $1 or subject_id = $1)
           and event_id <= $2 and ${condition} order by happened_at desc, event_id desc`,
        [officer, last],
      )
    ).map(({ id }) => id);
  const year = new Date(Date.now() - 365 * 86_400_000).toISOString();
  const whole = await trail("true");
  expect(whole.length).toBeGreaterThanOrEqual(300);
  expect(await follow("")).toEqual(whole);
  expect(await follow("&outcome=refused")).toEqual(await trail("outcome = 'refused'"));
  expect(await follow(`&from=${year}`)).toEqual(await trail(`happened_at >= '${year}'`));
  expect(await follow(`&to=${year}`)).toEqual(await trail(`happened_at < '${year}'`));
});
