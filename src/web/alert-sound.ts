// The sound of a new alert: two short tones made here; browsers allow them only after somebody has pressed something.

const WANTED = "reta-alert-sound";
/** Hertz: two tones apart by a fourth carry through a noisy room without being a siren. */
const TONES = [660, 880, 660, 880];
const TONE_SECONDS = 0.16;

let context: AudioContext | undefined;

export function isSoundWanted(): boolean {
  try {
    return localStorage.getItem(WANTED) === "on";
  } catch {
    return false;
  }
}

export function setSoundWanted(wanted: boolean): void {
  try {
    localStorage.setItem(WANTED, wanted ? "on" : "off");
  } catch {
    // A browser without storage only forgets the choice.
  }
}

export const isSoundReady = () => context?.state === "running";

/** To be called while a key or a button is being pressed; answers whether sound can be heard from now on. */
export async function readySound(): Promise<boolean> {
  try {
    context ??= new AudioContext();
    await context.resume();
  } catch {
    return false;
  }
  return isSoundReady();
}

/** Plays the tones, or nothing where the browser does not allow it yet. */
export function ring(): void {
  if (!context || !isSoundReady()) return;
  const { currentTime, destination } = context;
  const volume = context.createGain();
  volume.connect(destination);
  volume.gain.setValueAtTime(0, currentTime);
  for (const [index, tone] of TONES.entries()) {
    const at = currentTime + index * TONE_SECONDS;
    const source = context.createOscillator();
    source.frequency.value = tone;
    source.connect(volume);
    // A soft beginning and end: without them each tone begins with a crack.
    volume.gain.linearRampToValueAtTime(0.25, at + 0.02);
    volume.gain.linearRampToValueAtTime(0, at + TONE_SECONDS - 0.01);
    source.start(at);
    source.stop(at + TONE_SECONDS);
  }
}
