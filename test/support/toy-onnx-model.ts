import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * A model's folder as the hub lays it out, small enough to write by hand: its vocabulary is a list of words, its network
 * looks each token's vector up in a table.
 */
export async function writeToyModel(
  folder: string,
  { words, vectors, pooling = {} }: ToyModel,
): Promise<void> {
  await mkdir(join(folder, "1_Pooling"), { recursive: true });
  const tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ...words];
  const width = vectors[0]?.length ?? 0;
  const table = [...Array.from({ length: 4 }, () => new Array<number>(width).fill(0)), ...vectors];
  await writeFile(join(folder, "model.onnx"), toLookupNetwork(table));
  await writeFile(join(folder, "tokenizer.json"), JSON.stringify(toTokenizer(tokens)));
  await writeFile(join(folder, "tokenizer_config.json"), JSON.stringify({ model_max_length: 512 }));
  await writeFile(join(folder, "sentence_bert_config.json"), JSON.stringify({ max_seq_length: 6 }));
  await writeFile(join(folder, "1_Pooling", "config.json"), JSON.stringify(pooling));
}

interface ToyModel {
  readonly words: readonly string[];
  /** One for each word. */
  readonly vectors: readonly (readonly number[])[];
  readonly pooling?: { readonly pooling_mode_cls_token?: boolean };
}

function toTokenizer(tokens: readonly string[]): unknown {
  const special = tokens
    .slice(0, 4)
    .map((content, id) => ({ id, content, special: true, normalized: false }));
  return {
    version: "1.0",
    added_tokens: special,
    normalizer: {
      type: "BertNormalizer",
      lowercase: true,
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      type: "TemplateProcessing",
      single: [
        { SpecialToken: { id: "[CLS]", type_id: 0 } },
        { Sequence: { id: "A", type_id: 0 } },
        { SpecialToken: { id: "[SEP]", type_id: 0 } },
      ],
      pair: [],
      special_tokens: {
        "[CLS]": { id: "[CLS]", ids: [2], tokens: ["[CLS]"] },
        "[SEP]": { id: "[SEP]", ids: [3], tokens: ["[SEP]"] },
      },
    },
    decoder: null,
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
    },
  };
}

const float = 1;
const int64 = 7;

/** Protocol buffers of the ONNX format: a Gather over a table. */
function toLookupNetwork(table: readonly (readonly number[])[]): Uint8Array {
  const width = table[0]?.length ?? 0;
  const raw = new Uint8Array(Float32Array.from(table.flat()).buffer);
  const tensor = [
    ...number(1, table.length),
    ...number(1, width),
    ...number(2, float),
    ...text(8, "table"),
    ...bytes(9, raw),
  ];
  const node = [
    ...text(1, "table"),
    ...text(1, "input_ids"),
    ...text(2, "last_hidden_state"),
    ...text(4, "Gather"),
  ];
  const graph = [
    ...bytes(1, node),
    ...text(2, "toy"),
    ...bytes(5, tensor),
    ...bytes(11, toValue("input_ids", int64, ["texts", "tokens"])),
    ...bytes(12, toValue("last_hidden_state", float, ["texts", "tokens", width])),
  ];
  return Uint8Array.from([
    ...number(1, 8),
    ...bytes(7, graph),
    ...bytes(8, [...text(1, ""), ...number(2, 17)]),
  ]);
}

function toValue(name: string, type: number, shape: readonly (string | number)[]): number[] {
  const dims = shape.flatMap((dim) => bytes(1, typeof dim === "string" ? text(2, dim) : number(1, dim)));
  return [...text(1, name), ...bytes(2, bytes(1, [...number(1, type), ...bytes(2, dims)]))];
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}

function number(field: number, value: number): number[] {
  return [...varint(field << 3), ...varint(value)];
}

function bytes(field: number, content: ArrayLike<number>): number[] {
  return [...varint((field << 3) | 2), ...varint(content.length), ...Array.from(content)];
}

function text(field: number, content: string): number[] {
  return bytes(field, new TextEncoder().encode(content));
}
