import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pages = globSync(["*.md", "docs/**/*.md"], { cwd: root });

test.each(pages)("%s points at files that are there", (page) => {
  const text = readFileSync(join(root, page), "utf8");
  const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, target = ""]) =>
    join(dirname(page), target),
  );
  const named = [...text.matchAll(/`((?:src|test|scripts|examples|docs)\/[\w./-]+)`/g)].map(
    ([, path = ""]) => path,
  );
  expect([...links, ...named].filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test("there are pages to check", () => {
  expect(pages.length).toBeGreaterThan(10);
});
