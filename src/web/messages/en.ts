// All English words of the screens: the same keys as Spanish, or it does not compile.
import { complaint } from "./en/complaint.ts";
import { duty } from "./en/duty.ts";
import { form } from "./en/form.ts";
import { problems } from "./en/problems.ts";
import { shell } from "./en/shell.ts";
import type { MessageKey } from "./es.ts";

export const en: Record<MessageKey, string> = { ...shell, ...problems, ...form, ...complaint, ...duty };
