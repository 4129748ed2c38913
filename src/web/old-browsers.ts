// What the oldest supported browsers lack and the shared rules use; loaded before everything else.

interface WellFormedString {
  isWellFormed?: (this: string) => boolean;
}

// Chrome gained it in 111; without it no text could be checked on Windows 7.
const prototype = String.prototype as WellFormedString;
if (!prototype.isWellFormed) {
  prototype.isWellFormed = function isWellFormed() {
    return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(this);
  };
}
