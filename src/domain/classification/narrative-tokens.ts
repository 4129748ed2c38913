// The narrative cut once into words, with their places in the original text and where clauses and sentences end.
import { foldCharacter, soundOf } from "./narrative-fold.ts";

/** What stands between a word and the one before it. */
export const NOTHING = 0;
export const CLAUSE = 1;
export const SENTENCE = 2;

export interface Token {
  /** UTF-16 offsets in the text as typed. */
  start: number;
  end: number;
  /** The word as it sounds, see `soundOf`. */
  word: string;
  /** The number it writes, a thousand when that or more or with a separator; -1 when none. */
  value: number;
  /** It follows an opening parenthesis, as the age in `la menor (16)` does. */
  inParentheses: boolean;
  breakBefore: number;
}

export interface Spelling {
  /** Sounds of short spellings, and the sound they stand for. */
  spellings: Map<string, string>;
  /** Sounds after which a full stop ends no sentence. */
  abbreviations: Set<string>;
  numbers: Map<string, number>;
}

const LETTER = 1;
const JOINS = 2;
const kinds = new Map<number, number>();

// Marks and format characters (soft hyphen, joiners, direction marks) continue a word and never begin one.
function kindOf(code: number): number {
  if (code < 128) return (code > 96 && code < 123) || (code > 64 && code < 91) ? LETTER : 0;
  let kind = kinds.get(code);
  if (kind === undefined) {
    const character = String.fromCodePoint(code);
    kind = /[\p{L}\p{N}]/u.test(character) ? LETTER : /[\p{M}\p{Cf}]/u.test(character) ? JOINS : 0;
    if (kinds.size > 20_000) kinds.clear();
    kinds.set(code, kind);
  }
  return kind;
}

const isDigit = (code: number) => code > 47 && code < 58;
const SENTENCE_ENDS = new Set([..."!?;…。؟"].map((c) => c.charCodeAt(0)));
const CLAUSE_ENDS = new Set([...',:()[]{}"«»“”—–'].map((c) => c.charCodeAt(0)));
// Longer runs of letters are not words; their first letters decide nothing and cost time.
const LONGEST_WORD = 40;

/** Words of a text in order; linear in its length. */
export function tokenise(text: string, spelling: Spelling): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let pending = SENTENCE;
  let afterParenthesis = false;
  let newlines = 0;

  const push = (start: number, end: number, word: string, value: number) => {
    tokens.push({ start, end, word, value, inParentheses: afterParenthesis, breakBefore: pending });
    pending = NOTHING;
    afterParenthesis = false;
    newlines = 0;
  };

  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    if (isDigit(code)) {
      const start = at;
      at = endOfNumber(text, at);
      const digits = text.slice(start, at);
      push(start, at, digits.slice(0, LONGEST_WORD), numberOf(digits));
      continue;
    }
    if (kindOf(code) === LETTER) {
      const start = at;
      let word = "";
      while (at < text.length) {
        const next = text.codePointAt(at) ?? 0;
        // `l@s niñ@s`: the sign stands for either ending.
        const sign = next === 64;
        const kind = sign ? LETTER : kindOf(next);
        if (kind === 0) break;
        const size = next > 0xffff ? 2 : 1;
        if (kind === LETTER && word.length < LONGEST_WORD) {
          word += sign ? "a" : foldCharacter(text.slice(at, at + size));
        }
        at += size;
      }
      const sound = soundOf(word);
      const meant = spelling.spellings.get(sound) ?? sound;
      push(start, at, meant, spelling.numbers.get(meant) ?? -1);
      continue;
    }
    if (code === 46) {
      const before = tokens[tokens.length - 1];
      const abbreviated =
        before !== undefined &&
        before.end === at &&
        (before.end - before.start === 1 || spelling.abbreviations.has(before.word));
      if (!abbreviated) pending = SENTENCE;
    } else if (SENTENCE_ENDS.has(code)) pending = SENTENCE;
    else if (CLAUSE_ENDS.has(code)) {
      pending = Math.max(pending, CLAUSE);
      afterParenthesis = code === 40;
    } else if (code === 10) {
      // One line break is where the window was narrow; an empty line is a new paragraph.
      newlines++;
      if (newlines > 1) pending = SENTENCE;
    }
    at += code > 0xffff ? 2 : 1;
  }
  return tokens;
}

// `1,200` and `3.5` are one number; `15 años` without the space are two words.
function endOfNumber(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const separates = (code === 44 || code === 46) && isDigit(text.charCodeAt(at + 1));
    if (!isDigit(code) && !separates) break;
    at++;
  }
  return at;
}

/** A whole number below a thousand as it is, anything larger or with a separator as a thousand: never an age. */
function numberOf(digits: string): number {
  return /^\d{1,3}$/.test(digits) ? Number(digits) : 1000;
}
