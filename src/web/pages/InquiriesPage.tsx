// Inquiries about officers: internal affairs opens and ends them and from here reads the trail; the auditor sees them.
import { useState } from "react";
import { Link } from "wouter";
import * as z from "zod/mini";
import { auditReach } from "#src/domain/access/audit-reach.ts";
import { Inquiry } from "#src/schema/audit.ts";
import { EmptyState, FailureNotice, Loading, Notice, Page, Panel } from "../components/layout.tsx";
import { useInquiryWords } from "../messages/inquiries.ts";
import { useOfficer } from "../session.tsx";
import { useResource } from "../use-resource.ts";
import { AuditTabs } from "./audit/AuditTabs.tsx";
import { CloseDialog } from "./inquiries/CloseDialog.tsx";
import { InquiryTable } from "./inquiries/InquiryTable.tsx";
import { NewInquiry } from "./inquiries/NewInquiry.tsx";
import "./records.css";

const Inquiries = z.object({ inquiries: z.array(Inquiry) });

export default function InquiriesPage() {
  const { say } = useInquiryWords();
  const opens = auditReach(useOfficer().role) === "inquiries";
  const { value, failure, reload } = useResource("/api/inquiries", Inquiries);
  const [closing, setClosing] = useState<Inquiry>();
  const [done, setDone] = useState<string>();
  const finish = (said: string) => {
    setClosing(undefined);
    setDone(said);
    reload();
  };
  return (
    <Page title={say("title")}>
      <AuditTabs />
      <p className="quiet">{say(opens ? "explain" : "explainReader")}</p>
      {opens && (
        <p>
          <Link href="/suspensions">{say("suspensions")}</Link>
        </p>
      )}
      {done !== undefined && (
        <Notice kind="done" live>
          {done}
        </Notice>
      )}
      {opens && <NewInquiry onOpened={(name) => finish(say("opened", { name }))} />}
      <Panel id="inquiries" title={say("list")}>
        {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
        {!value && !failure && <Loading />}
        {value?.inquiries.length === 0 && <EmptyState>{say("none")}</EmptyState>}
        {value && value.inquiries.length > 0 && (
          <InquiryTable
            inquiries={value.inquiries}
            onClose={
              opens
                ? (inquiry) => {
                    setDone(undefined);
                    setClosing(inquiry);
                  }
                : undefined
            }
          />
        )}
      </Panel>
      {closing && (
        <CloseDialog
          inquiry={closing}
          onClosed={() => finish(say("closed"))}
          onClose={() => setClosing(undefined)}
        />
      )}
    </Page>
  );
}
