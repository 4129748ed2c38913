// Words of pages that are loaded when they are opened travel with them: a section holds both languages of one part.
import { fill, type Params, useWords } from "./words.tsx";

export interface SectionInUse<Key extends string> {
  say: (key: Key, params?: Params) => string;
  /** The message of a key made of a code, or the code itself where there is none. */
  sayCode: (prefix: string, code: string, params?: Params) => string;
}

/** A hook that says the section's words in the language in use; English must have every Spanish key. */
export function sectionOf<Key extends string>(
  es: Readonly<Record<Key, string>>,
  en: Readonly<Record<NoInfer<Key>, string>>,
): () => SectionInUse<Key> {
  const spanish = wordsOf(es);
  const english = wordsOf(en);
  return () => (useWords().language === "es" ? spanish : english);
}

function wordsOf<Key extends string>(messages: Readonly<Record<Key, string>>): SectionInUse<Key> {
  const isKey = (key: string): key is Key => Object.hasOwn(messages, key);
  return {
    say: (key, params) => fill(messages[key], params),
    sayCode: (prefix, code, params) => {
      const key = `${prefix}.${code}`;
      return isKey(key) ? fill(messages[key], params) : code;
    },
  };
}
