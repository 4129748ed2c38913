// The vault opens what whoever opened names answered to the ombudsman: for auditors alone, never across a wall.
import { findOpeningAnswer } from "#src/database/opening-samples.ts";
import { findTexts } from "#src/database/sealed-texts.ts";
import { isWalledOff } from "#src/vault/may-open.ts";
import { openText } from "#src/vault/sealed-text.ts";
import type { VaultAnswer } from "#src/vault/vault-door.ts";
import { Refused, step } from "./step.ts";
import { readCase } from "./unlock.ts";
import type { Asked, VaultRoom } from "./vault-room.ts";
import { wallAround } from "./wall-around.ts";

export interface ReadOpeningAnswer extends Asked {
  openingId: string;
}

export const readOpeningAnswer = (room: VaultRoom, input: ReadOpeningAnswer): Promise<VaultAnswer> =>
  step(room, "review.answer.read", input, async ({ tx, asker, tell }) => {
    if (asker.role !== "auditor") throw new Refused("access.refused");
    const answer = await findOpeningAnswer(tx, input.openingId);
    // One's own answer is judged by another.
    if (answer === undefined || answer.officerId === asker.officerId) throw new Refused("not-found");
    const { answerId, caseId, officerId } = answer;
    const wall = await wallAround(tx, caseId, await readCase(tx, caseId), asker.officerId);
    if (wall !== null && isWalledOff(asker, wall)) throw new Refused("not-found");
    const [text] = await findTexts(tx, [answerId]);
    if (text === undefined || text.about !== "opening-answer") throw new Refused("not-found");
    await tell(caseId, { opening: input.openingId, officer: officerId });
    return { text: openText(room.unwrapper, text) };
  });
