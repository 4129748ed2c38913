// Staff numbers that were there before there were marks of them are marked when the server starts.
import type { ConnectionPool } from "#src/database/connect.ts";
import { insertStaffMark, listUnmarked } from "#src/database/staff-marks.ts";
import type { StaffMarks } from "#src/vault/staff-marks.ts";

export async function markStaff(owner: ConnectionPool, marks: StaffMarks): Promise<void> {
  await owner.query.transaction().execute(async (tx) => {
    for (const { officerId, cip } of await listUnmarked(tx))
      await insertStaffMark(tx, officerId, "staff-number", marks.of(cip.replaceAll(/\D/g, "")));
  });
}
