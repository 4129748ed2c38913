// The form itself: one document, judged as it grows, saved as it changes, sent once.
import {
  type FocusEvent,
  type ReactNode,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useState,
} from "react";
import { lastDay } from "#src/schema/partial-date.ts";
import type { FieldFault } from "#src/schema/problem.ts";
import { Button } from "../../components/controls.tsx";
import { Dialog, Notice, Page } from "../../components/layout.tsx";
import { FactsDateProvider } from "../../forms/facts-date.tsx";
import { FormProvider, idOf, pointerOf, useForm, useFormState } from "../../forms/form-context.tsx";
import { createFormStore, type FormStore } from "../../forms/form-store.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { prepared } from "../../prepared.ts";
import { serverNow } from "../../server-clock.ts";
import type { Registered } from "./acknowledged.ts";
import { type Draft, type DraftDocument, madeAtOf } from "./draft.ts";
import {
  ElementsSection,
  ExploitationSection,
  RecruitmentSection,
  RouteSection,
} from "./ElementsSections.tsx";
import { ComplainantSection, FactsSection } from "./FactsSections.tsx";
import { FaultSummary } from "./FaultSummary.tsx";
import { FindingPanel } from "./FindingPanel.tsx";
import { judgeDraft } from "./judge-draft.ts";
import { NarrativeSection } from "./NarrativeSection.tsx";
import { SuspectsSection, VictimsSection } from "./PeopleSections.tsx";
import { ReviewDialog } from "./ReviewDialog.tsx";
import { useAutosave } from "./use-autosave.ts";
import { useConnection } from "./use-connection.ts";
import type { KeptFor } from "./use-drafts.ts";
import { useSending } from "./use-sending.ts";
import { useShortcuts } from "./use-shortcuts.ts";

export interface ComplaintFormProps {
  draft: Draft;
  canKeep: boolean;
  /** Said above the form: a restored draft, another tab. */
  notices: ReactNode;
  save: (draft: Draft) => Promise<KeptFor | false>;
  onDiscard: () => void;
  onRegistered: (registered: Registered) => void;
}

export function ComplaintForm(props: ComplaintFormProps) {
  const form = useMemo(() => createFormStore(props.draft.document), [props.draft]);
  return (
    <FormProvider value={form}>
      <Filling {...props} form={form} />
    </FormProvider>
  );
}

const clocks = () => ({ device: new Date().toISOString(), register: serverNow().toISOString() });

