import { findSplitOfName } from "../file-place.ts";

/** Records that stand together in a document, and the split that its structure states for them. */
export interface RecordGroup {
  readonly split: string | null;
  readonly records: readonly unknown[];
}

type Fields = Readonly<Record<string, unknown>>;

const namesOfRows =
  /^(?:data|rows|examples|instances|items|records|samples|questions|problems|entries|results|dataset)$/i;
/** With more elements than this a list is the document, whatever its name. */
const manyElements = 20;

/**
 * What a JSON object that makes up a whole file holds: lists of records under its keys, records under their ids, columns,
 * or one record.
 */
export function toRecordGroups(document: Fields): readonly RecordGroup[] {
  return (
    findLists(document) ??
    findColumns(document) ??
    findIndexed(document) ?? [{ split: null, records: [document] }]
  );
}

/** `{"data": […]}`, `{"train": […], "test": […]}`. */
function findLists(document: Fields): readonly RecordGroup[] | undefined {
  const entries = Object.entries(document);
  const lists = entries.flatMap(([name, value]) => (isListOfRows(value) ? [{ name, records: value }] : []));
  const isAllLists = lists.length === entries.length;
  const isSure = lists.some(({ name, records }) => isNameOfRows(name) || records.length > manyElements);
  if (lists.length === 0 || !(isAllLists || isSure)) return undefined;
  return lists.map(({ name, records }) => ({ split: findSplitOfName(name), records }));
}

/** Whether a list under this name holds rows, whatever else the object has. */
function isNameOfRows(name: string): boolean {
  return namesOfRows.test(name) || findSplitOfName(name) !== null;
}

function isListOfRows(value: unknown): value is readonly Fields[] {
  return Array.isArray(value) && value.length > 0 && value.every(isFields) && !value.every(isTurn);
}

/** A message of a conversation: a list of those belongs to one record. */
function isTurn(value: Fields): boolean {
  return ["role", "from"].some((name) => name in value) && ["content", "value"].some((name) => name in value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `{"a": [1, 2], "b": [3, 4]}`, or with the row numbers of a data frame: `{"a": {"0": 1, "1": 2}}`. */
function findColumns(document: Fields): readonly RecordGroup[] | undefined {
  const columns = Object.entries(document);
  const lists = columns.map(([, column]) => toColumn(column));
  const [first] = lists;
  if (first === undefined || (columns.length === 1 && !isFields(document[columns[0]?.[0] ?? ""])))
    return undefined;
  const length = first.length;
  if (length === 0 || lists.some((list) => list?.length !== length)) return undefined;
  const records = Array.from({ length }, (_, row) =>
    Object.fromEntries(columns.map(([name], column) => [name, lists[column]?.[row]])),
  );
  return [{ split: null, records }];
}

function toColumn(column: unknown): readonly unknown[] | undefined {
  if (Array.isArray(column)) return column;
  return isFields(column) && Object.keys(column).every((name) => /^\d+$/.test(name))
    ? Object.values(column)
    : undefined;
}

/** `{"id-1": {…}, "id-2": {…}}`, when all of them have a field in common. */
function findIndexed(document: Fields): readonly RecordGroup[] | undefined {
  const records = Object.values(document);
  const [first, ...others] = records;
  if (!isFields(first) || others.length === 0) return undefined;
  const isShared = (name: string) => others.every((record) => isFields(record) && name in record);
  return Object.keys(first).some(isShared) ? [{ split: null, records }] : undefined;
}
