import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Tokenizer } from "@huggingface/tokenizers";
import type { InferenceSession } from "onnxruntime-node";
import { z } from "zod";
import { StemmaError } from "../../model/index.ts";
import { poolTokens } from "./pool-tokens.ts";
import type { TextEmbedder } from "./text-embedder.ts";

type Runtime = typeof import("onnxruntime-node");

export interface OnnxOptions {
  /** A model as the hub lays it out: `model.onnx` or `onnx/model.onnx`, `tokenizer.json`, `tokenizer_config.json`. */
  readonly folder: string;
  readonly batchSize?: number;
}

interface OnnxModel {
  readonly runtime: Runtime;
  readonly session: InferenceSession;
  readonly tokenizer: Tokenizer;
  readonly pooling: "mean" | "first";
  readonly maxTokens: number;
}

/** What is read of a model's configuration; other members are left alone. */
const TokenizerConfig = z.object({ model_max_length: z.number().positive().optional() });
const TransformerConfig = z.object({ max_seq_length: z.int().positive().optional() });
const PoolingConfig = z.object({ pooling_mode_cls_token: z.boolean().optional() });

const defaultMaxTokens = 512;

/**
 * Vectors of a local model on ONNX Runtime, which is used where a user has installed it. Texts are cut at the model's
 * longest input; tokens are averaged unless the model's `1_Pooling` asks for the first; vectors have length one.
 *
 * @throws StemmaError `usage` where the runtime is not installed, `not-found` or `corrupt` for a folder that holds no model.
 */
export async function openOnnxEmbedder(options: OnnxOptions): Promise<TextEmbedder> {
  const model = await openModel(options.folder);
  const { batchSize = 32 } = options;
  return {
    name: `onnx:${options.folder}`,
    isLexical: false,
    async embed(texts, signal) {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += batchSize) {
        signal?.throwIfAborted();
        vectors.push(...(await embedBatch(model, texts.slice(start, start + batchSize))));
      }
      return vectors;
    },
  };
}

async function openModel(folder: string): Promise<OnnxModel> {
  const runtime = await loadRuntime();
  const { Tokenizer } = await import("@huggingface/tokenizers");
  const [tokenizer, config, transformer, pooling] = await Promise.all([
    readJson(folder, "tokenizer.json", z.looseObject({})),
    readJson(folder, "tokenizer_config.json", TokenizerConfig.loose()),
    readJson(folder, "sentence_bert_config.json", TransformerConfig).catch(() => ({
      max_seq_length: undefined,
    })),
    readJson(folder, join("1_Pooling", "config.json"), PoolingConfig).catch(() => ({
      pooling_mode_cls_token: false,
    })),
  ]);
  const longest = Math.min(config.model_max_length ?? defaultMaxTokens, defaultMaxTokens);
  return {
    runtime,
    session: await openSession(runtime, folder),
    tokenizer: new Tokenizer(tokenizer, config),
    pooling: pooling.pooling_mode_cls_token === true ? "first" : "mean",
    maxTokens: transformer.max_seq_length ?? longest,
  };
}

async function loadRuntime(): Promise<Runtime> {
  try {
    return await import("onnxruntime-node");
  } catch (cause) {
    throw new StemmaError("usage", "a local model needs ONNX Runtime, which is not installed", {
      hint: "npm install onnxruntime-node, or give vectors from a file (--vectors) or an endpoint (--embedder)",
      cause,
    });
  }
}

async function openSession(runtime: Runtime, folder: string): Promise<InferenceSession> {
  const places = [join(folder, "model.onnx"), join(folder, "onnx", "model.onnx")];
  const causes: unknown[] = [];
  for (const place of places) {
    try {
      return await runtime.InferenceSession.create(place);
    } catch (cause) {
      causes.push(cause);
    }
  }
  throw new StemmaError(
    "not-found",
    `${folder} holds no model that ONNX Runtime can open: ${String(causes[0])}`,
    {
      hint: "a model's folder holds model.onnx, or onnx/model.onnx, beside tokenizer.json",
    },
  );
}

async function readJson<Schema extends z.ZodType>(
  folder: string,
  name: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const place = join(folder, name);
  const text = await readFile(place, "utf8").catch((cause: unknown) => {
    throw new StemmaError("not-found", `${place} could not be read`, {
      hint: "download the whole folder of the model from the hub",
      cause,
    });
  });
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new StemmaError("corrupt", `${place} is not what its name says`, {
      hint: "download the whole folder of the model from the hub",
      cause,
    });
  }
}

async function embedBatch(model: OnnxModel, texts: readonly string[]): Promise<Float32Array[]> {
  const ids = texts.map((text) => toIds(model, text));
  const length = Math.max(...ids.map((row) => row.length));
  const toTensor = (toValue: (row: readonly number[], place: number) => number) =>
    new model.runtime.Tensor(
      "int64",
      BigInt64Array.from(
        ids.flatMap((row) => Array.from({ length }, (_, place) => BigInt(toValue(row, place)))),
      ),
      [ids.length, length],
    );
  const feeds = {
    input_ids: toTensor((row, place) => row[place] ?? 0),
    attention_mask: toTensor((row, place) => (place < row.length ? 1 : 0)),
    token_type_ids: toTensor(() => 0),
  };
  const wanted = Object.entries(feeds).filter(([name]) => model.session.inputNames.includes(name));
  const results = await model.session.run(Object.fromEntries(wanted));
  const output = results[model.session.outputNames[0] ?? ""];
  if (output === undefined || !(output.data instanceof Float32Array))
    throw new StemmaError("corrupt", "the model's first output is no vector of floats", {
      hint: "export the model for feature extraction",
    });
  const lengths = ids.map((row) => row.length);
  return poolTokens(output.data, { dims: output.dims, lengths, pooling: model.pooling });
}

/** With the last token kept where the text is cut: it ends a text for the model. */
function toIds({ tokenizer, maxTokens }: OnnxModel, text: string): number[] {
  const { ids } = tokenizer.encode(text);
  return ids.length <= maxTokens ? ids : [...ids.slice(0, maxTokens - 1), ...ids.slice(-1)];
}
