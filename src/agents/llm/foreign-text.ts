const maxLength = 200;
const windowLength = 24;
const minSecretLength = 6;
const hidden = "hidden";

/** Takes a key out of a text, wherever a server may have echoed it. */
export function redact(text: string, secret: string | null): string {
  return secret === null || secret.length < minSecretLength ? text : text.replaceAll(secret, hidden);
}

interface Confidential {
  readonly secret: string | null;
  /** What was sent; a server that repeats a part of it is not quoted. */
  readonly sent: string;
}

/** What a server said, fit for a message: one line, short, without the key. Undefined when it repeats what was sent. */
export function quoteServer(text: string, { secret, sent }: Confidential): string | undefined {
  const line = redact(text, secret)
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, maxLength);
  if (line === "" || repeats(line, sent.replace(/[\p{C}\s]+/gu, " "))) return undefined;
  return line;
}

function repeats(line: string, sent: string): boolean {
  for (let start = 0; start + windowLength <= line.length; start += 1) {
    if (sent.includes(line.slice(start, start + windowLength))) return true;
  }
  return false;
}
