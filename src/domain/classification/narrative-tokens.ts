// The narrative cut once into words: their places in the text, what each can be, and where clauses and sentences end.
import { foldCharacter } from "./narrative-fold.ts";
import {
  ABBREVIATES,
  kindOfNumber,
  letterOf,
  NO_NUMBER,
  OTHER_LETTER,
  type Vocabulary,
  walkEnding,
  walkWord,
} from "./narrative-vocabulary.ts";

/** What stands between a word and the one before it. */
export const NOTHING = 0;
export const CLAUSE = 1;
export const SENTENCE = 2;

/** Words of a text, column by column. */
export interface Tokens {
  count: number;
  /** UTF-16 offsets in the text as typed. */
  start: Int32Array;
  end: Int32Array;
  /** What the word can be: see `WordClasses`. */
  wordClass: Int32Array;
  /** Bits such as `NEGATES`. */
  flags: Uint8Array;
  breakBefore: Uint8Array;
}

/** Gives the number of what words reach in the vocabulary. */
export interface WordClasses {
  vocabulary: Vocabulary;
  classOf: (walked: number, ending: number, numberKind: number) => number;
}

const JOINS = 255;
const NO_LETTER = 0;
const SEVERAL = 254;
const kinds = new Map<number, number>();

// Marks and format characters (soft hyphen, joiners, direction marks) continue a word and never begin one.
function readRare(code: number): number {
  const known = kinds.get(code);
  if (known !== undefined) return known;
  const character = String.fromCodePoint(code);
  let letter = NO_LETTER;
  if (/[\p{M}\p{Cf}]/u.test(character)) letter = JOINS;
  else if (/[\p{L}\p{N}]/u.test(character)) {
    const folded = foldCharacter(character);
    letter = folded.length === 1 ? letterOf(folded.charCodeAt(0)) : SEVERAL;
  }
  if (kinds.size > 20_000) kinds.clear();
  kinds.set(code, letter);
  return letter;
}

// Most text is Latin: its letters are looked up in a table. Digits begin a number and are in no word.
const TABLE = 0x250;
const latin = Uint8Array.from({ length: TABLE }, (_, code) => (isDigit(code) ? NO_LETTER : readRare(code)));
const read = (code: number) => (code < TABLE ? (latin[code] ?? NO_LETTER) : readRare(code));

function isDigit(code: number): boolean {
  return code > 47 && code < 58;
}
const SENTENCE_ENDS = new Set([..."!?;…。؟"].map((c) => c.charCodeAt(0)));
const CLAUSE_ENDS = new Set([...',:()[]{}"«»“”—–'].map((c) => c.charCodeAt(0)));
// Longer runs of letters are not words; their first letters decide nothing and cost time.
const LONGEST_WORD = 40;

const letters = new Uint8Array(LONGEST_WORD + 4);
const B = 2;
const C = 3;
const E = 5;
const G = 7;
const H = 8;
const I = 9;
const J = 10;
const L = 12;
const S = 19;
const V = 22;
const Y = 25;
const Z = 26;

/** `soundOf` in place, over letters instead of strings; returns how many are left. */
function toSound(count: number): number {
  let to = 0;
  for (let at = count > 3 && letters[0] === H ? 1 : 0; at < count; at++) {
    const letter = letters[at] ?? 0;
    const after = at + 1 < count ? letters[at + 1] : 0;
    const soft = after === E || after === I;
    if (letter === V) letters[to++] = B;
    else if (letter === Z || (letter === C && soft)) letters[to++] = S;
    else if (letter === G && soft) letters[to++] = J;
    else if (letter === L && after === L) {
      letters[to++] = Y;
      at++;
    } else letters[to++] = letter;
  }
  return to;
}

