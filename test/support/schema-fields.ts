// Every field a schema can hold, by pointer: read from the schema itself, so that no list has to be kept beside it.
import type * as z from "zod/mini";

/** Pointers of the leaves, `*` for any index; a list of codes or of texts is one leaf. */
export function fieldsOf(schema: z.core.$ZodType, at = ""): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "optional":
    case "nullable":
      return fieldsOf(def.innerType, at);
    case "object":
      return Object.entries(def.shape).flatMap(([key, member]) => fieldsOf(member, `${at}/${key}`));
    case "array": {
      const inside = fieldsOf(def.element, `${at}/*`);
      return inside.length === 1 && inside[0] === `${at}/*` ? [at] : inside;
    }
    default:
      return [at];
  }
}
