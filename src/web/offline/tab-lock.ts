// Which tab holds a draft: a second tab never writes over the first (Web Locks live and die with their tab).

const nameOf = (id: string) => `reta-draft ${id}`;

/** Holds the draft until `release` is called or the tab is gone; undefined when another tab holds it. */
export async function holdDraft(id: string): Promise<(() => void) | undefined> {
  if (!("locks" in navigator)) return () => {};
  return new Promise((resolve) => {
    void navigator.locks.request(nameOf(id), { ifAvailable: true }, (lock) => {
      if (!lock) {
        resolve(undefined);
        return undefined;
      }
      return new Promise<void>((release) => resolve(() => release()));
    });
  });
}

/** Ids of the drafts that some tab has open now. */
export async function heldDrafts(): Promise<Set<string>> {
  if (!("locks" in navigator)) return new Set();
  const { held = [] } = await navigator.locks.query();
  const prefix = nameOf("");
  return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
}
