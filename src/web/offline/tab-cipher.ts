// A second cipher, for drafts that concern an officer: its key lives and dies with this tab of the browser.

const KEY = "reta-tab-key";

/** As it lies inside the draft, which the officer's own key seals like any other: on the disk the two look the same. */
interface TabSealed {
  sealedForTab: 1;
  iv: string;
  cipher: string;
}

let kept: string | undefined;

// The browser's store of this tab survives a reload and a crash, and no other tab, officer or computer has it.
function keyText(make: boolean): string | undefined {
  try {
    kept = sessionStorage.getItem(KEY) ?? kept;
  } catch {
    // Storage is refused: in memory, for as long as the page is open.
  }
  if (kept === undefined && make) {
    kept = toText(crypto.getRandomValues(new Uint8Array(32)));
    try {
      sessionStorage.setItem(KEY, kept);
    } catch {
      // As above.
    }
  }
  return kept;
}

const toText = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const toBytes = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const importKey = (text: string) =>
  crypto.subtle.importKey("raw", toBytes(text), "AES-GCM", false, ["encrypt", "decrypt"]);

export async function sealForTab(content: unknown): Promise<TabSealed> {
  const key = await importKey(keyText(true) ?? "");
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(content));
  const cipher = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain));
  return { sealedForTab: 1, iv: toText(iv), cipher: toText(cipher) };
}

/** The content itself where it is not sealed for a tab; undefined where it is, and for another one. */
export async function openForTab(content: unknown): Promise<unknown> {
  if (typeof content !== "object" || content === null || !("sealedForTab" in content)) return content;
  const text = keyText(false);
  if (text === undefined) return undefined;
  try {
    const { iv, cipher } = content as TabSealed;
    const key = await importKey(text);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: toBytes(iv) }, key, toBytes(cipher));
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return undefined;
  }
}

/** At signing out: what was sealed for this tab opens nowhere any more. */
export function forgetTab(): void {
  kept = undefined;
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // It was in memory only.
  }
}
