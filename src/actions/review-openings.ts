// The ombudsman looks at the openings that were drawn, asks whoever opened, reads the answer and says what was found.
import {
  type Draw,
  findDraw,
  findDrawn,
  findFirstAfter,
  insertQuestion,
  insertVerdict,
  listDrawn,
  listOpeningsBetween,
  listSampleWeeks,
} from "#src/database/opening-samples.ts";
import { insertText } from "#src/database/sealed-texts.ts";
import { auditReach } from "#src/domain/access/audit-reach.ts";
import { isSampleTrue } from "#src/domain/audit/opening-sample.ts";
import { institutionOf } from "#src/domain/pack/keeper.ts";
import type { NewOpeningVerdict, OpeningSample, SampleInstitution } from "#src/schema/opening-sample.ts";
import { Problem } from "#src/schema/problem.ts";
import { sealText } from "#src/vault/sealed-text.ts";
import { askVault } from "./ask-vault.ts";
import type { Context, Trace } from "./context.ts";
import { readNotes } from "./read-notes.ts";

const zone = "reta_audit" as const;
export const listTrace: Trace = { action: "review.sample", zone };
export const askTrace: Trace = { action: "review.ask", zone };
/** Recorded by the vault, before it opens anything. */
export const readTrace: Trace = { action: "review.answer.read", zone, quiet: true };
export const verdictTrace: Trace = { action: "review.verdict", zone };

const demandOmbudsman = ({ actor }: Context) => {
  if (auditReach(actor.role) !== "nation") throw new Problem("access.refused");
};

type Drawn = Awaited<ReturnType<typeof listDrawn>>;
type Seen = Awaited<ReturnType<typeof listOpeningsBetween>>;

/** The weeks there are, and what was drawn in one: in the newest when none is named. Of one's own openings, none. */
export async function readSample(
  ctx: Context,
  { week }: { week?: string | undefined },
): Promise<OpeningSample> {
  demandOmbudsman(ctx);
  const weeks = await listSampleWeeks(ctx.tx);
  const draw = await findDraw(ctx.tx, week);
  const drawn = draw === undefined ? [] : await listDrawn(ctx.tx, draw.week);
  ctx.tell({ detail: { rows: drawn.length, ...(draw !== undefined && { week: draw.week }) } });
  if (draw === undefined) return { weeks, week: null, proof: null, institutions: [], openings: [] };
  const verdicts = drawn.flatMap((each) => each.verdicts.filter(({ reason }) => reason === null));
  const reasons = await readNotes(
    ctx,
    "opening-verdict",
    verdicts.map(({ verdictId }) => verdictId),
  );
  for (const verdict of verdicts) verdict.reason = reasons[verdict.verdictId] ?? null;
  const { logSize, root, percent, atLeast } = draw;
  const seen = await listSeen(ctx, draw);
  return {
    weeks,
    week: draw.week,
    proof: { logSize, root, percent, atLeast, holds: isDrawnRight(draw, seen, drawn) },
    institutions: institutionsOf(ctx, draw.week, seen ?? [], drawn),
    openings: drawn.map(({ hash: _, ...opening }) => opening),
  };
}

/** The week's openings as far as the reader sees the trail; `undefined` where the log has not come so far. */
async function listSeen(ctx: Context, draw: Draw): Promise<Seen | undefined> {
  const until = await findFirstAfter(ctx.tx, draw);
  return until === undefined
    ? undefined
    : listOpeningsBetween(ctx.tx, { ...draw, until, but: ctx.actor.officerId });
}

/** Draws the week again from those. */
function isDrawnRight(draw: Draw, seen: Seen | undefined, drawn: Drawn): boolean {
  if (seen === undefined) return false;
  const seed = { week: draw.week, size: draw.logSize, root: draw.root };
  const hashes = { seen: seen.map(({ hash }) => hash), drawn: drawn.map(({ hash }) => hash) };
  return isSampleTrue(seed, draw, draw, hashes);
}

// Counted from what the reader sees: the whole, less that, would say that a case behind a wall names the reader.
function institutionsOf(
  ctx: Context,
  week: string,
  seen: readonly { unitId: string | null }[],
  drawn: Drawn,
): SampleInstitution[] {
  const periods = ctx.register.rules.pack.units;
  const found = new Map<string, SampleInstitution>();
  const of = (unitId: string) => {
    const top = institutionOf(periods, unitId, week);
    const institution = top === "" ? null : top;
    const line = found.get(top) ?? { institution, openings: 0, drawn: 0, asked: 0, reviewed: 0 };
    found.set(top, line);
    return line;
  };
  for (const { unitId } of seen) of(unitId ?? "").openings += 1;
  for (const { unitId, askedAt, verdicts } of drawn) {
    const line = of(unitId);
    line.drawn += 1;
    line.asked += askedAt === null ? 0 : 1;
    line.reviewed += verdicts.length === 0 ? 0 : 1;
  }
  return [...found.values()].sort((a, b) => b.openings - a.openings);
}

/** Asks whoever opened what for. From now on, and not before, they know that it was drawn. */
export async function askOpener(ctx: Context, { openingId }: { openingId: string }): Promise<void> {
  demandOmbudsman(ctx);
  const { officerId, caseId } = await getDrawn(ctx, openingId);
  await insertQuestion(ctx.tx, { openingId, by: ctx.actor.officerId, at: ctx.now });
  ctx.tell({ caseId, detail: { opening: openingId, officer: officerId } });
}

/** What whoever opened answered; the vault looks for itself who asks. */
export async function readAnswer(
  ctx: Context,
  { openingId }: { openingId: string },
): Promise<{ text: string }> {
  demandOmbudsman(ctx);
  await getDrawn(ctx, openingId);
  return askVault<{ text: string }>(ctx, "opening-answer", { openingId });
}

/** What was found, with the reason. A further one stands beside it. */
export async function giveVerdict(
  ctx: Context,
  input: NewOpeningVerdict & { openingId: string },
): Promise<void> {
  demandOmbudsman(ctx);
  const { openingId, verdictId, verdict, reason } = input;
  const { officerId, caseId } = await getDrawn(ctx, openingId);
  await insertVerdict(ctx.tx, { openingId, verdictId, verdict, by: ctx.actor.officerId, at: ctx.now });
  const place = { textId: verdictId, caseId, about: "opening-verdict" };
  await insertText(ctx.tx, sealText(ctx.register.wrapper, place, reason));
  ctx.tell({ caseId, detail: { opening: openingId, conclusion: verdict, officer: officerId } });
}

async function getDrawn(ctx: Context, openingId: string) {
  const found = await findDrawn(ctx.tx, openingId);
  if (found === undefined) throw new Problem("not-found");
  return found;
}
