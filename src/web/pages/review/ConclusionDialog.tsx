// How an item was judged, and why, in a sentence that names nobody of a case.
import * as z from "zod/mini";
import { CONCLUSIONS, type ReviewItem } from "#src/schema/audit-review.ts";
import { JudgeDialog } from "../../components/JudgeDialog.tsx";
import { useReviewWords } from "../../messages/review.ts";
import { request } from "../../request.ts";

export interface ConclusionDialogProps {
  item: ReviewItem;
  onDone: () => void;
  onClose: () => void;
}

export function ConclusionDialog({ item, onDone, onClose }: ConclusionDialogProps) {
  const { say } = useReviewWords();
  return (
    <JudgeDialog
      title={say("markOf", { what: say(`rule.${item.rule}`), who: item.officer ?? say("register") })}
      choice={{
        id: "review-conclusion",
        legend: say("conclusion"),
        choices: CONCLUSIONS.map((code) => ({ code, label: say(`conclusion.${code}`) })),
      }}
      reason={{ id: "review-note", label: say("note"), help: say("noteHelp"), maxLength: 500 }}
      missing={say("missing")}
      save={say("save")}
      send={({ id: markId, choice: conclusion, reason: note }) =>
        request("POST", `/api/audit/reviews/${item.itemId}/marks`, z.unknown(), {
          body: { markId, conclusion, note },
        })
      }
      onDone={onDone}
      onClose={onClose}
    />
  );
}
