// The language a person reads: chosen in the header, remembered on this computer, used by every screen through useWords.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { Words as PackWords } from "#src/schema/catalogue.ts";
import { es, type MessageKey } from "./es.ts";

export type Language = "es" | "en";
export type Params = Readonly<Record<string, string | number>>;

export interface WordsInUse {
  language: Language;
  setLanguage: (language: Language) => void;
  /** The message in the language in use, `{name}` replaced by `params.name`. */
  say: (key: MessageKey, params?: Params) => string;
  /** The same for a key made of a code; `otherwise` when there is no such message. */
  sayCode: (prefix: string, code: string, otherwise: MessageKey, params?: Params) => string;
  /** A text of the pack in the language in use. */
  pick: (words: PackWords) => string;
}

/** Fills `{name}` placeholders; an unknown one stays as it is, so that a mistake is seen. */
export function fill(template: string, params: Params = {}): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

function isKey(key: string): key is MessageKey {
  return Object.hasOwn(es, key);
}

/** The words of a language, given its messages. */
export function wordsIn(
  language: Language,
  messages: Readonly<Record<MessageKey, string>>,
): Omit<WordsInUse, "setLanguage"> {
  const say = (key: MessageKey, params?: Params) => fill(messages[key], params);
  return {
    language,
    say,
    sayCode: (prefix, code, otherwise, params) => {
      const key = `${prefix}.${code}`;
      return say(isKey(key) ? key : otherwise, params);
    },
    pick: (words) => words[language],
  };
}

const SPANISH = wordsIn("es", es);
const Context = createContext<WordsInUse>({ ...SPANISH, setLanguage: () => {} });
const REMEMBERED = "reta-language";

/** English comes when somebody asks for it: a station with a bad line does not load it. */
async function load(language: Language): Promise<Omit<WordsInUse, "setLanguage">> {
  return language === "es" ? SPANISH : wordsIn("en", (await import("./en.ts")).en);
}

function remembered(): Language {
  try {
    return localStorage.getItem(REMEMBERED) === "en" ? "en" : "es";
  } catch {
    return "es";
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(REMEMBERED, language);
  } catch {
    // A browser without storage only forgets the choice.
  }
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [words, setWords] = useState(remembered() === "es" ? SPANISH : undefined);
  const setLanguage = useCallback((language: Language) => {
    load(language)
      .then((loaded) => {
        setWords(loaded);
        remember(language);
      })
      // Without a line the page stays in the language it has.
      .catch(() => setWords((now) => now ?? SPANISH));
  }, []);
  useEffect(() => {
    if (!words) setLanguage(remembered());
    else document.documentElement.lang = words.language;
  }, [words, setLanguage]);
  const value = useMemo(() => words && { ...words, setLanguage }, [words, setLanguage]);
  return value && <Context value={value}>{children}</Context>;
}

export const useWords = () => useContext(Context);
