// Marks of staff and identity card numbers: by them the register knows a staff member's number again without writing a suspect's into a query.
import { createHmac, hkdfSync } from "node:crypto";
import { Problem } from "#src/schema/problem.ts";

export interface StaffMarks {
  /** The mark of a number, digits only. Throws `staff-marks.unavailable` where the key is lost. */
  of(digits: string): Buffer;
  /** The key this database was used with is not there: whether a number is somebody's, nobody can say. */
  readonly lost: boolean;
}

/** Marks nothing: with another key no number would be known again. */
export const LOST_MARKS: StaffMarks = {
  lost: true,
  of() {
    throw new Problem("staff-marks.unavailable");
  },
};

/**
 * The marks of a register from its 32-byte key. HMAC-SHA-256 whole: what is looked up is compared with staff only, and
 * whoever has the key could try every number of eight digits in half an hour, so it never leaves the server.
 */
export function staffMarksOf(key: Uint8Array): StaffMarks {
  if (key.length !== 32) throw new RangeError("the key of staff marks has 32 bytes");
  const secret = Buffer.from(hkdfSync("sha256", key, "", "reta/staff-mark/v1", 32));
  return { lost: false, of: (digits) => createHmac("sha256", secret).update(digits).digest() };
}
