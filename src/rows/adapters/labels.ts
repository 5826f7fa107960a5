import type { ColumnProfile } from "./columns.ts";
import type { RowMapping } from "./mapping.ts";
import type { ColumnSet } from "./row-adapter.ts";

const sourceNames = [
  "data source",
  "source",
  "source dataset",
  "dataset source",
  "dataset",
  "dataset name",
  "origin",
  "original source",
  "problem source",
  "question source",
  "source name",
  "data origin",
  "subset",
  "corpus",
];
const splitNames = ["split", "org split", "original split", "dataset split"];
const idNames = [
  "id",
  "uuid",
  "unique id",
  "uid",
  "task id",
  "problem id",
  "question id",
  "query id",
  "prompt id",
  "conversation id",
  "sample id",
  "row id",
  "q id",
  "qid",
  "problemid",
  "message id",
  "guid",
  "hash",
  "idx",
  "index",
];

/** Values of a `type` column that say of what form something is, not where it comes from. */
const formWords =
  /^(?:text|string|str|int|integer|float|number|list|object|array|dict|bool|boolean|function|message|chat|single|multi|train|test|dev|easy|medium|hard|open|closed|other|none|null|unknown|user|assistant|math|code|reasoning|general|qa|mcq|proof|instruction|completion|preference|rl|sft)$/i;

/** The columns that say where a row comes from, of which split it is and how it is called. */
export function findLabels(columns: ColumnSet): Partial<RowMapping> {
  const extra = columns.find(["extra info", "metadata", "meta"], ["object"]);
  const findInExtra = (names: readonly string[]) => {
    const field = extra?.fields.find(({ words }) => names.includes(words));
    return extra === undefined || field === undefined ? null : `${extra.place}${toFieldStep(field)}`;
  };
  return {
    source: findSource(columns)?.place ?? null,
    split: columns.find(splitNames, ["text"])?.place ?? findInExtra(["split"]),
    id: columns.find(idNames, ["text", "number"])?.place ?? findInExtra(["index", "id"]),
  };
}

function findSource(columns: ColumnSet): ColumnProfile | undefined {
  for (const name of sourceNames) {
    const column = columns.find([name], ["text"]);
    if (column !== undefined && isLabel(column)) return column;
  }
  const type = columns.find(["type"], ["text"]);
  return type !== undefined && isLabel(type) && isNamingSources(type) ? type : undefined;
}

/** A label recurs and is short; something that every row has another of is a link or an id. */
function isLabel({ distinct, filled, longest, texts }: ColumnProfile): boolean {
  const isRecurring = distinct <= filled / 2;
  return longest <= 200 && (isRecurring || (filled < 20 && !texts.some((text) => /^https?:/.test(text))));
}

/** Names of datasets are written as one token in lower case or with digits and joints, topics as words. */
function isNamingSources({ texts }: ColumnProfile): boolean {
  return (
    texts.every((text) => text === "" || /^(?:[a-z0-9]+|[\w./+-]*[_\d/][\w./+-]*)$/.test(text)) &&
    !texts.some((text) => formWords.test(text))
  );
}

export function toFieldStep({ place }: ColumnProfile): string {
  return place.startsWith("[") ? place : `.${place}`;
}
