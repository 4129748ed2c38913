// The page of what one person asks for and another answers: what waits or stands, what was done last, and the form to ask.
import { type ReactNode, useState } from "react";
import type * as z from "zod/mini";
import { useResource } from "../use-resource.ts";
import { EmptyState, FailureNotice, Loading, Notice, Page, Panel } from "./layout.tsx";

/** For the table and the form: something begins, and what was said of the last one goes; it is done, and is said. */
export interface Doing {
  begin: () => void;
  finish: (said: string) => void;
}

export interface AskedPageProps<Row, Answer> {
  id: string;
  title: string;
  explain: readonly string[];
  /** Title of the list, and what is said where it is empty. */
  list: string;
  none: string;
  path: string;
  answer: z.ZodMiniType<Answer>;
  rowsOf: (answer: Answer) => readonly Row[];
  table: (rows: readonly Row[], doing: Doing) => ReactNode;
  form: (doing: Doing) => ReactNode;
}

export function AskedPage<Row, Answer>({
  id,
  title,
  explain,
  list,
  none,
  path,
  answer,
  rowsOf,
  table,
  form,
}: AskedPageProps<Row, Answer>) {
  const { value, failure, reload } = useResource(path, answer);
  const [done, setDone] = useState<string>();
  const rows = value === undefined ? undefined : rowsOf(value);
  const doing = {
    begin: () => setDone(undefined),
    finish: (said: string) => {
      setDone(said);
      reload();
    },
  };
  return (
    <Page title={title}>
      {explain.map((words) => (
        <p key={words} className="quiet">
          {words}
        </p>
      ))}
      {done !== undefined && (
        <Notice kind="done" live>
          {done}
        </Notice>
      )}
      <Panel id={id} title={list}>
        {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
        {!rows && !failure && <Loading />}
        {rows?.length === 0 && <EmptyState>{none}</EmptyState>}
        {rows && rows.length > 0 && table(rows, doing)}
      </Panel>
      {form(doing)}
    </Page>
  );
}
