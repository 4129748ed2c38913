// What a backup says of itself: where it comes from, what is in it, and the checkpoints it ends with.
import * as z from "zod/mini";

const Hex = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** First piece: enough to refuse before anything is written. */
export const BackupHead = z.strictObject({
  v: z.literal(1),
  program: z.string(),
  madeAt: z.string(),
  /** The migrations that ran, with their checksums: a copy goes into the same tables only. */
  migrations: z.array(z.strictObject({ schema: z.string(), file: z.string(), checksum: z.string() })),
  /** Public texts of the keys the logs are signed with. */
  vkeys: z.strictObject({ entries: z.string(), audit: z.string() }),
});
export type BackupHead = z.infer<typeof BackupHead>;

export const BackupTable = z.strictObject({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
});
export type BackupTable = z.infer<typeof BackupTable>;

/** Last piece: every table with its rows and the hash of their text, and the newest checkpoint of each log. */
export const BackupManifest = z.strictObject({
  head: BackupHead,
  tables: z.array(z.strictObject({ schema: z.string(), name: z.string(), rows: z.int(), sha256: Hex })),
  checkpoints: z.strictObject({ entries: z.nullable(z.string()), audit: z.nullable(z.string()) }),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

/** The manifest as it stands in the file: its text, and a note by the key of the log of entries over its hash. */
export const SignedManifest = z.strictObject({ manifest: z.string(), note: z.string() });

/** What was written or restored, for whoever asked. */
export interface BackupReport {
  readonly tables: number;
  readonly rows: number;
  readonly entries: number;
  /** The newest checkpoints of both logs, as signed notes. */
  readonly checkpoints: BackupManifest["checkpoints"];
  readonly madeAt: string;
}
