import { type MixtureReader, toEntry, toWeight } from "../mixture-format.ts";

interface ListLine {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly weight: string | undefined;
}

/** A dataset per line, then perhaps its weight; `#` begins a comment, `- ` before a name is allowed. */
export const list: MixtureReader = {
  name: "list",
  meaning: "a plain list with a dataset per line",
  fits: ({ file, tree }) => {
    if (tree !== undefined) return false;
    const lines = toLines(file.text);
    return (
      lines.length > 0 && lines.every(({ text }) => /^(?:name:.+|[^\s{}[\]<>"'=,;:]+|\w+:\S+)$/.test(text))
    );
  },
  read: ({ file }) => ({
    entries: toLines(file.text).map((line) => toEntry(line, { weight: toWeight(line.weight) })),
    setAside: [],
  }),
};

function toLines(text: string): readonly ListLine[] {
  return text
    .replace(/^\ufeff/, " ")
    .split(/\r\n|\r|\n/)
    .flatMap((line, index) => toListLine(line, index + 1));
}

function toListLine(line: string, number: number): readonly ListLine[] {
  const bare = line.replace(/(?:^|\s)#.*$/, "").trimEnd();
  const start = /^\s*(?:[-*]\s+)?/.exec(bare)?.[0].length ?? 0;
  const content = bare.slice(start);
  if (content === "") return [];
  const split = /^(\S+?)(?:\s*[,\t ]\s*)([\d.eE+-]+)$/.exec(content);
  const text = split?.[1] ?? content;
  return [{ text, line: number, column: start + 1, weight: split?.[2] }];
}
