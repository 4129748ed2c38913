// Messages to a complainant that pass through the receipt: nobody learns from them who somebody is, or which case it is.
import * as z from "zod/mini";
import { ReceiptQuestion } from "./receipt.ts";
import { text } from "./text.ts";

/** Longest message and longest answer, in UTF-16 units: a page. */
export const RELAY_MAX = 1_000;

export const NewRelay = z.strictObject({ messageId: z.uuid(), text: text(RELAY_MAX) });
export type NewRelay = z.infer<typeof NewRelay>;

/** What the case file shows of a message; its words are opened by the vault. */
export const RelayLine = z.object({
  messageId: z.string(),
  sentBy: z.string(),
  sentAt: z.string(),
  readAt: z.nullable(z.string()),
  answeredAt: z.nullable(z.string()),
});
export type RelayLine = z.infer<typeof RelayLine>;
export const RelayList = z.object({ messages: z.array(RelayLine), mayRelay: z.boolean() });
export type RelayList = z.infer<typeof RelayList>;

export const RelayText = z.object({
  messageId: z.string(),
  text: z.string(),
  answer: z.nullable(z.string()),
});
export type RelayText = z.infer<typeof RelayText>;

/** A message as whoever holds the receipt reads it: no name, no unit, no offence, no case. */
export const WaitingMessage = z.object({
  messageId: z.string(),
  /** The day, in the country's time. */
  sentOn: z.string(),
  text: z.string(),
  answered: z.boolean(),
});
export type WaitingMessage = z.infer<typeof WaitingMessage>;

export const RelayAnswer = z.strictObject({
  ...ReceiptQuestion.shape,
  messageId: z.uuid(),
  answerId: z.uuid(),
  text: text(RELAY_MAX),
});
export type RelayAnswer = z.infer<typeof RelayAnswer>;
