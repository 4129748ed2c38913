// When trying is over for a while, and why nobody can use that to keep somebody else out.
import { createHash } from "node:crypto";
import { countFailures, insertAttempt } from "#src/database/sign-in-attempts.ts";
import type { Transaction } from "#src/database/transact.ts";

/**
 * What can be guessed, passwords and the six digits of an app. Within 15 minutes: five failures of a login from one
 * address, 50 from anywhere (not for an address it has signed in from before, so that nobody is locked out of the own
 * station), 60 of any logins from one address.
 */
export const LOCK_OUT = { minutes: 15, here: 5, anywhere: 50, address: 60 };

/** An attempt to be put on record, by hashes: what was typed as a login may be a password. */
export function attemptOf(login: string, address: string): { loginHash: Buffer; addressHash: Buffer } {
  return { loginHash: sha256(`reta/login/${login}`), addressHash: sha256(`reta/address/${address}`) };
}

/** Why this login may not be tried from there now: `here` by what was tried there itself. Undefined: it may. */
export async function lockedOutBy(
  tx: Transaction,
  attempt: ReturnType<typeof attemptOf>,
): Promise<"here" | "others" | undefined> {
  const failures = await countFailures(tx, { ...attempt, minutes: LOCK_OUT.minutes });
  if (failures.here >= LOCK_OUT.here) return "here";
  const others =
    failures.address >= LOCK_OUT.address || (failures.anywhere >= LOCK_OUT.anywhere && !failures.known);
  return others ? "others" : undefined;
}

/**
 * What cannot be guessed: a signature, a code of sixty random bits. A right one is never refused, however many wrong
 * ones came from the same address, so there is nothing to lock out; who sends wrong ones is told to wait, and counted
 * apart from the passwords of that address.
 */
export async function noteWrong(
  tx: Transaction,
  kind: "passkey" | "enrolment" | "single-sign-on",
  address: string,
): Promise<"wrong-credentials" | "locked-out"> {
  const attempt = {
    loginHash: sha256(`reta/kind/${kind}`),
    addressHash: sha256(`reta/address/${kind}/${address}`),
  };
  const failures = await countFailures(tx, { ...attempt, minutes: LOCK_OUT.minutes });
  if (failures.address >= LOCK_OUT.address) return "locked-out";
  await insertAttempt(tx, attempt);
  return "wrong-credentials";
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
