import { expect, test } from "vitest";
import { sampleCheckResult as result } from "../../../test/formats/sample-check-result.ts";
import { toFindingsFormat } from "../index.ts";

const toText = (name: string, changes: Partial<typeof result> = {}) =>
  toFindingsFormat(name).toText({ ...result, ...changes });

test("text: place, level and rule of every finding, its path below, a summary", () => {
  expect(toText("text").split("\n")).toEqual([
    "configs/mixture.yaml:4:11: error: demo/mixture is built on openai/gsm8k {test} [see](1). [no-path-to]",
    "  path: openai/gsm8k -> demo/step (synthetic-generation, split test) -> demo/mixture (direct-inclusion) (1 of 3 paths)",
    "  do: Leave demo/mixture out.",
    "configs/mixture.yaml:7: warning: ./local.jsonl is a local file: nothing is known of it. [unknown]",
    "configs/mixture.yaml: note: name:Some Corpus could not be resolved. [unknown] (accepted until 2027-01-31)",
    "2 datasets checked: 1 error, 1 warning, 0 notes, 1 accepted",
    "",
  ]);
});

test("JUnit: a case per rule and dataset, errors fail, accepted findings are skipped", () => {
  const xml = toText("junit");
  expect(xml.match(/<testsuites? [^>]*>/g)).toEqual([
    '<testsuites name="stemma check" tests="5" failures="1" errors="0" skipped="1">',
    '<testsuite name="no-path-to" tests="2" failures="1" errors="0" skipped="0">',
    '<testsuite name="unknown" tests="3" failures="0" errors="0" skipped="1">',
  ]);
  expect(xml).toContain(
    '<testcase classname="stemma.no-path-to" name="demo/mixture" file="configs/mixture.yaml" line="4">',
  );
  expect(xml).toContain("openai/gsm8k -&gt; demo/step (synthetic-generation, split test)");
});

test("SARIF: results point at lines of the mixture, keep their print when lines move, and show what is accepted", () => {
  const read = (text: string) => JSON.parse(text).runs[0].results;
  const [first, second, third] = read(toText("sarif"));
  expect(first).toMatchObject({
    ruleId: "no-path-to",
    ruleIndex: 0,
    level: "error",
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "configs/mixture.yaml", uriBaseId: "%SRCROOT%" },
          region: { startLine: 4, startColumn: 11 },
        },
      },
    ],
  });
  expect(first.message.text).toBe(
    "demo/mixture is built on openai/gsm8k {{test}} [see] (1). Path: openai/gsm8k -> demo/step (synthetic-generation, split test) -> demo/mixture (direct-inclusion)",
  );
  expect(second.suppressions).toBeUndefined();
  expect(third.suppressions).toMatchObject([{ kind: "external", status: "accepted" }]);
  const moved = read(toText("sarif", { entries: result.entries.map((entry) => ({ ...entry, line: 99 })) }));
  expect(moved[0].partialFingerprints).toEqual(first.partialFingerprints);
  expect(moved[0].partialFingerprints).not.toEqual(second.partialFingerprints);
});

test.each([
  ["/srv/a b.yaml", { uri: "file:///srv/a%20b.yaml" }],
  ["C:\\srv\\m.yaml", { uri: "file:///C:/srv/m.yaml" }],
  ["./m.yaml", { uri: "m.yaml", uriBaseId: "%SRCROOT%" }],
])("SARIF names the file %s as a URI", (source, expected) => {
  const [first] = JSON.parse(toText("sarif", { mixture: { source, format: "list" } })).runs[0].results;
  expect(first.locations[0].physicalLocation.artifactLocation).toEqual(expected);
});

test("Markdown: a table of findings and what to do", () => {
  const lines = toText("markdown").split("\n");
  expect(lines).toContain(
    "| warning (accepted until 2027-01-31) |  |  | unknown: name:Some Corpus could not be resolved. |  |",
  );
  expect(lines[6]).toBe(
    "| error | 4 | demo/mixture | no-path-to: demo/mixture is built on openai/gsm8k \\{test\\} \\[see\\](1). | openai/gsm8k -> demo/step (synthetic-generation, split test) -> demo/mixture (direct-inclusion) |",
  );
  expect(lines.filter((line) => line.startsWith("- **"))).toHaveLength(2);
});

test("a result without findings says so in every format", () => {
  const none = { findings: [], counts: { error: 0, warning: 0, note: 0, accepted: 0 } };
  expect(toText("text", none)).toBe("2 datasets checked: 0 errors, 0 warnings, 0 notes\n");
  expect(JSON.parse(toText("sarif", none)).runs[0].results).toEqual([]);
  expect(toText("junit", none)).toContain('failures="0"');
  expect(toText("markdown", none)).not.toContain("| level");
});

test("an unknown format is an error that names the known ones", () => {
  expect(() => toFindingsFormat("html")).toThrow('no format for findings is called "html"');
});
