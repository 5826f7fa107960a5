import type { Catalogue } from "../../catalogue/index.ts";
import { toIdKey, toNameKey } from "../../model/index.ts";
import type { Subject } from "../../model/ports/index.ts";

/** Who a document is read for: every id and name that means the subject, and what tells it from its siblings. */
export interface SubjectNames {
  readonly owner: string | null;
  readonly idKeys: ReadonlySet<string>;
  readonly nameKeys: ReadonlySet<string>;
  /** Parts of the id and names, lower case: `orz`, `math`, `57k`. */
  readonly tokens: ReadonlySet<string>;
  /** Size tokens among them: `57k`, `1.5m`. */
  readonly sizes: ReadonlySet<string>;
}

const sizePattern = /(?<![\w.])~?(\d+(?:\.\d+)?)\s?([km])(?![\w])/gi;

export function toSubjectNames(subject: Subject, catalogue?: Catalogue): SubjectNames {
  const ids = [subject.id, ...subject.aliases];
  const lastSegments = ids.map(toLastSegment);
  const names = [...lastSegments, ...subject.names, ...listTitledNames(subject, catalogue)];
  return {
    owner: findOwner(subject.id),
    idKeys: new Set(ids.map(toIdKey)),
    nameKeys: new Set(names.map(toNameKey).filter((key) => key.length >= 2)),
    tokens: new Set(names.flatMap(toTokens)),
    sizes: new Set(lastSegments.flatMap(toSizes)),
  };
}

/**
 * Names of the dataset that the subject is a copy of, where its documents' title uses them: "the MATH dataset" in the
 * README of a re-upload of MATH is that README's own subject.
 */
function listTitledNames(subject: Subject, catalogue: Catalogue | undefined): string[] {
  const entry = catalogue?.findByHubId(subject.id);
  const titles = subject.names.map(toNameKey).join(" ");
  return (entry?.names ?? []).filter((name) => titles.includes(toNameKey(name)));
}

export function toLastSegment(id: string): string {
  const bare = id.replace(/^(?:github|name|url):/, "");
  const [path = bare, fragment] = bare.split("#");
  return fragment ?? path.split("/").at(-1) ?? path;
}

export function findOwner(id: string): string | null {
  const bare = id.replace(/^github:/, "");
  return bare.includes("/") && !id.startsWith("url:") && !id.startsWith("name:")
    ? (bare.split("/")[0] ?? null)
    : null;
}

export function toTokens(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token.length > 0);
}

/** Sizes written in a text (`57k`, `1.5M`), lower case. */
export function toSizes(text: string): string[] {
  return [...text.replace(/[_-]/g, " ").matchAll(sizePattern)].map((match) =>
    `${match[1]}${match[2]}`.toLowerCase(),
  );
}
