import { open, stat } from "node:fs/promises";
import { StemmaError } from "../../model/index.ts";
import { openRowInputs, readRecords } from "../readers/index.ts";
import { numberLayouts, toFloats } from "./number-layout.ts";
import { maxHeaderBytes, parseVectorHeader, type VectorBlock } from "./vector-header.ts";

/** Vectors that were made elsewhere, one for each row in order. */
export interface VectorFile {
  readonly name: string;
  /** From the first vector on. Gives fewer than asked at the end of the file. */
  openReader(): { take(count: number): Promise<readonly Float32Array[]> };
}

/**
 * Vectors of a `.npy` or safetensors file that holds one matrix of floats (half, brain, single or double), or of the first
 * column of Parquet, Arrow or JSON Lines whose values are lists of numbers.
 *
 * @throws StemmaError `not-found`, `corrupt`.
 */
export async function openVectorFile(path: string, cwd: string): Promise<VectorFile> {
  return /\.(?:npy|safetensors)$/i.test(path) ? await openMatrix(path) : await openColumn(path, cwd);
}

async function openMatrix(path: string): Promise<VectorFile> {
  const { size } = await stat(path).catch((cause: unknown) => {
    throw new StemmaError("not-found", `${path} could not be read`, { hint: "check the path", cause });
  });
  const head = await readBytes(path, 0, Math.min(size, maxHeaderBytes));
  const block = parseVectorHeader(path, head, size);
  return {
    name: path,
    openReader() {
      let row = 0;
      return {
        async take(count) {
          const rows = Math.min(count, block.count - row);
          const vectors = await readRows(path, block, { row, rows });
          row += rows;
          return vectors;
        },
      };
    },
  };
}

async function readRows(
  path: string,
  { width, layout, start }: VectorBlock,
  { row, rows }: { readonly row: number; readonly rows: number },
): Promise<Float32Array[]> {
  const bytes = width * numberLayouts[layout];
  const floats = toFloats(await readBytes(path, start + row * bytes, rows * bytes), layout);
  return Array.from({ length: rows }, (_, index) => floats.subarray(index * width, (index + 1) * width));
}

async function readBytes(path: string, start: number, length: number): Promise<Uint8Array> {
  const file = await open(path, "r");
  try {
    const buffer = new Uint8Array(length);
    await file.read(buffer, 0, length, start);
    return buffer;
  } finally {
    await file.close();
  }
}

async function openColumn(path: string, cwd: string): Promise<VectorFile> {
  const [input] = await openRowInputs([path], { cwd });
  const files = input?.files ?? [];
  return {
    name: path,
    openReader() {
      const vectors = readVectors(path, files);
      return {
        async take(count) {
          const taken: Float32Array[] = [];
          while (taken.length < count) {
            const { value, done } = await vectors.next();
            if (done === true) break;
            taken.push(value);
          }
          return taken;
        },
      };
    },
  };
}

type Files = Awaited<ReturnType<typeof openRowInputs>>[number]["files"];

async function* readVectors(path: string, files: Files): AsyncGenerator<Float32Array> {
  let column: string | undefined;
  for (const file of files)
    for await (const { records } of readRecords(file, {}))
      for (const record of records) {
        column ??= Object.entries(record ?? {}).find(([, value]) => isVector(value))?.[0];
        const value = column === undefined ? undefined : (record as Record<string, unknown>)[column];
        if (!isVector(value))
          throw new StemmaError(
            "corrupt",
            `${path} holds a row without a list of numbers${column === undefined ? "" : ` in ${column}`}`,
            {
              hint: "each row of the file is one vector, in the order of the rows that are measured",
            },
          );
        yield Float32Array.from(value);
      }
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "number");
}
