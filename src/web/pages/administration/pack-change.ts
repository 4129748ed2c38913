// Changes of the pack as the screens ask for them: the list about one subject, the preview, the making, the decision.
import { useCallback } from "react";
import * as z from "zod/mini";
import type { PackChange } from "#src/schema/pack-change.ts";
import { FieldFault } from "#src/schema/problem.ts";
import { request } from "../../request.ts";
import { type Resource, useResource } from "../../use-resource.ts";

const ChangeRow = z.object({
  changeId: z.string(),
  madeAt: z.string(),
  officer: z.nullable(z.string()),
  effectiveOn: z.string(),
  orderNumber: z.nullable(z.string()),
  // Our own server checked it when it was made.
  change: z.custom<PackChange>((json) => typeof json === "object" && json !== null && "kind" in json),
  revoked: z.boolean(),
  confirmed: z.boolean(),
  decidedBy: z.nullable(z.string()),
  decidedAt: z.nullable(z.string()),
});
export type ChangeRow = z.infer<typeof ChangeRow>;
const Changes = z.object({ changes: z.array(ChangeRow) });

const Preview = z.object({
  faults: z.array(FieldFault),
  officers: z.array(
    z.object({
      officerId: z.string(),
      name: z.string(),
      login: z.string(),
      unitId: z.string(),
      role: z.string(),
    }),
  ),
  openAlerts: z.boolean(),
  takesTwo: z.boolean(),
});
export type Preview = z.infer<typeof Preview>;

export interface AskedChange {
  changeId: string;
  effectiveOn: string;
  orderNumber?: string;
  change: PackChange;
}

export const previewChange = (body: AskedChange) =>
  request("POST", "/api/pack-changes/preview", Preview, { body });
export const makeChange = (body: AskedChange) => request("POST", "/api/pack-changes", z.unknown(), { body });
export const decideChange = (changeId: string, decision: "revoke" | "confirm") =>
  request("POST", `/api/pack-changes/${changeId}/${decision}`, z.unknown(), { body: {} });

/** Changes about a subject, newest first; asks nothing for whoever may not read them. */
export function useChanges(subject: string | undefined): Resource<readonly ChangeRow[]> {
  const path = subject && `/api/pack-changes?subject=${encodeURIComponent(subject)}`;
  const { value, replace, ...rest } = useResource(path, Changes);
  const put = useCallback((changes: readonly ChangeRow[]) => replace({ changes: [...changes] }), [replace]);
  return { ...rest, value: value?.changes, replace: put };
}

/** How a change stands on a day: taken back, waiting for a second person, planned, or in force. */
export function stateOf(row: ChangeRow, today: string): "revoked" | "waiting" | "planned" | "in-force" {
  if (row.revoked) return "revoked";
  if (!row.confirmed) return "waiting";
  return row.effectiveOn > today ? "planned" : "in-force";
}
