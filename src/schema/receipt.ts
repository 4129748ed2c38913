// What is asked by a receipt and what is answered: never a unit, a name, an offence or how many additions there are.
import * as z from "zod/mini";

/** As typed: any spacing, capitals and accents. */
export const ReceiptQuestion = z.strictObject({
  code: z.string().check(z.maxLength(60)),
  phrase: z.string().check(z.maxLength(200)),
});
export type ReceiptQuestion = z.infer<typeof ReceiptQuestion>;

export const ReceiptAnswer = z.object({
  /** The day it was received, in the country's time. */
  registeredOn: z.string(),
  /** In the log. Within a second of registering it is only promised. */
  sealed: z.boolean(),
  /** Below a checkpoint that enough witnesses outside have cosigned. */
  witnessed: z.boolean(),
  /** Somebody has left a message that was not answered yet; it opens with the same code and phrase. */
  message: z.boolean(),
  /** The beginning of the entry's hash, as printed on the receipt. */
  seal: z.string(),
  /** C2SP tlog-proof, to be kept and verified without this register (`reta verify --proof`). */
  proof: z.nullable(z.string()),
});
export type ReceiptAnswer = z.infer<typeof ReceiptAnswer>;
