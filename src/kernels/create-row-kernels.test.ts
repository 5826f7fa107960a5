import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { createRowKernels } from "./index.ts";
import * as compiledModule from "./wasm/compiled-module.ts";

afterEach(() => vi.restoreAllMocks());

test("the compiled kernels are built and are what one gets", () => {
  expect(createRowKernels().kind).toBe("wasm-simd");
  expect(createRowKernels({ prefer: "plain" }).kind).toBe("plain");
});

test.each([
  ["is missing", undefined],
  ["cannot be compiled", "\0asm and something else"],
])("where the file %s the plain twin takes its place, unless the compiled one is asked for", (_, content) => {
  const file = join(mkdtempSync(join(tmpdir(), "kernels-")), "row-kernels.wasm");
  if (content !== undefined) writeFileSync(file, content);
  const compiled = compiledModule.compileKernels(pathToFileURL(file));
  expect(compiled.module).toBeUndefined();
  vi.spyOn(compiledModule, "readCompiledKernels").mockReturnValue(compiled);
  expect(createRowKernels().kind).toBe("plain");
  expect(() => createRowKernels({ prefer: "wasm-simd" })).toThrow("npm run build:kernels");
});
