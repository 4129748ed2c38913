// The part of the marked journey that is oversight: what is reviewed, judged and ordered, each with a reason in words.
import { randomUUID } from "node:crypto";
import { type Company, done } from "./marked-journey.ts";
import type { TestServer } from "./server.ts";

/** The emergency opening reviewed, an opening judged, a key asked for: each with a reason in words. */
export async function overseen({ by, marks }: Company, server: TestServer, caseId: string): Promise<void> {
  const list = (await by("auditor").get("/api/audit/reviews")).json as { waiting: { itemId: string }[] };
  const review = `/api/audit/reviews/${list.waiting[0]?.itemId}/marks`;
  const mark = { markId: randomUUID(), conclusion: "explained", note: marks.next("Llamó la madre de ") };
  await done(by("auditor").send("POST", review, mark), 204);
  const [openingId, week] = [randomUUID(), "2026-01-05"];
  await server.rows(
    `insert into opening_draws
       (week, ended_at, since, first_leaf, log_size, root, percent, at_least, openings, drawn, made_at)
     values ($1, now(), now(), 0, 1, sha256('drawn'), 5, 5, 1, 1, now())`,
    [week],
  );
  await server.rows(
    `insert into drawn_openings (opening_id, week, event_hash, officer_id, unit_id, role, case_id, classes, purpose, opened_at, place)
     select $1, $2, event_hash, officer_id, unit_id, role, case_id, '{}', 'investigation', happened_at, 0
     from audit_events where case_id = $3 and action = 'case.names.open' limit 1`,
    [openingId, week, caseId],
  );
  const verdict = { verdictId: randomUUID(), verdict: "justified", reason: marks.next("Para ubicar a ") };
  await done(by("auditor").send("POST", `/api/audit/sample/${openingId}/verdicts`, verdict), 204);
  const order = { orderId: randomUUID(), act: "rotate", keyClass: "facts", version: 2 };
  const reason = marks.next("La copió quien acompañaba a ");
  await done(by("custodian").send("POST", "/api/keys/orders", { ...order, reason }), 201);
  for (const [login, path] of [
    ["auditor", "/api/audit/reviews"],
    ["auditor", "/api/audit/sample"],
    ["custodian", "/api/keys"],
  ] as const)
    if (!marks.isIn((await by(login).get(path)).text)) throw new Error(`${path} shows no note`);
}
