import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { referencePages } from "../../scripts/reference/pages.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { errorKinds } from "../../src/model/index.ts";

test.each(Object.entries(referencePages))(
  "docs/reference/%s is what the code says (npm run docs)",
  (name, toPage) => {
    const committed = readFileSync(new URL(`../../docs/reference/${name}`, import.meta.url), "utf8");
    expect(committed).toBe(`${toPage()}\n`);
  },
);

test("every error's exit code is documented", () => {
  const documented = exitCodes.map(({ code }) => code);
  expect(documented).toEqual(
    expect.arrayContaining(Object.values(errorKinds).map(({ exitCode }) => exitCode)),
  );
});
