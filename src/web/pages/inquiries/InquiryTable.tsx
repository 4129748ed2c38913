// Which inquiries there are, the newest first, each with the way to what the officer did and, while open, to its end.
import { Link } from "wouter";
import type { Inquiry } from "#src/schema/audit.ts";
import { Button } from "../../components/controls.tsx";
import { Table } from "../../components/layout.tsx";
import { useInquiryWords } from "../../messages/inquiries.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";

export interface InquiryTableProps {
  inquiries: readonly Inquiry[];
  /** Undefined for whoever only reads them. */
  onClose: ((inquiry: Inquiry) => void) | undefined;
}

export function InquiryTable({ inquiries, onClose }: InquiryTableProps) {
  const { say } = useInquiryWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const time = (iso: string) => formatTime(iso, language, manifest.timeZone);
  return (
    <Table
      caption={say("caption")}
      rows={inquiries}
      rowKey={({ inquiryId }) => inquiryId}
      columns={[
        {
          key: "officer",
          title: say("officer"),
          cell: ({ officer, officerId, closedAt }) => (
            <span className="cell">
              <strong>{officer}</strong>
              {/* Of one that is over internal affairs would find nothing; the auditor reads everybody. */}
              {(closedAt === null || onClose === undefined) && (
                <Link href={`/audit?officer=${officerId}`} aria-label={say("seeOf", { name: officer })}>
                  {say("see")}
                </Link>
              )}
            </span>
          ),
        },
        { key: "reference", title: say("reference"), cell: ({ reference }) => reference },
        {
          key: "by",
          title: say("openedBy"),
          cell: ({ openedBy, openedAt }) => say("openedAt", { by: openedBy, at: time(openedAt) }),
        },
        {
          key: "state",
          title: say("state"),
          cell: (inquiry) =>
            inquiry.closedAt !== null ? (
              say("closedAt", { at: time(inquiry.closedAt) })
            ) : (
              <span className="cell">
                <span>{say("isOpen")}</span>
                {onClose && (
                  <Button
                    aria-label={say("closeOf", { name: inquiry.officer, reference: inquiry.reference })}
                    onClick={() => onClose(inquiry)}
                  >
                    {say("close")}
                  </Button>
                )}
              </span>
            ),
        },
      ]}
    />
  );
}
