/** The line (from 1) at which a text stops being JSON; the message that the engine gives names it only sometimes. */
export function findBrokenLine(text: string): number {
  let valid = 0;
  let broken = text.length;
  while (broken - valid > 1) {
    const middle = (valid + broken) >> 1;
    if (isStartOfJson(text.slice(0, middle))) valid = middle;
    else broken = middle;
  }
  return text.slice(0, valid).split("\n").length;
}

function isStartOfJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = String(error);
    const position = Number(/at position (\d+)/.exec(message)?.[1] ?? -1);
    return position >= text.length || /Unexpected end|Unterminated string/i.test(message);
  }
}
