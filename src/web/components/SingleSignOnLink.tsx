// The way to the institution's own sign-in, where the register has one.
import type { SignInWays } from "#src/schema/account.ts";
import { useWords } from "../messages/words.tsx";

export interface SingleSignOnLinkProps {
  to: "sign-in" | "prove";
  ways: SignInWays | undefined;
  /** In a tab of its own: what is on this page waits behind it. */
  apart: boolean;
}

export function SingleSignOnLink({ to, ways, apart }: SingleSignOnLinkProps) {
  const { say, language } = useWords();
  const name = ways?.singleSignOn?.[language];
  if (name === undefined) return null;
  const href = `/single-sign-on/${to}`;
  return (
    <>
      {apart ? (
        // No opener: the provider's page gets no hold of this one.
        <a className="button button-plain button-link" href={`${href}?apart`} target="_blank" rel="noopener">
          {name}
        </a>
      ) : (
        <a className="button button-plain button-link" href={href}>
          {name}
        </a>
      )}
      {apart && <p className="quiet">{say("session.singleSignOnApart")}</p>}
    </>
  );
}
