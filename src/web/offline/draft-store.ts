// Drafts on this computer: IndexedDB holds cipher text only; what is older than 72 hours is erased.

/** Hours a draft is kept after its last change: a weekend off duty, no longer on a shared computer. */
export const DRAFT_HOURS = 72;

export interface SealedDraft {
  id: string;
  officerId: string;
  kind: "complaint" | "acknowledgement";
  training: boolean;
  /** Milliseconds since 1970. */
  savedAt: number;
  iv: Uint8Array<ArrayBuffer>;
  cipher: ArrayBuffer;
}

const DATABASE = "reta";
const STORE = "drafts";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(STORE, { keyPath: "id" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("the drafts are blocked by another version of the page"));
  });
}

async function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const asked = work(transaction.objectStore(STORE));
      // Only a completed transaction is on the disk.
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export async function putDraft(draft: SealedDraft): Promise<void> {
  await inStore("readwrite", (store) => store.put(draft));
}

export async function deleteDraft(id: string): Promise<void> {
  await inStore("readwrite", (store) => store.delete(id));
}

/** One officer's drafts, newest first; whoever's are too old are erased on the way. */
export async function listDrafts(officerId: string, training: boolean, now: number): Promise<SealedDraft[]> {
  const all = (await inStore("readonly", (store) => store.getAll())) as SealedDraft[];
  const isOld = (draft: SealedDraft) => now - draft.savedAt > DRAFT_HOURS * 3_600_000;
  for (const draft of all.filter(isOld)) await deleteDraft(draft.id);
  return all
    .filter((draft) => !isOld(draft) && draft.officerId === officerId && draft.training === training)
    .sort((a, b) => b.savedAt - a.savedAt);
}
