// The requests of the matrix about numbers by which an officer is known: of one elsewhere, and of one in the own line.
import { randomUUID } from "node:crypto";
import { type Answer, type Client, type TestServer, UNITS } from "../../support/server.ts";

type Ask = (client: Client, role: string) => Promise<Answer>;
type Target = (role: string, place: "below" | "elsewhere") => { officerId: string };

const NUMBER = "30303030";

export async function markDoors(server: TestServer, target: Target): Promise<Record<string, Ask>> {
  // Beside everybody of the matrix and everybody asked about, so that either is the second person.
  await server.addOfficer("beside-affairs", "pe-inspectoria", "internal-affairs");
  await server.addOfficer("beside-prosecutor", UNITS.prosecutors, "prosecutor");
  const mark = server.house.real.register.staffMarks.of(NUMBER);
  const known = (officerId: string) =>
    server.rows(
      "insert into staff_marks (mark, officer_id, kind) values ($1, $2, 'identity-card') on conflict do nothing",
      [mark, officerId],
    );
  const leave = async (officerId: string) => {
    await server.rows(
      `delete from mark_withdrawal_answers where withdrawal_id in
        (select withdrawal_id from mark_withdrawals where officer_id = $1)`,
      [officerId],
    );
    await server.rows("delete from mark_withdrawals where officer_id = $1", [officerId]);
  };
  const ask =
    (place: "below" | "elsewhere"): Ask =>
    async (client, role) => {
      const { officerId } = target(role, place);
      await known(officerId);
      const answer = await client.send("POST", "/api/mark-withdrawals", {
        ...{ withdrawalId: randomUUID(), login: `target-${place}-${role}`, number: NUMBER },
        ...{ reason: "wrong-number", document: "OF-1-2026" },
      });
      await leave(officerId);
      return answer;
    };
  // Asked for by the other of the two sides.
  const step =
    (place: "below" | "elsewhere", what: "agree" | "refuse"): Ask =>
    async (client, role) => {
      const { officerId } = target(role, place);
      const side = role === "internal-affairs" ? "prosecutor" : "internal-affairs";
      const withdrawalId = randomUUID();
      await known(officerId);
      await server.rows(
        `insert into mark_withdrawals (withdrawal_id, mark, officer_id, reason, document, asked_by, asked_posting,
           asked_role)
         select $1, $2, $3, 'wrong-number', 'OF-1-2026', officer_id, posting_id, role
         from postings join officers using (officer_id) where login = $4`,
        [withdrawalId, mark, officerId, side === "prosecutor" ? "beside-prosecutor" : "beside-affairs"],
      );
      const body = what === "agree" ? { number: NUMBER } : {};
      const answer = await client.send("POST", `/api/mark-withdrawals/${withdrawalId}/${what}`, body);
      await leave(officerId);
      return answer;
    };
  return {
    "GET /api/mark-withdrawals": (client) => client.get("/api/mark-withdrawals"),
    "POST /api/mark-withdrawals (elsewhere)": ask("elsewhere"),
    "POST /api/mark-withdrawals (in the own line)": ask("below"),
    "POST /api/mark-withdrawals/{withdrawalId}/agree (elsewhere)": step("elsewhere", "agree"),
    "POST /api/mark-withdrawals/{withdrawalId}/agree (in the own line)": step("below", "agree"),
    "POST /api/mark-withdrawals/{withdrawalId}/refuse (elsewhere)": step("elsewhere", "refuse"),
    "POST /api/mark-withdrawals/{withdrawalId}/refuse (in the own line)": step("below", "refuse"),
  };
}
