// What a part of the administration keeps while it changes the pack: who may, what is being asked, what came of it.
import { useState } from "react";
import { mayChangePack } from "#src/domain/pack/change-access.ts";
import { useOfficer } from "../../session.tsx";
import type { Resource } from "../../use-resource.ts";
import type { DoneChange } from "./ChangeDone.tsx";
import { type ChangeRow, useChanges } from "./pack-change.ts";

export interface PackChanging<Asked> {
  changes: Resource<readonly ChangeRow[]>;
  /** Whether the reader may make changes about the subject. */
  manages: boolean;
  /** What a dialog is open for. */
  asked: Asked | undefined;
  /** The last change made here, until the next is asked for. */
  done: DoneChange | undefined;
  ask: (what: Asked) => void;
  /** For the dialog. */
  onClose: () => void;
  onDone: (made: DoneChange) => void;
}

/** `subject` as in `subjectOf`: `variables`, `law`, `catalogue/…`. */
export function usePackChanging<Asked>(subject: string): PackChanging<Asked> {
  const { role } = useOfficer();
  const changes = useChanges(subject);
  const [asked, setAsked] = useState<Asked>();
  const [done, setDone] = useState<DoneChange>();
  return {
    changes,
    manages: mayChangePack(role, "manage", subject).effect === "allow",
    asked,
    done,
    ask: (what) => {
      setDone(undefined);
      setAsked(() => what);
    },
    onClose: () => setAsked(undefined),
    onDone: (made) => {
      setAsked(undefined);
      setDone(made);
      changes.reload();
    },
  };
}
