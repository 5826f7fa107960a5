/** What a person pressed: a printable character, a key with a name, or a text pasted at once. */
export type Key =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "paste"; readonly text: string }
  | { readonly kind: KeyName };

type KeyName =
  | "enter"
  | "escape"
  | "backspace"
  | "clear-line"
  | "up"
  | "down"
  | "page-up"
  | "page-down"
  | "interrupt"
  | "other";

const pasteStart = "\u001b[200~";
const pasteEnd = "\u001b[201~";
/** What follows the escape character in the sequence of a named key. */
const sequenceTail = /^(?:\[[0-9;?]*[ -/]*[@-~]|O[@-~])/;

const named: Readonly<Record<string, KeyName>> = {
  "\r": "enter",
  "\n": "enter",
  "\u001b": "escape",
  "\u007f": "backspace",
  "\b": "backspace",
  "\u0015": "clear-line",
  "\u0003": "interrupt",
  "\u001b[A": "up",
  "\u001bOA": "up",
  "\u001b[B": "down",
  "\u001bOB": "down",
  "\u001b[5~": "page-up",
  "\u001b[6~": "page-down",
};

/** Takes apart what a terminal in raw mode sends; a paste that comes in several parts is put together. */
export class KeyReader {
  #paste: string | undefined;

  read(input: string): Key[] {
    const keys: Key[] = [];
    let rest = input;
    while (rest !== "")
      rest = this.#paste === undefined ? this.#readKey(rest, keys) : this.#readPaste(rest, keys);
    return keys;
  }

  #readPaste(input: string, keys: Key[]): string {
    const whole = (this.#paste ?? "") + input;
    const end = whole.indexOf(pasteEnd);
    if (end < 0) {
      this.#paste = whole;
      return "";
    }
    this.#paste = undefined;
    keys.push({ kind: "paste", text: whole.slice(0, end) });
    return whole.slice(end + pasteEnd.length);
  }

  #readKey(input: string, keys: Key[]): string {
    if (input.startsWith(pasteStart)) {
      this.#paste = "";
      return input.slice(pasteStart.length);
    }
    const token = findToken(input);
    keys.push(toKey(token));
    return input.slice(token.length);
  }
}

/** One key: an escape sequence, Alt with a key, or a character. */
function findToken(input: string): string {
  const [first = "", second = ""] = input;
  if (first !== "\u001b") return first;
  return first + (sequenceTail.exec(input.slice(1))?.[0] ?? second);
}

function toKey(token: string): Key {
  const name = named[token];
  if (name !== undefined) return { kind: name };
  return /^\P{C}$/u.test(token) ? { kind: "text", text: token } : { kind: "other" };
}
