// What the oldest supported browser (Chrome 109, the last for Windows 7) lacks and the shared rules use.

// Without it no text could be checked. Chrome has it since 111.
if (!("isWellFormed" in String.prototype)) {
  Object.defineProperty(String.prototype, "isWellFormed", {
    value: function isWellFormed(this: string): boolean {
      return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(this);
    },
  });
}

// Chrome has them since 110.
if (!("toSorted" in Array.prototype)) {
  Object.defineProperty(Array.prototype, "toSorted", {
    value: function toSorted<T>(this: T[], compare?: (a: T, b: T) => number): T[] {
      return [...this].sort(compare);
    },
  });
  Object.defineProperty(Array.prototype, "toReversed", {
    value: function toReversed<T>(this: T[]): T[] {
      return [...this].reverse();
    },
  });
}
