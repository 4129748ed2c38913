// Encrypts drafts with the officer's own key (AES-256-GCM): plain text never touches the disk of a shared computer.
import type { SealedDraft } from "./draft-store.ts";

/** The session's key, in memory only and not extractable again. `key`: base64url of 32 bytes. */
export async function importDraftKey(key: string): Promise<CryptoKey> {
  const text = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

type Label = Pick<SealedDraft, "id" | "officerId" | "kind" | "training">;

/** Bound to the cipher text, so that a draft cannot be passed off as another's or as training. */
const boundTo = ({ id, officerId, kind, training }: Label) =>
  new TextEncoder().encode(JSON.stringify([id, officerId, kind, training]));

export async function sealDraft(
  key: CryptoKey,
  label: Label,
  content: unknown,
  savedAt: number,
): Promise<SealedDraft> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const cipher = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: boundTo(label) },
    key,
    new TextEncoder().encode(JSON.stringify(content)),
  );
  return { ...label, savedAt, iv, cipher };
}

/** Undefined when the key is not the one it was sealed with or the bytes were damaged. */
export async function openDraft(key: CryptoKey, draft: SealedDraft): Promise<unknown> {
  try {
    const bytes = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: draft.iv, additionalData: boundTo(draft) },
      key,
      draft.cipher,
    );
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
