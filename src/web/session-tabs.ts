// What one tab tells the others about the session they share: that somebody signed in or out, uses it, or has locked it.

type Said = "signed-in" | "signed-out" | "used" | "locked";

const NAME = "reta-session";

/** Tells every other tab of this browser; this one is not told. */
export function tellTabs(said: Said): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(said);
  channel.close();
}

/** Calls `listener` when another tab tells something; gives back the way to stop. */
export function onTabTold(listener: (said: Said) => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data: said }: MessageEvent<Said>) => listener(said);
  return () => channel.close();
}
