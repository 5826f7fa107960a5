import { describe, expect, it } from "vitest";
import { makeDocument, makeSubject } from "../../../test/support/agent-fixture.ts";
import { createCatalogue } from "../../catalogue/index.ts";
import { extractDocument } from "../extracting/extract-document.ts";
import type { Passage } from "../extracting/passage.ts";
import { findMentions } from "./find-mentions.ts";
import { learnNames } from "./learn-names.ts";
import { createScopeFinder } from "./scope.ts";
import { toSubjectNames } from "./subject-names.ts";

const catalogue = createCatalogue([], []);

/** The scopes of a text for the dataset `acme/lake-57k`, whose siblings are linked as in real collections. */
function read(text: string) {
  const { passages } = extractDocument(makeDocument(text, "repository"));
  const learned = learnNames(passages, catalogue);
  const mentionsOf = (passage: Passage) => findMentions(passage, catalogue, learned);
  const scope = createScopeFinder(toSubjectNames(makeSubject("acme/lake-57k")), mentionsOf, passages);
  const find = (words: string) => passages.find((passage) => passage.text.includes(words))!;
  return {
    ofPassage: (words: string) => scope.ofPassage(find(words)),
    ofText: (words: string) => {
      const passage = find(words);
      const before = mentionsOf(passage).filter((mention) => mention.end <= passage.text.indexOf(words));
      return scope.ofText(passage, before, passage.text.slice(0, passage.text.indexOf(words)));
    },
    mentionOf: (words: string) => {
      const mention = mentionsOf(find(words)).find((found) => found.text.includes(words))!;
      return scope.isSubject(mention) ? "subject" : scope.isSibling(mention) ? "sibling" : "neutral";
    },
  };
}

const links =
  "[lake-57k](https://huggingface.co/datasets/acme/lake-57k), [lake-72k](https://huggingface.co/datasets/acme/lake-72k), [river](https://huggingface.co/datasets/beta/river)";

describe("a mention", () => {
  it("is the subject by id and by link, a sibling by owner, and else neutral", () => {
    const { mentionOf } = read(`Links: ${links}\n`);
    expect(mentionOf("lake-57k")).toBe("subject");
    expect(mentionOf("lake-72k")).toBe("sibling");
    expect(mentionOf("river")).toBe("neutral");
  });
});

describe("a section", () => {
  const text = `# Lakes\n\n${links}\n\n## lake-72k\n\nabout the larger\n\n### Fields\n\nfields of it\n\n## lake-57k\n\nabout the smaller\n\n## Licence\n\nabout both\n`;

  it("speaks of the dataset in its nearest heading that names one", () => {
    const { ofPassage } = read(text);
    expect(ofPassage("about the larger")).toBe("sibling");
    expect(ofPassage("fields of it")).toBe("sibling");
    expect(ofPassage("about the smaller")).toBe("subject");
    expect(ofPassage("about both")).toBe("neutral");
  });
});

describe("a list item", () => {
  it("speaks of the dataset that it begins with, and of its parent's", () => {
    const { ofPassage } = read(
      "Our sets:\n\n- [lake-72k](https://huggingface.co/datasets/acme/lake-72k): the larger\n  - some detail\n- [lake-57k](https://huggingface.co/datasets/acme/lake-57k): the smaller\n- something else\n",
    );
    expect(ofPassage("the larger")).toBe("sibling");
    expect(ofPassage("the smaller")).toBe("subject");
    expect(ofPassage("something else")).toBe("neutral");
  });
});

describe("a sentence", () => {
  it("speaks of the dataset that it named last", () => {
    const { ofText } = read(
      `${links}\n\n[lake-57k](https://huggingface.co/datasets/acme/lake-57k) comes from HERE, while [lake-72k](https://huggingface.co/datasets/acme/lake-72k) comes from THERE.\n\nNothing is named before NOW.\n`,
    );
    expect(ofText("HERE")).toBe("subject");
    expect(ofText("THERE")).toBe("sibling");
    expect(ofText("NOW")).toBe("neutral");
  });

  it("tells siblings apart by their sizes", () => {
    const { ofText } = read("- The 57k rows come from HERE, the 72k rows come from THERE.\n");
    expect(ofText("HERE")).toBe("subject");
    expect(ofText("THERE")).toBe("sibling");
  });
});

describe("the title", () => {
  it("says nothing of whom its sections speak, where siblings are linked", () => {
    const { ofPassage } = read(`# lake-72k and friends\n\n${links}\n\nabout all\n`);
    expect(ofPassage("about all")).toBe("neutral");
  });
});
