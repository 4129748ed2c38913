// A further entry of a case over HTTP, however often it is sent.
import * as register from "#src/actions/register-complaint.ts";
import { registerOnce } from "#src/actions/register-once.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import type { EntryKind } from "#src/schema/entry.ts";
import { Problem } from "#src/schema/problem.ts";
import { type Caller, type Perform, signedIn } from "./route.ts";

/** What every entry that is sent carries, whatever else. */
export interface SentEntry {
  entryId: string;
  caseId: string;
}

/**
 * Carries out `write` once: the case in the path is the one in the body, and a repeated entry with the same `content`
 * gives its first answer. Throws `input.invalid` when path and body name two cases.
 */
export const appendOnce =
  (perform: Perform) =>
  <I extends SentEntry>(
    caller: Caller,
    caseId: string,
    kind: EntryKind,
    body: I,
    content: Record<string, unknown>,
    write: () => Promise<Acknowledgement>,
  ) => {
    if (body.caseId !== caseId)
      throw new Problem("input.invalid", [{ pointer: "/caseId", code: "not-the-path", expected: caseId }]);
    return registerOnce(write, () =>
      perform(
        signedIn(caller),
        { trace: register.repeatTrace, verb: register.findFirstAnswer },
        { ...body, kind, content },
      ),
    );
  };