function Filling({
  form,
  draft,
  canKeep,
  notices,
  save,
  onDiscard,
  onRegistered,
}: ComplaintFormProps & { form: FormStore }) {
  const { say } = useWords();
  const pack = usePack();
  const document = useDeferredValue(useFormState((store) => store.state().document as DraftDocument));
  const judged = useMemo(
    () => judgeDraft(document, draft.startedAt, pack, clocks()),
    [document, draft.startedAt, pack],
  );
  const [serverFaults, setServerFaults] = useState<readonly FieldFault[]>([]);
  const faults = useMemo(() => [...judged.faults, ...serverFaults], [judged.faults, serverFaults]);
  useEffect(() => {
    form.dispatch({ kind: "checked", faults, warnings: judged.warnings });
  }, [form, faults, judged.warnings]);

  // Nobody has to reach for the mouse to begin.
  useEffect(() => {
    globalThis.document
      .getElementById(idOf("/reported"))
      ?.querySelector<HTMLElement>("input:checked, input")
      ?.focus({ preventScroll: true });
  }, []);

  const autosave = useAutosave(form, draft, save);
  const { saveNow } = autosave;
  const keepAttempt = useCallback(
    (attempt: Draft["attempt"]) => saveNow(attempt ? { attempt } : {}),
    [saveNow],
  );
  const sending = useSending(draft, keepAttempt);
  const connected = useConnection(sending.failure);
  const [turn, setTurn] = useState(0);
  const [reviewing, setReviewing] = useState(false);
  const [discarding, setDiscarding] = useState(false);

  const review = useCallback(() => {
    form.dispatch({ kind: "attempt" });
    setServerFaults([]);
    // The latest keystroke, not the deferred picture of it.
    const now = judgeDraft(form.state().document as DraftDocument, draft.startedAt, pack, clocks());
    if (now.faults.length > 0) setTurn((n) => n + 1);
    else {
      sending.forget();
      setReviewing(true);
    }
  }, [form, draft.startedAt, pack, sending.forget]);
  useShortcuts(review);

  const send = async () => {
    const madeAt = madeAtOf(document, draft.startedAt) ?? draft.startedAt;
    const sent = await sending.send(judged.complaint, madeAt);
    if (!sent) return;
    await autosave.stop();
    onRegistered({ ...sent, verdict: judged.finding.verdict });
  };
  const refused = sending.failure?.faults;
  useEffect(() => {
    if (!refused || refused.length === 0) return;
    setServerFaults(
      refused.map((fault) => ({ ...fault, pointer: fault.pointer.replace(/^\/complaint\//, "/") })),
    );
    setReviewing(false);
    setTurn((n) => n + 1);
  }, [refused]);

  const onBlur = (event: FocusEvent) => {
    const at = pointerOf(event.target);
    if (at) form.dispatch({ kind: "touch", at });
  };
  const complaintDay = prepared(pack).validation.dayOf(
    madeAtOf(document, draft.startedAt) ?? draft.startedAt,
  );
  const factsDate = useMemo(
    () => ({ day: lastDay(judged.complaint.factsTo), complaintDay, lawVersion: judged.finding.lawVersion }),
    [judged.complaint.factsTo, complaintDay, judged.finding.lawVersion],
  );
  const attempted = useFormState((store) => store.state().attempted);
  return (
    <FactsDateProvider value={factsDate}>
      <Page title={say("complaint.title")} actions={<Keys />}>
        <p className="print-only">{say("complaint.printLater")}</p>
        {notices}
        {attempted && <FaultSummary faults={faults} turn={turn} />}
        <Removed />
        <form
          className="complaint"
          aria-label={say("complaint.title")}
          noValidate
          onBlur={onBlur}
          onSubmit={(event) => event.preventDefault()}
        >
          <div className="complaint-left">
            <FactsSection startedAt={draft.startedAt} />
            <ComplainantSection />
            <VictimsSection />
            <SuspectsSection />
            <NarrativeSection judged={judged} />
          </div>
          <div className="complaint-right">
            <ElementsSection />
            <RecruitmentSection />
            <ExploitationSection />
            <RouteSection />
          </div>
          <FindingPanel
            judged={judged}
            savedAt={autosave.savedAt}
            hereOnly={autosave.hereOnly}
            canKeep={canKeep}
            connected={connected}
            onReview={review}
            onDiscard={() => setDiscarding(true)}
          />
        </form>
        <ReviewDialog
          open={reviewing}
          judged={judged}
          sending={sending}
          onClose={() => setReviewing(false)}
          onSend={() => void send()}
        />
        <Dialog open={discarding} title={say("draft.discard")} onClose={() => setDiscarding(false)}>
          <p>{say("draft.discardSure")}</p>
          <div className="dialog-actions">
            <Button
              kind="danger"
              onClick={() => {
                void autosave.stop().then(onDiscard);
              }}
            >
              {say("draft.discard")}
            </Button>
            <Button onClick={() => setDiscarding(false)}>{say("send.back")}</Button>
          </div>
        </Dialog>
      </Page>
    </FactsDateProvider>
  );
}

/** The last thing taken out of a list, and the way back. */
function Removed() {
  const { say } = useWords();
  const form = useForm();
  const removed = useFormState((store) => store.state().removed);
  if (!removed) return null;
  return (
    <div className="removed">
      <Notice live>
        <p className="row">
          {say("form.removed")}
          <Button onClick={() => form.dispatch({ kind: "undo" })}>{say("form.undo")}</Button>
        </p>
      </Notice>
    </div>
  );
}

function Keys() {
  const { say } = useWords();
  return (
    <details className="keys">
      <summary>{say("keys.title")}</summary>
      <ul>
        {(["keys.sections", "keys.finding", "keys.send", "keys.move"] as const).map((key) => (
          <li key={key}>{say(key)}</li>
        ))}
      </ul>
    </details>
  );
}
