import { describe, expect, it } from "vitest";
import { listDeclaredConfigs } from "./card-configs.ts";

const toCard = (metadata: string) => `---\nlicense: mit\n${metadata}\n---\n# Mix\n`;

describe("listDeclaredConfigs", () => {
  it("reads splits with one path or several, and which one is the default", () => {
    const card = toCard(`configs:
- config_name: main
  default: true
  data_files:
  - split: train
    path: ./main/train-*
  - split: test
    path: [main/a.json, main/b.json]
- config_name: 2024
  data_dir: data/2024/
  data_files: "*.parquet"`);
    expect(listDeclaredConfigs(card)).toEqual([
      {
        name: "main",
        isDefault: true,
        patterns: [
          { split: "train", paths: ["main/train-*"] },
          { split: "test", paths: ["main/a.json", "main/b.json"] },
        ],
      },
      { name: "2024", isDefault: false, patterns: [{ split: null, paths: ["data/2024/*.parquet"] }] },
    ]);
  });

  it.each<[string, string, unknown]>([
    ["paths by split", "configs:\n- data_files:\n    dev: dev.csv", [{ split: "dev", paths: ["dev.csv"] }]],
    [
      "a list of paths",
      "configs:\n- data_files: [a.csv, b.csv]",
      [{ split: null, paths: ["a.csv", "b.csv"] }],
    ],
    ["a folder alone", "configs:\n- data_dir: extra", [{ split: null, paths: ["extra/**/*"] }]],
  ])("reads %s", (_, metadata, patterns) => {
    expect(listDeclaredConfigs(toCard(metadata))).toMatchObject([{ name: "default", patterns }]);
  });

  it.each([
    ["no metadata", "# Mix\n"],
    ["metadata that is no YAML", "---\nconfigs: [\n---\n"],
    ["configurations of another kind", toCard("configs: main")],
    ["a configuration that is none", toCard("configs:\n- 7\n- data_files: {a: {b: c}}")],
    ["metadata that has no end", "---\nconfigs:\n- config_name: a\n"],
  ])("finds none in a card with %s", (_, card) => {
    expect(listDeclaredConfigs(card)).toEqual([]);
  });
});
