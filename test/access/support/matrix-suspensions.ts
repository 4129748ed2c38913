// The requests of the matrix about suspensions: of an officer below and of one elsewhere, each left as it was found.
import { randomUUID } from "node:crypto";
import { type Answer, type Client, type TestServer, UNITS } from "../../support/server.ts";

type Ask = (client: Client, role: string) => Promise<Answer>;
type Target = (role: string, place: "below" | "elsewhere") => { officerId: string };

export function suspensionDoors(server: TestServer, target: Target): Record<string, Ask> {
  const leave = async (officerId: string) => {
    await server.rows("delete from suspensions where officer_id = $1", [officerId]);
    await server.rows("update officers set suspended_at = null where officer_id = $1", [officerId]);
  };
  const ask =
    (place: "below" | "elsewhere"): Ask =>
    async (client, role) => {
      const answer = await client.send("POST", "/api/suspensions", {
        ...{ suspensionId: randomUUID(), login: `target-${place}-${role}` },
        ...{ reason: "inquiry", orderNumber: "RD-1-2026" },
      });
      await leave(target(role, place).officerId);
      return answer;
    };
  // Asked for by nobody of the matrix: one that waits, of an administrator's, or one in force, of a chief's of the station.
  const step =
    (place: "below" | "elsewhere", what: "confirm" | "withdraw" | "lift"): Ask =>
    async (client, role) => {
      const suspensionId = randomUUID();
      const { officerId } = target(role, place);
      await server.rows(
        `insert into suspensions (suspension_id, officer_id, reason, order_number, takes_two, asked_by, asked_role,
          asked_unit)
        select $1, $2, 'inquiry', 'RD-1-2026', $3, officer_id, $4, $5 from officers
        where login = 'beside-administrator'`,
        what === "lift"
          ? [suspensionId, officerId, false, "chief", UNITS.station]
          : [suspensionId, officerId, true, "administrator", UNITS.top],
      );
      const body = what === "lift" ? { orderNumber: "RD-2-2026" } : {};
      const answer = await client.send("POST", `/api/suspensions/${suspensionId}/${what}`, body);
      await leave(officerId);
      return answer;
    };
  return {
    "GET /api/suspensions": (client) => client.get("/api/suspensions"),
    "POST /api/suspensions/officers": (client) =>
      client.send("POST", "/api/suspensions/officers", { search: "target" }),
    "POST /api/suspensions (below)": ask("below"),
    "POST /api/suspensions (elsewhere)": ask("elsewhere"),
    "POST /api/suspensions/{suspensionId}/confirm (below)": step("below", "confirm"),
    "POST /api/suspensions/{suspensionId}/confirm (elsewhere)": step("elsewhere", "confirm"),
    "POST /api/suspensions/{suspensionId}/withdraw": step("below", "withdraw"),
    "POST /api/suspensions/{suspensionId}/lift": step("below", "lift"),
  };
}
