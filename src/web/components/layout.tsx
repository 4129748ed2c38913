// The frames things stand in: page, panel, notice, dialog, table, and what is shown while there is nothing to show.
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Verdict } from "#src/schema/finding.ts";
import { useWords } from "../messages/words.tsx";
import type { RequestFailed } from "../request.ts";
import { useSession } from "../session.tsx";
import { setPageTitle } from "../title.ts";
import { Button } from "./controls.tsx";

/** A page: one heading, what can be done beside it, and its content. Moves the document's title with it. */
export function Page({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    setPageTitle(title);
  }, [title]);
  return (
    <main id="content" className="page" tabIndex={-1}>
      <div className="page-head">
        <h1>{title}</h1>
        {actions && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </main>
  );
}

export interface PanelProps {
  id?: string;
  title: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Panel({ id, title, actions, children }: PanelProps) {
  return (
    <section className="panel" id={id} aria-labelledby={id && `${id}-title`}>
      <div className="panel-head">
        <h2 id={id && `${id}-title`} tabIndex={-1}>
          {title}
        </h2>
        {actions}
      </div>
      <div className="panel-body">{children}</div>
    </section>
  );
}

export interface FoldProps {
  title: ReactNode;
  open?: boolean;
  /** Drawn only once it is opened: for what is long and holds no field. */
  lazy?: boolean;
  children: ReactNode;
}

/** The rarely used, folded away; what is in it stays part of the form. */
export function Fold({ title, open = false, lazy = false, children }: FoldProps) {
  const [opened, setOpened] = useState(open);
  return (
    <details
      className="fold"
      open={open}
      onToggle={(event) => {
        if (event.currentTarget.open) setOpened(true);
      }}
    >
      <summary>{title}</summary>
      <div className="fold-body">{(opened || !lazy) && children}</div>
    </details>
  );
}

export type NoticeKind = "plain" | "warning" | "fault" | "done";

/** `live`: said at once to people who hear the page. */
export function Notice({
  kind = "plain",
  live,
  children,
}: {
  kind?: NoticeKind;
  live?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      className={`notice notice-${kind}`}
      role={live ? (kind === "fault" ? "alert" : "status") : undefined}
    >
      {children}
    </div>
  );
}

export interface FailureNoticeProps {
  failure: RequestFailed;
  retry?: () => void;
  /** False where nothing is kept on this computer, so that no draft is promised that does not exist. */
  kept?: boolean;
}

/** A failure of the server in words, with the way to try again. */
export function FailureNotice({ failure, retry, kept = true }: FailureNoticeProps) {
  const { say, sayCode } = useWords();
  const words = sayCode("problem", failure.code, "problem.internal");
  return (
    <Notice kind="fault" live>
      <p>{kept ? words : sayCode("failure", failure.code, "failure.other", { words })}</p>
      {failure.requestId && <p className="quiet">{say("problem.requestId", { id: failure.requestId })}</p>}
      {retry && <Button onClick={retry}>{say("app.retry")}</Button>}
    </Notice>
  );
}

export interface DialogProps {
  open: boolean;
  title: string;
  /** Undefined: it cannot be closed without an answer. */
  onClose?: (() => void) | undefined;
  wide?: boolean;
  children: ReactNode;
}

/**
 * The browser's own dialog: it keeps focus inside, closes with Escape and gives the focus back. It covers the banner of
 * practice and so carries the word itself.
 */
export function Dialog({ open, title, onClose, wide = false, children }: DialogProps) {
  const { say } = useWords();
  const { session } = useSession();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    // Behind the curtain of a locked screen nothing can be modal; it becomes so when the curtain opens.
    if (open && !dialog.open) dialog.isConnected ? dialog.showModal() : dialog.setAttribute("open", "");
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      className={wide ? "dialog dialog-wide" : "dialog"}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      {open && (
        <>
          {session?.training && <p className="dialog-training">{say("mode.training")}</p>}
          <h2 tabIndex={-1}>{title}</h2>
          {children}
        </>
      )}
    </dialog>
  );
}

export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  numeric?: boolean;
}

export interface TableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}

export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>) {
  return (
    <section className="table-frame" aria-label={caption}>
      <table className="table">
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.numeric ? "numeric" : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={column.numeric ? "numeric" : undefined}
                  data-title={column.title}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function EmptyState({ children }: { children?: ReactNode }) {
  const { say } = useWords();
  return <div className="empty">{children ?? <p>{say("app.empty")}</p>}</div>;
}

export function Loading() {
  const { say } = useWords();
  return (
    <p className="loading" aria-live="polite">
      {say("app.loading")}
    </p>
  );
}

export function Progress({ value, max, label }: { value: number; max: number; label: string }) {
  return <progress className="progress" value={value} max={max} aria-label={label} />;
}

/** A verdict as a word in a box whose weight grows with it; never by colour alone. */
export function VerdictTag({ verdict }: { verdict: Verdict }) {
  const { say } = useWords();
  return <span className={`tag tag-${verdict}`}>{say(`verdict.${verdict}`)}</span>;
}

export function Tag({ children }: { children: ReactNode }) {
  return <span className="tag">{children}</span>;
}
