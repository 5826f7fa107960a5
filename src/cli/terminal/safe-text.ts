const unsafe =
  /[\p{Cc}\u{ad}\u{61c}\u{180e}\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e007f}]/gu;

/**
 * Foreign text made fit for a terminal (trust S-09): one line, and every control, bidirectional or invisible
 * character written out as `\u{202e}` instead of taking effect. Line breaks and tabs become spaces.
 */
export function toSafeText(text: string): string {
  return text.replace(/[\t\n\r\v\f]+/g, " ").replace(unsafe, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return `\\u{${codePoint.toString(16).padStart(2, "0")}}`;
  });
}
