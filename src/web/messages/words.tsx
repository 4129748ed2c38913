// The language a person reads: chosen in the header, remembered on this computer, used by every screen through useWords.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { Words as PackWords } from "#src/schema/catalogue.ts";
import { en } from "./en.ts";
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

/** Words outside React, e.g. for a test. */
export function wordsIn(language: Language): Omit<WordsInUse, "setLanguage"> {
  const messages: Record<MessageKey, string> = language === "es" ? es : en;
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

const Context = createContext<WordsInUse>({ ...wordsIn("es"), setLanguage: () => {} });
const REMEMBERED = "reta-language";

function remembered(): Language {
  try {
    return localStorage.getItem(REMEMBERED) === "en" ? "en" : "es";
  } catch {
    return "es";
  }
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(remembered);
  useEffect(() => {
    document.documentElement.lang = language;
    try {
      localStorage.setItem(REMEMBERED, language);
    } catch {
      // A browser without storage only forgets the choice.
    }
  }, [language]);
  const value = useMemo(() => ({ ...wordsIn(language), setLanguage }), [language]);
  return <Context value={value}>{children}</Context>;
}

export const useWords = () => useContext(Context);
