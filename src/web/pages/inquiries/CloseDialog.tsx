// Ending an inquiry is asked once more: to read on, another would have to be opened.
import * as z from "zod/mini";
import type { Inquiry } from "#src/schema/audit.ts";
import { Button } from "../../components/controls.tsx";
import { Dialog, FailureNotice } from "../../components/layout.tsx";
import { useInquiryWords } from "../../messages/inquiries.ts";
import { useWords } from "../../messages/words.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";

export interface CloseDialogProps {
  inquiry: Inquiry;
  onClosed: () => void;
  onClose: () => void;
}

export function CloseDialog({ inquiry, onClosed, onClose }: CloseDialogProps) {
  const { say } = useInquiryWords();
  const words = useWords();
  const { busy, failure, run } = useChange();
  const end = () =>
    run(async () => {
      await request("POST", `/api/inquiries/${inquiry.inquiryId}/close`, z.unknown(), { body: {} });
      onClosed();
    });
  return (
    <Dialog open title={say("closeTitle", { name: inquiry.officer })} onClose={onClose}>
      {failure && <FailureNotice kept={false} failure={failure} />}
      <p>
        <strong>{inquiry.reference}</strong>
      </p>
      <p>{say("closeWhat")}</p>
      <div className="row">
        <Button kind="primary" busy={busy} onClick={end}>
          {say("closeGo")}
        </Button>
        <Button onClick={onClose}>{words.say("app.cancel")}</Button>
      </div>
    </Dialog>
  );
}
