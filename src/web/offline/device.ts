// Which device this is: a random id made once, and a counter that grows by one with every entry made here.

const ID = "reta-device";
const COUNTER = "reta-device-counter";

let fallback: string | undefined;

/** A UUID that says nothing; new in every page load when the browser keeps nothing. */
export function deviceId(): string {
  try {
    const known = localStorage.getItem(ID);
    if (known) return known;
    const made = crypto.randomUUID();
    localStorage.setItem(ID, made);
    return made;
  } catch {
    fallback ??= crypto.randomUUID();
    return fallback;
  }
}

/** The next number of this device, from 1. */
export function nextDeviceCounter(): number {
  try {
    const next = Number(localStorage.getItem(COUNTER) ?? "0") + 1;
    localStorage.setItem(COUNTER, String(next));
    return next;
  } catch {
    return 0;
  }
}