/** Words of a text in order; linear in its length. */
export function tokenise(text: string, { vocabulary, classOf }: WordClasses): Tokens {
  const most = (text.length >> 1) + 1;
  const tokens: Tokens = {
    count: 0,
    start: new Int32Array(most),
    end: new Int32Array(most),
    wordClass: new Int32Array(most),
    flags: new Uint8Array(most),
    breakBefore: new Uint8Array(most),
  };
  let at = 0;
  let count = 0;
  let pending = SENTENCE;
  let afterParenthesis = false;
  let newlines = 0;
  let abbreviated = false;

  while (at < text.length) {
    let code = text.charCodeAt(at);
    if (code > 0xd7ff) code = text.codePointAt(at) ?? 0;
    const first = read(code);
    const digit = isDigit(code);
    if (digit || (first !== NO_LETTER && first !== JOINS)) {
      tokens.start[count] = at;
      tokens.breakBefore[count] = pending;
      if (digit) {
        const from = at;
        at = endOfNumber(text, at);
        const kind = kindOfNumber(numberAt(text, from, at), afterParenthesis);
        tokens.wordClass[count] = classOf(0, 0, kind);
        abbreviated = at - from === 1;
      } else {
        const from = at;
        let length = 0;
        while (at < text.length) {
          let next = text.charCodeAt(at);
          if (next > 0xd7ff) next = text.codePointAt(at) ?? 0;
          // `l@s niñ@s`: the sign stands for either ending.
          const letter = next === 64 ? 1 : read(next);
          if (letter === NO_LETTER) break;
          const size = next > 0xffff ? 2 : 1;
          if (length < LONGEST_WORD) {
            if (letter < SEVERAL) letters[length++] = letter;
            else if (letter === SEVERAL) length = pushSeveral(text.slice(at, at + size), length);
          }
          at += size;
        }
        const sounds = toSound(length);
        let walked = walkWord(vocabulary, letters, sounds);
        let flags = 0;
        let kind = NO_NUMBER;
        let ending = walkEnding(vocabulary, letters, sounds);
        if ((walked & 1) === 1) {
          let node = walked >> 1;
          flags = vocabulary.flags[node] ?? 0;
          const meant = vocabulary.redirects[node] ?? -1;
          if (meant >= 0) {
            node = meant;
            walked = meant * 2 + 1;
            ending = 0;
            flags |= vocabulary.flags[node] ?? 0;
          }
          kind = kindOfNumber(vocabulary.values[node] ?? -1, afterParenthesis);
        }
        tokens.wordClass[count] = classOf(walked, ending, kind);
        tokens.flags[count] = flags;
        abbreviated = at - from === 1 || (flags & ABBREVIATES) !== 0;
      }
      tokens.end[count] = at;
      count++;
      pending = NOTHING;
      afterParenthesis = false;
      newlines = 0;
      continue;
    }
    if (code === 46) {
      if (!(abbreviated && count > 0 && tokens.end[count - 1] === at)) pending = SENTENCE;
    } else if (code !== 32) {
      if (SENTENCE_ENDS.has(code)) pending = SENTENCE;
      else if (CLAUSE_ENDS.has(code)) {
        pending = Math.max(pending, CLAUSE);
        afterParenthesis = code === 40;
      } else if (code === 10) {
        // One line break is where the window was narrow; an empty line is a new paragraph.
        newlines++;
        if (newlines > 1) pending = SENTENCE;
      }
    }
    at += code > 0xffff ? 2 : 1;
  }
  tokens.count = count;
  return tokens;
}

// A character that is written as several letters, as `ß` is `ss`.
function pushSeveral(character: string, from: number): number {
  let length = from;
  for (const letter of foldCharacter(character)) {
    if (length >= LONGEST_WORD) break;
    letters[length++] = letter.length === 1 ? letterOf(letter.charCodeAt(0)) : OTHER_LETTER;
  }
  return length;
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
function numberAt(text: string, from: number, to: number): number {
  if (to - from > 3) return 1000;
  let value = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (!isDigit(code)) return 1000;
    value = value * 10 + code - 48;
  }
  return value;
}
