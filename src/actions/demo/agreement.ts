// Spanish agreement for assembled sentences: alternatives chosen by the gender and number of victims and suspects.

export interface Group {
  /** Feminine only when all are women or girls, as Spanish has it. */
  feminine: boolean;
  plural: boolean;
}

/** `[..]` agrees with the victims, `<..>` with the suspects, `{name}` is replaced; throws on a name without a value. */
export function agree(
  template: string,
  victims: Group,
  suspects: Group,
  values: Record<string, string>,
): string {
  const chosen = template
    .replace(/\[([^\]]*)\]/g, (_, options: string) => alternative(options, victims))
    .replace(/<([^>]*)>/g, (_, options: string) => alternative(options, suspects));
  const filled = chosen.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no value for {${name}}`);
    return value;
  });
  // A word boundary would split «ponía»: the preposition must stand alone.
  return capital(
    filled.replace(/(?<!\p{L})(a|de) el (?=agraviad|denunciad)/gu, (_, word: string) => `${word}l `),
  );
}

/** Two alternatives: singular, plural. Four: masculine and feminine singular, masculine and feminine plural. */
function alternative(options: string, group: Group): string {
  const list = options.split("|");
  const index = list.length === 4 ? (group.plural ? 2 : 0) + (group.feminine ? 1 : 0) : group.plural ? 1 : 0;
  const chosen = list[index];
  if (chosen === undefined || (list.length !== 2 && list.length !== 4))
    throw new Error(`alternatives: ${options}`);
  return chosen;
}

/** First letter in upper case, whatever opens the sentence. */
export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
