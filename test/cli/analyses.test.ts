import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../src/store/index.ts";
import { bundledSnapshot, makeWorkplace } from "./run-stemma.ts";

const mixture = "qihoo360/Light-R1-SFTData";
const part = "open-thoughts/OpenThoughts-114k";
const { run, store, folder } = makeWorkplace();
const ask = (...command: readonly string[]) => run(...command, "--store", store);
const askJson = async (...command: readonly string[]) => JSON.parse((await ask(...command, "--json")).stdout);

beforeAll(async () => {
  await ask("trace", mixture, "--snapshot", bundledSnapshot);
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe.concurrent("questions about the store", () => {
  test("stats prints the tables, and as JSON the figures of the paper with the strict ones beside", async () => {
    const [human, statistics, quiet, agent] = await Promise.all([
      ask("stats"),
      askJson("stats"),
      ask("stats", "-q"),
      ask("stats", "--format", "agent"),
    ]);
    expect(human.stdout).toMatch(/^Topology by domain\ndomain +datasets +depth/);
    expect(human.stderr).toContain(`${statistics.nodes} datasets on the hub`);
    expect(Object.keys(statistics)).toEqual(
      expect.arrayContaining(["nodes", "edges", "domains", "matrix", "timeline", "rankings"]),
    );
    expect(statistics.matrix).toHaveLength(16);
    expect(quiet.stdout).toBe(`${statistics.nodes}\n${statistics.edges}\n`);
    expect(agent.stdout.split("\n")[0]).toBe("table\tkey\tfigure\tvalue");
    expect(agent.stdout).toContain(`domains\tmath\tdepth\t${statistics.domains[0].depth}`);
  });

  test("--strict prints other figures", async () => {
    const [plain, strict] = await Promise.all([ask("stats"), ask("stats", "--strict")]);
    expect(strict.stdout).not.toBe(plain.stdout);
  });

  test("common prints where two datasets meet, with the paths to both", async () => {
    const { stdout, stderr } = await ask("common", "AI-MO/NuminaMath-CoT", part);
    expect(stdout.split("\n")[0]).toBe("AI-MO/NuminaMath-CoT  they meet here");
    expect(stdout).toContain(`AI-MO/NuminaMath-CoT -> ${part}`);
    expect(stderr).toMatch(/^\d+ common ancestors of /);
    const alone = await ask("common", part);
    expect(alone.exitCode).toBe(2);
    expect(alone.stderr).toContain("at least two datasets");
  });

  test("contamination prints severity and paths, and keeps to the benchmark that is named", async () => {
    const { stdout, stderr } = await ask("contamination", mixture, "--benchmark", "openai/gsm8k");
    expect(stdout).toMatch(/qihoo360\/Light-R1-SFTData +openai\/gsm8k +(high|medium|low) +possible/);
    expect(stdout).toMatch(/\n {2}openai\/gsm8k -> .* -> qihoo360\/Light-R1-SFTData\n/);
    expect(stderr).toContain("1 alarm, 0 by other splits only (1 of 1 benchmark, 1 dataset)");
    const report = await askJson("contamination");
    const cells: { dataset: string; benchmark: string; paths: unknown[] }[] = report.cells;
    expect(cells.length).toBeGreaterThan(20);
    expect(cells.every(({ paths }) => paths.length > 0)).toBe(true);
    const quiet = await ask("contamination", mixture, "-q");
    expect(quiet.stdout).toContain(`openai/gsm8k ${mixture}\n`);
  });

  test("intersections prints paths in full and what is included twice", async () => {
    const { stdout, stderr } = await ask("intersections", mixture);
    expect(stdout).toContain(`included twice: EleutherAI/hendrycks_math goes into ${mixture} directly`);
    expect(stdout).toMatch(/^AI-MO\/NuminaMath-CoT {2}\d+ paths, which part here: /m);
    expect(stdout).not.toContain("raise --limit");
    expect(stderr).toMatch(/\d+ of \d+ ancestors reach it by several paths, \d+ included twice/);
    const cut = await ask("intersections", mixture, "--limit", "1");
    expect(cut.stdout).toContain("raise --limit");
  });

  test("similar compares one with all, several among each other, or all", async () => {
    const own: { pairs: { a: string; b: string }[] } = await askJson("similar", part, "--top", "5");
    expect(own.pairs).toHaveLength(5);
    expect(own.pairs.every(({ a, b }) => a === part || b === part)).toBe(true);
    const named = await askJson("similar", part, "GAIR/LIMO");
    expect(named.pairs).toHaveLength(1);
    const { stdout } = await ask("similar", "--top", "3");
    expect(stdout).toMatch(/^\d\.\d\d {2}\S+ {2}\S+\n/);
    expect(stdout).toContain("through ");
  });

  test("patterns prints families and sequences", async () => {
    const { stdout, stderr } = await ask("patterns");
    expect(stdout).toMatch(/direct-inclusion, direct-inclusion/);
    expect(stderr).toMatch(/\d+ families, .* \d+ recurring sequences/);
    expect((await ask("patterns", "--steps", "9")).exitCode).toBe(2);
  });

  test("licence names class, weakest link with its path and unknowns, in either spelling", async () => {
    const { stdout, stderr } = await ask("licence", mixture);
    expect(stdout).toContain(`${mixture}  research-only`);
    expect(stdout).toMatch(/weakest link\n.* forbids commercial use\n.* -> qihoo360\/Light-R1-SFTData\n/);
    expect(stdout).toContain("no licence is stated");
    expect(stderr).toContain("not legal advice");
    expect((await ask("license", mixture)).stdout).toBe(stdout);
  });

  test("recommend gives findings for the seeds or the datasets named", async () => {
    const { stdout, stderr } = await ask("recommend");
    expect(stdout).toContain("leave results on openai/gsm8k out");
    expect(stderr).toContain(`for 1 dataset: ${mixture}`);
    const both = await ask("recommend", mixture, "GAIR/LIMO", "-q");
    expect(both.stdout).toContain(`superset GAIR/LIMO ${mixture}`);
  });

  test("a typo is answered with the id that looks like it (2)", async () => {
    const commands = ["common", "contamination", "intersections", "similar", "licence", "recommend"];
    const ended = await Promise.all(commands.map((command) => ask(command, mixture, "openai/gms8k")));
    for (const { exitCode, stderr, stdout } of ended) {
      expect([exitCode, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("did you mean openai/gsm8k");
    }
  });

  test("without a store, and with an empty one, it says what to do (2)", async () => {
    openStore(`${store}.empty`).close();
    const [missing, empty] = await Promise.all([
      run("stats", "--store", join(folder, "none.db")),
      run("similar", "--store", `${store}.empty`),
    ]);
    expect([missing.exitCode, empty.exitCode]).toEqual([2, 2]);
    expect(missing.stderr).toContain("trace a dataset first");
    expect(empty.stderr).toMatch(/holds no dataset yet\nhint: +trace a dataset first/);
  });
});

const meta = (exists: boolean) =>
  JSON.stringify({ source: "Paper", relationship: "Direct Inclusion/Subset", exists });
const toLines = (records: readonly unknown[]) =>
  records.map((record) => `${JSON.stringify(record)}\n`).join("");

describe.concurrent("stats of somebody else's graph", () => {
  test("a folder in the published layout: figures by the paper's definitions, rejected lines named (4)", async () => {
    const place = join(folder, "published");
    mkdirSync(place);
    const edges = [
      { target: "x/mix", source: "x/root", meta_info: meta(true) },
      { target: "x/mix", source: "x/root", meta_info: meta(true) },
      { target: "x/mix", source: "A forum", meta_info: meta(false) },
      { target: "x/root", source: "x/root", meta_info: meta(true) },
    ];
    const datasets = [
      {
        name: "x/mix",
        categories: ["math", "Code"],
        year: "2025-01",
        exists_on_hf: "exists",
        is_terminal_node: false,
      },
      {
        name: "x/root",
        categories: "math",
        year: "2024-03",
        exists_on_hf: "exists",
        is_terminal_node: true,
        terminal_reason: "No source datasets found",
      },
    ];
    writeFileSync(join(place, "graph.jsonl"), `${toLines(edges)}{broken\n`);
    writeFileSync(join(place, "data.jsonl"), toLines(datasets));
    writeFileSync(join(place, "README.md"), "# A graph\n");
    const { stdout, stderr, exitCode } = await run("stats", "--from", place, "--json");
    expect(exitCode).toBe(4);
    const { nodes, edges: count, domains, matrix } = JSON.parse(stdout);
    expect([nodes, count]).toEqual([2, 4]);
    expect(domains.slice(0, 2)).toMatchObject([
      { domain: "math", nodes: 2, depth: 0.5, inDegree: 2, outDegree: 1.5, rootShare: 0.5 },
      { domain: "code", nodes: 1, depth: 1, inDegree: 3, outDegree: 0, rootShare: 0 },
    ]);
    expect(matrix[1]).toMatchObject({ upstream: "math", downstream: "code", count: 2, columnShare: 1 });
    expect(stderr).toContain("graph.jsonl:5: a line that is no JSON object: {broken");
    expect(stderr).toContain("not part of the graph: README.md");
    expect(stderr).toContain("1 record of");
  });

  test("CSV and GraphML without further ado (0), our own JSON as the store itself", async () => {
    const csv = write("edges.csv", "upstream,downstream\nx/a,x/b\nx/b,x/c\n");
    const { stdout, exitCode } = await run("stats", "--from", csv, "-q");
    expect([stdout, exitCode]).toEqual(["3\n2\n", 0]);
    const graphml = `<graphml><graph edgedefault="directed"><node id="x/a"/><node id="x/b"/><edge source="x/a" target="x/b"/></graph></graphml>`;
    expect((await run("stats", "--from", write("g.graphml", graphml), "-q")).stdout).toBe("2\n1\n");
    const traced = await ask("trace", mixture, "--snapshot", bundledSnapshot, "--json");
    const own = await run("stats", "--from", write("own.json", traced.stdout), "--json");
    expect(own.stdout).toBe((await ask("stats", "--json")).stdout);
  });

  test.each([
    ["broken.json", '{"nodes": [', 8, "is no JSON"],
    ["notes.txt", "hello", 2, "no graph was recognised in notes.txt"],
  ])("%s is refused with what is wrong", async (name, text, exitCode, problem) => {
    const ended = await run("stats", "--from", write(name, text));
    expect(ended.exitCode).toBe(exitCode);
    expect(ended.stderr).toContain(problem);
  });

  test("a path that is not there (2), and a folder with two graphs (2)", async () => {
    const missing = await run("stats", "--from", join(folder, "nowhere"));
    expect(missing.exitCode).toBe(2);
    expect(missing.stderr).toContain("nowhere could not be read");
    const place = join(folder, "two");
    mkdirSync(place);
    for (const name of ["a.json", "b.json"]) writeFileSync(join(place, name), '{"nodes":[],"edges":[]}');
    const two = await run("stats", "--from", place);
    expect(two.exitCode).toBe(2);
    expect(two.stderr).toMatch(/holds more than one graph: \S*a\.json, \S*b\.json/);
  });
});

describe.concurrent("rank", () => {
  test("ranks by Borda beside the mean and says where they disagree", async () => {
    const path = write("scores.csv", "dataset,gsm8k,mmlu,loss\nx/a,10,90,3\nx/b,12,30,2\nx/c,13,20,\n");
    const { stdout, stderr } = await run("rank", path, "--lower-is-better", "loss");
    expect(stdout).toMatch(/\n1 +x\/b +0\.667 +3 /);
    expect(stdout).toMatch(/higher by Borda.*\nx\/b +x\/a +gsm8k, loss +mmlu\n/);
    expect(stderr).toContain("the two orders turn round 3 of 3 pairs");
    const last = JSON.parse((await run("rank", path, "--gaps", "last", "--json")).stdout);
    expect(last).toMatchObject({ gaps: "last", metrics: [{}, {}, { name: "loss", higherIsBetter: true }] });
  });

  test("names the line and the cell that is no number (8), and the metric that is not there (2)", async () => {
    const broken = await run("rank", write("bad.csv", "dataset,a\nx/a,fast\n"));
    expect(broken.exitCode).toBe(8);
    expect(broken.stderr).toContain('line 2, "a": "fast" is no number');
    const unknown = await run("rank", write("ok.csv", "dataset,a\nx/a,1\n"), "--lower-is-better", "b");
    expect(unknown.exitCode).toBe(2);
    expect(unknown.stderr).toContain("its metrics are a");
  });
});

describe("history", () => {
  const inHistory = (...command: readonly string[]) => run(...command, "--store", `${store}.history`);
  let ids: string[];
  beforeAll(async () => {
    const trace = (id: string) => inHistory("trace", id, "--snapshot", bundledSnapshot, "-q");
    await trace("GAIR/LIMO");
    await trace("simplescaling/s1K-1.1");
    await inHistory("remove", "edge", "GAIR/OlympicArena", "simplescaling/s1K-1.1", "--reason", "wrong");
    ids = (await inHistory("runs", "-q")).stdout.trim().split("\n");
  });

  test("every trace is kept with its graph", async () => {
    const { runs } = JSON.parse((await inHistory("runs", "--json")).stdout);
    expect(runs).toHaveLength(2);
    expect(runs[0]).toMatchObject({ state: "finished", seeds: ["GAIR/LIMO"] });
    expect(runs[0].graphSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(runs[1].graphSha256).not.toBe(runs[0].graphSha256);
  });

  test("diff of two runs, by the beginning of their ids: what came, with findings", async () => {
    const [first = "", second = ""] = ids;
    const { stdout, stderr } = await inHistory("diff", first.slice(0, 8), second);
    expect(stdout).toContain("+ simplescaling/s1K-1.1\n");
    expect(stdout).toContain("+ GAIR/OlympicArena -> simplescaling/s1K-1.1\n");
    expect(stdout).toContain("+ medium: an unknown part of GAIR/OlympicArena reaches simplescaling/s1K-1.1");
    expect(stderr).toContain(`from run ${first}`);
    const back = await inHistory("diff", second, first, "-q");
    expect(back.stdout).toContain("removed dataset simplescaling/s1K-1.1\n");
  });

  test("a decision of a person shows in the diff to now", async () => {
    const { edges } = JSON.parse((await inHistory("diff", ids[1] ?? "", "--json")).stdout);
    expect(edges.changed).toMatchObject([
      { upstream: "GAIR/OlympicArena", downstream: "simplescaling/s1K-1.1" },
    ]);
    expect(edges.changed[0].changes).toContainEqual({
      field: "status",
      before: "accepted",
      after: "rejected",
    });
  });

  test("a date is the last run that ended by then; a file stands for itself", async () => {
    const byDate = JSON.parse((await inHistory("diff", "2999-01-01", "now", "--json")).stdout);
    expect(byDate.before).toMatchObject({ kind: "run", name: ids[1] });
    const early = await inHistory("diff", "2001-01-01");
    expect(early.exitCode).toBe(2);
    expect(early.stderr).toContain("the first one ended at");
    const traced = await ask("trace", mixture, "--snapshot", bundledSnapshot, "--json");
    const file = write("exported.json", traced.stdout);
    const same = await ask("diff", file, "now");
    expect(same.stdout).toBe("");
    expect(same.stderr).toContain("nothing changed");
  });

  test.each([
    ["yesterday", 2, 'is no run of this store, no date, no file and not "now"'],
    ["0000aaaa", 2, "see the runs with stemma runs"],
    ["2026-13-45", 2, "is no date"],
  ])("%s is refused with what to do", async (moment, exitCode, problem) => {
    const ended = await inHistory("diff", moment);
    expect(ended.exitCode).toBe(exitCode);
    expect(ended.stderr).toContain(problem);
  });

  test("a file that is no graph of ours (8)", async () => {
    const { exitCode, stderr } = await inHistory(
      "diff",
      write("foreign.json", '{"nodes":["x/a"],"edges":[]}'),
    );
    expect(exitCode).toBe(8);
    expect(stderr).toContain("is no lineage graph that Stemma exported");
  });
});
