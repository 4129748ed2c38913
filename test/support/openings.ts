// Openings of names of the week that is over, sealed into the audit log, for tests of the ombudsman's sample.
import { randomUUID } from "node:crypto";
import { expect, vi } from "vitest";
import { auditChores } from "#src/main/audit-chores.ts";
import { type TestServer, UNITS } from "./server.ts";

/** Seals an opening as the vault writes it. */
export async function sealOpening(
  server: TestServer,
  { login, at, caseId, ...change }: { login: string; at: string; caseId: string } & Record<string, unknown>,
): Promise<void> {
  const [officer] = await server.rows<{ id: string }>(
    "select officer_id as id from officers where login = $1",
    [login],
  );
  const event = {
    ...{ v: 2, at, officerId: officer?.id, unitId: UNITS.regional, role: "investigator", outcome: "done" },
    ...{ action: "case.names.open", caseId, requestId: randomUUID() },
    ...{ detail: {}, purpose: "investigation", classes: ["victim-identity"] },
    ...change,
  };
  await server.rows("select write_audit_event($1::jsonb, sha256($2::bytea))", [
    JSON.stringify(event),
    randomUUID(),
  ]);
}

/** Waits until the log has signed everything there is. */
export async function sealed(server: TestServer): Promise<void> {
  const whole = `select not exists (select from log_queue where log = 'audit')
      and (select max(size) from ledger_checkpoints where log = 'audit')
        = (select count(*) from ledger_leaves where log = 'audit') as whole`;
  await vi.waitFor(async () => expect(await server.rows(whole)).toEqual([{ whole: true }]), {
    timeout: 20_000,
  });
}

/** Draws as if the week had ended after all that the log has signed so far but for the newest. */
export async function drawAnew(server: TestServer): Promise<void> {
  for (const table of ["verdicts", "answers", "questions"]) await server.rows(`delete from opening_${table}`);
  for (const table of ["drawn_openings", "opening_draw_units", "opening_draws"])
    await server.rows(`delete from ${table}`);
  await server.rows(`update ledger_checkpoints set published_at = published_at - interval '14 days' where log = 'audit'
    and published_at > now() - interval '7 days' and size < (select max(size) from ledger_checkpoints where log = 'audit')`);
  await auditChores(server.house).drawOpenings();
}
