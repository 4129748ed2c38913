// The places of the law that carry a mark, each with who put it there: the law of the pack joined with its changes.
import type { Words } from "#src/schema/catalogue.ts";
import type { Law } from "#src/schema/law.ts";
import type { ChangeRow } from "../administration/pack-change.ts";

export interface LawPlace {
  /** As a mark names it: `version/…` or `offence/…/…`. */
  place: string;
  title: Words;
  norm: Words;
  article: string;
  from: string | null;
  to: string | null;
  verified: boolean;
  marked: { at: string; source: string } | undefined;
  conduct: Words;
  /** The change that put the mark there, and the one that waits for a second person. */
  mark: ChangeRow | undefined;
  waiting: ChangeRow | undefined;
}

/** All places: versions of the law on trafficking first, then the other offences by their times. */
export function lawPlaces(law: Law, changes: readonly ChangeRow[]): LawPlace[] {
  const about = (place: string) =>
    changes.filter(({ change, revoked }) => !revoked && change.kind === "law-mark" && change.place === place);
  const withMarks = (place: string) => ({
    place,
    // Newest first, so the first confirmed one is the one in force.
    mark: about(place).find(({ confirmed }) => confirmed),
    waiting: about(place).find(({ confirmed }) => !confirmed),
  });
  const versions = law.versions.map((version): LawPlace => {
    const { id, title, norm, article, from, to, verified, marked, conduct } = version;
    return { title, norm, article, from, to, verified, marked, conduct, ...withMarks(`version/${id}`) };
  });
  const offences = law.offences.flatMap(({ code, title, gist, periods }) =>
    periods.map(
      ({ from, to, article, norm, verified, marked, ...period }): LawPlace => ({
        title: period.title ?? title,
        norm: { es: norm, en: norm },
        article,
        from,
        to,
        verified,
        marked,
        conduct: gist,
        ...withMarks(`offence/${code}/${from}`),
      }),
    ),
  );
  return [...versions, ...offences];
}
