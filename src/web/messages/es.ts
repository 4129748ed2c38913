// All Spanish words of the screens, the source of every key; one file a part under es/.
import { problems } from "./es/problems.ts";
import { shell } from "./es/shell.ts";

export const es = { ...shell, ...problems };
export type MessageKey = keyof typeof es;
