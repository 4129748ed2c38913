// The classes under which personal values are sealed: each has a key pair of its own that only the vault can use.
import * as z from "zod/mini";

/**
 * Reference security 2.1: suspects and what leads to them (P), victims (V), victims who are or may be minors (Vm),
 * complainants and witnesses (C), free text and places of a case (F), files (E). And `intake`: what devices seal, whole, until it arrives.
 */
export const KEY_CLASSES = [
  "suspect",
  "victim",
  "minor-victim",
  "complainant",
  "facts",
  "evidence",
  "intake",
] as const;

export const KeyClass = z.enum(KEY_CLASSES);
export type KeyClass = z.infer<typeof KeyClass>;
