// All Spanish words of the screens, the source of every key; one file a part under es/.
import { complaint } from "./es/complaint.ts";
import { duty } from "./es/duty.ts";
import { form } from "./es/form.ts";
import { problems } from "./es/problems.ts";
import { shell } from "./es/shell.ts";

export const es = { ...shell, ...problems, ...form, ...complaint, ...duty };
export type MessageKey = keyof typeof es;
