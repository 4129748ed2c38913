// The requests of the matrix about changes of the pack: of each subject one that could be made.
import { loadPack } from "#src/actions/load-pack.ts";
import { changeBody, dayFromNow } from "../../support/pack-changes.ts";
import { type Answer, type Client, UNITS } from "../../support/server.ts";
import type { Staff } from "./matrix-staff.ts";

type Ask = (client: Client, role: string) => Promise<Answer>;

const SUBJECTS = {
  units: "units",
  catalogue: "catalogue/channel",
  law: "law",
  review: "review-rules",
} as const;
type Subject = keyof typeof SUBJECTS;

/** By endpoint and subject; what is decided on was proposed by whoever may, anew for each who asks. */
export async function changeDoors(clients: Staff["clients"]): Promise<Record<string, Ask>> {
  const { auditReview } = await loadPack("pe");
  const changes: Readonly<Record<Subject, object>> = {
    units: { kind: "unit-rename", unitId: UNITS.otherStation, name: "Comisaría inventada" },
    catalogue: {
      ...{ kind: "item-relabel", catalogue: "channel", code: "police-station" },
      label: { es: "Comisaría", en: "Station" },
    },
    law: { kind: "law-mark", place: "version/pe-2007", verified: true, source: "Fuente inventada" },
    review: { kind: "review-rules", rules: { ...auditReview, manySearches: { aDay: 61 } } },
  };
  const change = (subject: Subject) => changeBody(changes[subject], { effectiveOn: dayFromNow(1) });
  const proposed = async (by: Client, subject: Subject) => {
    const body = change(subject);
    const answer = await by.send("POST", "/api/pack-changes", body);
    if (answer.status !== 201) throw new Error(`${subject}: ${answer.text}`);
    return body.changeId;
  };
  const subjects = (Object.keys(SUBJECTS) as Subject[]).flatMap((subject): [string, Ask][] => [
    [
      `GET /api/pack-changes (${subject})`,
      (client) => client.get(`/api/pack-changes?subject=${encodeURIComponent(SUBJECTS[subject])}`),
    ],
    [
      `POST /api/pack-changes/preview (${subject})`,
      (client) => client.send("POST", "/api/pack-changes/preview", change(subject)),
    ],
    [
      `POST /api/pack-changes (${subject})`,
      (client) => client.send("POST", "/api/pack-changes", change(subject)),
    ],
  ]);
  const onChange =
    (by: keyof Staff["clients"], subject: Subject, step: string): Ask =>
    async (client) =>
      client.send("POST", `/api/pack-changes/${await proposed(clients[by], subject)}/${step}`, {});
  return {
    ...Object.fromEntries(subjects),
    "POST /api/pack-changes/{changeId}/revoke (units)": onChange("administrator", "units", "revoke"),
    "POST /api/pack-changes/{changeId}/revoke (catalogue)": onChange(
      "catalogue-administrator",
      "catalogue",
      "revoke",
    ),
    "POST /api/pack-changes/{changeId}/confirm (law)": onChange("catalogue-administrator", "law", "confirm"),
    "POST /api/pack-changes/{changeId}/revoke (review)": onChange("auditor", "review", "revoke"),
    "POST /api/pack-changes/{changeId}/confirm (review)": onChange("auditor", "review", "confirm"),
  };
}
