import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRowInputs, type ReadNote, readRecords } from "./index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stemma-inputs-"));
  const files: Record<string, string | Uint8Array> = {
    "mix/train.jsonl": '{"a":1}\n',
    "mix/b/test-00000-of-00002.csv": "a\n1\n",
    "mix/b/test-00001-of-00002.csv": "a\n2\n",
    "mix/data/train_sft-00000-of-00001.jsonl": '{"a":2}\n',
    "mix/dev/rows.json": '[{"a":3}]',
    "mix/README.md": "# Mix",
    "mix/dataset_info.json": "{}",
    "mix/.hidden/x.jsonl": '{"a":4}\n',
    "mix/model.safetensors": "x",
    "twins/all.parquet": "PAR1",
    "twins/all.jsonl": '{"a":1}\n',
    "empty/readme.txt": "nothing",
    "a=b.jsonl": '{"a":1}\n',
    "notes.txt": "some words",
    "rows.txt": '{"a":1}\n{"a":2}\n',
    "lines.json": '{"a":1}\n{"a":2}\n',
    "one.json": '{"data":[{"a":1}]}',
    "spread.jsonl": '{\n "a": 1\n}\n{\n "a": 2\n}\n',
    "packed.parquet.gz": gzipSync("PAR1"),
    "misnamed.json": gzipSync('{"a":1}\n{"a":2}\n'),
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  symlinkSync(join(folder, "one.json"), join(folder, "mix/z-link.json"));
  symlinkSync(join(folder, "nowhere"), join(folder, "mix/z-broken.json"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function open(...args: string[]) {
  const notes: ReadNote[] = [];
  const inputs = await openRowInputs(args, { cwd: folder, onNote: (note) => notes.push(note) });
  return { inputs, notes, files: inputs.flatMap((input) => input.files) };
}

const toNames = (files: Awaited<ReturnType<typeof open>>["files"]) =>
  files.map(({ bytes, format, split }) => `${bytes.name} ${format} ${split}`);

describe("openRowInputs", () => {
  it("takes all files of rows below a folder in name order, with the splits of their places", async () => {
    const { files, notes } = await open("mix");
    expect(toNames(files)).toEqual([
      "mix/b/test-00000-of-00002.csv csv test",
      "mix/b/test-00001-of-00002.csv csv test",
      "mix/data/train_sft-00000-of-00001.jsonl jsonl train_sft",
      "mix/dev/rows.json json validation",
      "mix/train.jsonl jsonl train",
      "mix/z-link.json json null",
    ]);
    expect(notes.map((note) => note.message)).toEqual([
      "mix: 4 files hold no rows by their names and were left out: .hidden/x.jsonl, README.md, dataset_info.json, model.safetensors",
    ]);
  });

  it("takes what a glob fits", async () => {
    expect(toNames((await open("mix/**/*.csv")).files)).toHaveLength(2);
    expect(toNames((await open("mix/{train,none}.jsonl")).files)).toEqual(["mix/train.jsonl jsonl train"]);
    const { files, notes } = await open("mix/*.*");
    expect(toNames(files)).toEqual(["mix/train.jsonl jsonl train", "mix/z-link.json json null"]);
    expect(notes.map((note) => note.kind)).toEqual(["left-out"]);
  });

  it("names an input as it is told to", async () => {
    const { inputs } = await open("math=mix/train.jsonl", "org/name:train=mix", "a=b.jsonl", "x=a=b.jsonl");
    expect(inputs.map(({ name, files }) => `${name}: ${files.length}`)).toEqual([
      "math: 1",
      "org/name:train: 6",
      "a=b.jsonl: 1",
      "x: 1",
    ]);
  });

  it("says of files in two formats that they may be the same rows", async () => {
    const { notes } = await open("twins");
    expect(notes.map((note) => note.message)).toEqual([
      "twins: all.jsonl and all.parquet may hold the same rows; all of them are read",
    ]);
  });

  it.each([
    ["rows.txt", "jsonl none"],
    ["lines.json", "jsonl none"],
    ["one.json", "json none"],
    ["spread.jsonl", "json none"],
    ["misnamed.json", "jsonl gzip"],
  ])("knows what %s is by its content", async (path, wanted) => {
    const { files } = await open(path);
    expect(files.map(({ format, compression }) => `${format} ${compression}`)).toEqual([wanted]);
  });

  it("keeps what is piped in, to read it more than once", async () => {
    async function* stdin() {
      yield Buffer.from('{"a":1}\n{"a"');
      yield Buffer.from(":2}\n");
    }
    const scratchFolder = mkdtempSync(join(folder, "scratch-"));
    const inputs = await openRowInputs(["piped=-"], { cwd: folder, stdin: stdin(), scratchFolder });
    for (let time = 0; time < 2; time++) {
      const batches = await Array.fromAsync(readRecords(inputs[0]!.files[0]!));
      expect(batches.flatMap(({ records }) => records)).toEqual([{ a: 1 }, { a: 2 }]);
    }
    expect(inputs[0]).toMatchObject({ name: "piped", files: [{ bytes: { name: "standard input" } }] });
  });

  it.each([
    ["none.jsonl", "not-found", "none.jsonl is no file of rows, and no folder that holds any"],
    ["empty", "not-found", "empty is no file of rows, and no folder that holds any"],
    ["mix/*.xyz", "not-found", "mix/*.xyz is no file of rows, and no folder that holds any"],
    ["notes.txt", "usage", "notes.txt has no format that can be read as rows"],
    ["packed.parquet.gz", "usage", "packed.parquet.gz is a Parquet file inside a packed one"],
    ["org/name", "offline", "org/name is no file here, and datasets of the hub cannot be read now"],
    ["-", "usage", "There is no standard input to read rows from"],
  ])("does not open %s", async (arg, code, message) => {
    await expect(open(arg)).rejects.toMatchObject({ code, message });
  });
});
