// The witnesses of a register: who they are, their keys, how many must agree; and what is told of them.
import * as z from "zod/mini";

const Seconds = z.int().check(z.minimum(1), z.maximum(86_400));

/** The file `witnesses.json` beside the keys. A file and no table: who can write the database must not choose the witnesses. */
export const WitnessSettings = z.strictObject({
  /** How many of the witnesses must have cosigned a checkpoint for it to count as witnessed. */
  quorum: z.int().check(z.minimum(1), z.maximum(32)),
  /** All witnesses are shown the same checkpoint for so long, so that their cosignatures meet. */
  everySeconds: z._default(Seconds, 10),
  /** A witness not heard of for so long is an alarm. */
  silentAfterSeconds: z._default(Seconds, 900),
  witnesses: z
    .array(
      z.strictObject({
        /** Who it is, for people. */
        title: z.string().check(z.minLength(1), z.maxLength(200)),
        /** How to reach whoever answers for it. */
        contact: z.optional(z.string().check(z.maxLength(200))),
        /** Its verifier key, as `reta witness` prints it: name+id+base64. */
        key: z.string().check(z.maxLength(400)),
      }),
    )
    .check(z.maxLength(32)),
});
export type WitnessSettings = z.infer<typeof WitnessSettings>;

/** A witness as anybody may know it, with the newest checkpoint it cosigned. */
export const WitnessLine = z.object({
  name: z.string(),
  title: z.string(),
  contact: z.nullable(z.string()),
  key: z.string(),
  size: z.nullable(z.int()),
  signedAt: z.nullable(z.string()),
  silent: z.boolean(),
});
export type WitnessLine = z.infer<typeof WitnessLine>;

/** What is known of the witnesses of one log. */
export const WitnessView = z.object({
  quorum: z.int(),
  /** The newest checkpoint that enough of them cosigned: its size, and the time of the signature that made it enough. */
  witnessed: z.nullable(z.object({ size: z.int(), at: z.string(), ageSeconds: z.int() })),
  witnesses: z.array(WitnessLine),
});
export type WitnessView = z.infer<typeof WitnessView>;

/** A checkpoint with a cosignature below it, as a witness hands it in. */
export const HandedIn = z.strictObject({ note: z.string().check(z.minLength(1), z.maxLength(10_000)) });
export type HandedIn = z.infer<typeof HandedIn>;
