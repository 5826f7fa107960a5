/** Code points that leave no mark on a page (zero-width, bidi, tags, fillers, private use, controls): orders hide in them. */
const unseen = /[\p{DI}\p{Co}\u2800]|(?!\s)\p{Cc}/gu;
/** Long unbroken runs of letters and digits are encoded data: no name, no sentence, and a place to hide orders in. */
const blob = /[A-Za-z0-9+/=_-]{240,}/g;

/** The text without what no reader sees of it. */
export function toVisibleText(text: string): string {
  return text.replace(unseen, "");
}

/** Foreign text as a model is shown it: on one line, without what no reader sees. */
export function toShownText(text: string): string {
  return withoutBlobs(toVisibleText(text)).replace(/\s+/g, " ").trim();
}

/** Code keeps its lines; every one is indented, so that none can pass for a line of ours. */
export function toShownCode(text: string): string {
  return withoutBlobs(toVisibleText(text))
    .split(/[\n\r\v\f\u0085\u2028\u2029]+/)
    .filter((line) => line.trim() !== "")
    .map((line) => `\n    ${line.trimEnd()}`)
    .join("");
}

function withoutBlobs(text: string): string {
  return text.replace(blob, (run) => `[${run.length} characters]`);
}
