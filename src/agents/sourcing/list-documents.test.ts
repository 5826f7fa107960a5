import { describe, expect, it } from "vitest";
import { makeOwn, makePaper, makeRecord, makeSubject } from "../../../test/support/agent-fixture.ts";
import type { DocumentRequest, SourcingInput } from "../../model/ports/index.ts";
import { listDocuments } from "./list-documents.ts";

const subject = makeSubject("acme/LakeNotes", ["LakeNotes"]);

function list(card: string, changes: Partial<SourcingInput> = {}): string[] {
  return listDocuments({ subject, documents: [makeOwn(card)], papers: [], ...changes }).map(toText);
}

function toText(request: DocumentRequest): string {
  if (request.kind === "paper") return `paper ${request.arxivId}`;
  if (request.kind === "paper-title") return `title ${request.title}`;
  if (request.kind === "blog") return `blog ${request.url}`;
  const { owner, repository, directory } = request.ref;
  return `repository ${owner}/${repository}${directory === undefined ? "" : `/${directory}`}`;
}

describe("papers", () => {
  it("come from tags and from links, each once", () => {
    const tagged = {
      ...subject,
      record: makeRecord({ tags: ["arxiv:2401.00001", "license:mit", "arxiv:nonsense"] }),
    };
    const card = "Paper: https://arxiv.org/abs/2401.00001 and https://arxiv.org/abs/2401.00002v3\n";
    expect(list(card, { subject: tagged })).toEqual(["paper 2401.00001", "paper 2401.00002"]);
  });

  it("are at most four, and none that was read", () => {
    const card = Array.from({ length: 9 }, (_, at) => `- Paper: https://arxiv.org/abs/2401.0000${at}`).join(
      "\n",
    );
    expect(list(card)).toHaveLength(4);
    expect(list(card, { papers: [makePaper({ arxivId: "2401.00000" })] })[0]).toBe("paper 2401.00001");
  });
});

describe("repositories", () => {
  it("are those of the owner, of the dataset's name, or called so", () => {
    expect(list("[site](https://github.com/acme/other)")).toEqual(["repository acme/other"]);
    expect(list("[site](https://github.com/lab/lake-notes-tools)")).toEqual([
      "repository lab/lake-notes-tools",
    ]);
    expect(list("Code: https://github.com/lab/unrelated")).toEqual(["repository lab/unrelated"]);
    expect(list("We took [rivers](https://github.com/lab/rivers) apart.")).toEqual([]);
  });

  it("keep the folder that the card points to", () => {
    expect(list("Code: https://github.com/acme/mono/tree/main/lake/data")).toEqual([
      "repository acme/mono/lake/data",
    ]);
  });

  it("are followed into folders about data, from their own README only", () => {
    const readme = makeOwn(
      "- [how](data/README.md)\n- [pipeline](https://github.com/acme/lake/tree/main/pipeline)\n- [out](../../data)\n- [web](https://data.example.org/data)\n- [figure](assets/data.png)\n",
      "repository",
      "https://github.com/acme/lake",
    );
    expect(list("", { documents: [readme] })).toEqual([
      "repository acme/lake/pipeline",
      "repository acme/lake/data",
    ]);
  });

  it("of the own paper are listed", () => {
    const paper = makePaper({
      repository: "https://github.com/acme/paper-code",
      projectPage: "https://lake.example.org/",
    });
    expect(list("", { papers: [paper] })).toEqual([
      "repository acme/paper-code",
      "blog https://lake.example.org/",
    ]);
  });

  it("that were read are not asked for again", () => {
    const read = makeOwn("words", "repository", "https://github.com/Acme/Other");
    const card = makeOwn("[site](https://github.com/acme/other)");
    expect(list("", { documents: [card, read] })).toEqual([]);
  });
});

describe("pages", () => {
  it("are release posts and project pages, not badges, files and social sites", () => {
    expect(list("Read the [blog post](https://acme.example.org/lake).")).toEqual([
      "blog https://acme.example.org/lake",
    ]);
    for (const url of [
      "https://img.shields.io/blog.svg",
      "https://x.com/acme/blog",
      "https://acme.example.org/lake.zip",
      "mailto:blog@example.org",
      "javascript:alert('blog')",
    ])
      expect(list(`Read the [blog post](${url}).`), url).toEqual([]);
  });

  it("are at most two", () => {
    const card = [1, 2, 3].map((at) => `[blog post](https://acme.example.org/${at})`).join(" ");
    expect(list(card)).toHaveLength(2);
  });
});

describe("what is only cited", () => {
  it.each(["Related work", "Acknowledgements", "Evaluation results"])("under %s is left out", (heading) => {
    const card = `# LakeNotes\n\n## ${heading}\n\nCode: https://github.com/acme/lake-eval and https://arxiv.org/abs/2401.00001\n`;
    expect(list(card)).toEqual([]);
  });

  it("in a table of scores is left out", () => {
    const card =
      "| Model | Score | Average |\n|---|---|---|\n| [paper](https://arxiv.org/abs/2401.00001) | 1.5 | 2.5 |\n";
    expect(list(card)).toEqual([]);
  });

  it("in documents that are not the subject's own is left out", () => {
    const foreign = { ...makeOwn("Paper: https://arxiv.org/abs/2401.00001"), isOwn: false };
    expect(list("", { documents: [foreign] })).toEqual([]);
  });
});

it("asks for the same documents in the same order each time", () => {
  const card =
    "Paper: https://arxiv.org/abs/2401.00001, code: https://github.com/acme/lake, [blog](https://acme.example.org/b)\n";
  expect(list(card)).toEqual(["paper 2401.00001", "repository acme/lake", "blog https://acme.example.org/b"]);
  expect(list(card)).toEqual(list(card));
});
