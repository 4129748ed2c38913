// Cases registered through the API, with and without what raises a wall, as the worlds of the differential test have them.
import { randomUUID } from "node:crypto";
import type { StandingWall } from "#src/schema/case-ties.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../../support/complaints.ts";
import { type TestServer, UNITS } from "../../support/server.ts";
import type { WorldCase } from "./world.ts";

const CIP = "99900011";
const suspect = (personal?: object) => ({ personId: randomUUID(), ...(personal && { personal }) });
const RAISING: readonly Partial<Complaint>[] = [
  {},
  { suspects: [{ ...suspect(), isPublicOfficial: "yes" }] },
  { suspects: [suspect({ documents: [{ type: "dni", number: CIP }] })] },
  { personal: { narrative: "La dueña le paga cupo a la policía y nadie entra." } },
  { suspects: [suspect({ documents: [{ type: "dni", number: "99900012" }] })] },
];

/** One case for each way to raise a wall, one without, and one whose wall a supplement raised. */
export async function registerWalled(server: TestServer): Promise<WorldCase[]> {
  await server.addOfficer("named-at-station", UNITS.otherStation, "registrar");
  await server.addOfficer("named-inspector", UNITS.top, "internal-affairs");
  for (const [login, number] of [
    ["named-at-station", CIP],
    ["named-inspector", "99900012"],
  ] as const)
    await server.rows(
      "insert into staff_marks select $1, officer_id, 'staff-number' from officers where login = $2",
      [server.house.real.register.staffMarks.of(number), login],
    );
  const registrar = await server.signIn("registrar");
  const ids: string[] = [];
  for (const change of RAISING) {
    const complaint = newComplaint(typicalComplaint(change));
    await registrar.send("POST", "/api/complaints", complaint);
    ids.push(complaint.caseId);
  }
  const later = newComplaint();
  await registrar.send("POST", "/api/complaints", later);
  const marked = { kind: "new-facts", suspects: [{ ...suspect(), isPublicOfficial: "yes" as const }] };
  await registrar.send("POST", `/api/cases/${later.caseId}/supplements`, newSupplement(later.caseId, marked));
  return Promise.all([...ids, later.caseId].map((caseId) => asMade(server, caseId)));
}

async function asMade(server: TestServer, caseId: string): Promise<WorldCase> {
  const [row] = await server.rows<{
    officerId: string;
    unitId: string;
    receivedAt: Date;
    alertedUnits: string[];
    wall: StandingWall | null;
  }>(
    `select officer_id as "officerId", unit_id as "unitId", received_at as "receivedAt",
       array(select unit_id from alerts a where a.case_id = c.case_id) as "alertedUnits",
       (select jsonb_build_object('side', side, 'namedOfficers', named_officers, 'hiddenUnits', hidden_units)
         from standing_wall(c.case_id)) as wall
     from cases c where case_id = $1`,
    [caseId],
  );
  if (row === undefined) throw new Error(`${caseId} was not registered`);
  return {
    ...row,
    caseId,
    prosecutorUnits: [],
    receivedAt: row.receivedAt.toISOString(),
    handedOver: false,
    proposed: false,
    decidedBy: [],
    status: "open",
    assignments: [],
    barred: [],
    ownWall: row.wall !== null,
    unlock: null,
  };
}
