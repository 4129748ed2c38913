// What of an entry, of a complaint and of a proposal may be shown: never who complained, never a case out of reach.
import { isBlindCode } from "#src/domain/case/blind-correction.ts";
import type { CaseState } from "#src/domain/case/case-state.ts";
import type { Beginning } from "#src/domain/case/division.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { approvalOf, consequencesFor } from "./approve.ts";
import type { Context } from "./context.ts";
import type { LoadedCase } from "./load-case.ts";

/** What an entry said is shown as it was, but for who complained and for the number of a case the reader may not see. */
export function shownContent(
  content: Record<string, unknown>,
  visible: ReadonlySet<string>,
): Record<string, unknown> {
  const { complainant, begins } = content as Partial<Complaint> & { begins?: Beginning };
  if (begins !== undefined) {
    // Who registered it and who has it is said elsewhere, to whom it may be said.
    const from = visible.has(begins.from.caseId) ? { from: begins.from } : {};
    return { ...content, begins: from };
  }
  if (isBlindCode(String(content.pointer))) return withoutValues(content);
  if (complainant !== undefined)
    return withoutComplainant(content as unknown as Complaint) as unknown as Record<string, unknown>;
  return withoutHidden(content, visible);
}

/** Of a correction of who complained that it was made, of what and why; never from what or to what. */
export function withoutValues<T extends object>(correction: T): T {
  const {
    oldValue: _,
    newValue: __,
    ...shown
  } = correction as T & { oldValue?: unknown; newValue?: unknown };
  return shown as unknown as T;
}

function withoutHidden<T extends object>(content: T, visible: ReadonlySet<string>): T {
  const { into } = content as { into?: { caseId: string } };
  if (into !== undefined) {
    const { into: _, ...shown } = content as T & { into: unknown };
    return visible.has(into.caseId) ? content : (shown as unknown as T);
  }
  const { other } = content as { other?: { caseId: string } };
  if (other === undefined || visible.has(other.caseId)) return content;
  const { other: _, pair: __, ...shown } = content as T & { other: unknown; pair: unknown };
  return shown as unknown as T;
}

/** Sealed from everybody: who complained, and where identity is reserved also what that person is to the victim. */
export function withoutComplainant(complaint: Complaint): Complaint {
  const { kind, relationToVictim, protectionRequested } = complaint.complainant;
  const shown = kind !== "identity-reserved" && relationToVictim !== undefined;
  return {
    ...complaint,
    complainant: {
      kind,
      ...(shown && { relationToVictim }),
      ...(protectionRequested !== undefined && { protectionRequested }),
    },
  };
}

/**
 * Each proposal that waits, with what it would do and whether this reader may decide on it: true, or the reason why
 * not. What it would do is worked out without names, which change no finding.
 */
export async function shownProposals(
  ctx: Context,
  loaded: Pick<LoadedCase, "ties">,
  sealed: CaseState,
  opened: CaseState,
  visible: ReadonlySet<string>,
): Promise<unknown[]> {
  return Promise.all(
    opened.pending.map(async (proposal) => {
      const { proposalId } = proposal;
      const asSealed = sealed.pending.find((each) => each.proposalId === proposalId) ?? proposal;
      const consequences = consequencesFor(ctx.register.rules, sealed, asSealed);
      const approval = await approvalOf(ctx, loaded, proposal, consequences);
      return {
        ...withoutHidden(
          proposal.kind === "amendment" && isBlindCode(proposal.pointer) ? withoutValues(proposal) : proposal,
          visible,
        ),
        consequences,
        decide: approval.effect === "allow" ? true : approval.reason,
      };
    }),
  );
}
