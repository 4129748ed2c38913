// Of two words the first counts only while whoever gave it could still give it: a table of what takes two, each row with why.

/** How whoever gave the first word stands when the second is given. Each is a fact the register has established. */
export interface FirstWord {
  suspended: boolean;
  /** The posting under which it was given is in force. */
  posted: boolean;
}

interface Row {
  /** It counts after a transfer as well. */
  outlivesPosting: boolean;
  source: string;
}

const RIGHT: Row = {
  outlivesPosting: false,
  source:
    "reference security 2.3, DENY rules: suspended; posting ended; same person as proposer and approver",
};

/** Everything in the register that one person begins and another completes. */
export const TWO_WORDS = {
  posting: RIGHT,
  recovery: RIGHT,
  suspension: RIGHT,
  /** Of the unit tree, who keeps the register, marks of the law, words of the lists the classifier decides by. */
  "pack-change": RIGHT,
  "key-order": RIGHT,
  unlock: RIGHT,
  "wall-lift": RIGHT,
  "mark-withdrawal": RIGHT,
  /** Corrections, endings, joining and dividing of cases. */
  correction: {
    outlivesPosting: true,
    source:
      "decision 0027: what the case says is weighed by the approver; mission: officers rotate, the case stays",
  },
  /** A list of cases, offered by who leaves. */
  "hand-over": {
    outlivesPosting: true,
    source: "reference security 2.3, transfer of posts: it is made because the posting ends",
  },
} as const satisfies Record<string, Row>;
export type TwoWords = keyof typeof TWO_WORDS;

/**
 * Whether the first word still counts, asked when the second is given; a refusal asks for no first word. A suspension that
 * is lifted makes it count again, as long as it waits.
 */
export const firstWordCounts = (act: TwoWords, { suspended, posted }: FirstWord): boolean =>
  !suspended && (posted || TWO_WORDS[act].outlivesPosting);
