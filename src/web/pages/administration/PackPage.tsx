// The frame of a page that changes the pack: its place among the others, what it is for, what was just done.
import type { ReactNode } from "react";
import { Page } from "../../components/layout.tsx";
import { AdministrationTabs } from "./AdministrationTabs.tsx";
import { ChangeDone, type DoneChange } from "./ChangeDone.tsx";
import "../records.css";
import "./administration.css";

export interface PackPageProps {
  title: string;
  explain: string;
  done?: DoneChange | undefined;
  children: ReactNode;
}

export function PackPage({ title, explain, done, children }: PackPageProps) {
  return (
    <Page title={title}>
      <AdministrationTabs />
      <p className="quiet">{explain}</p>
      {done && <ChangeDone {...done} />}
      {children}
    </Page>
  );
}
