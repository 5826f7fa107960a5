import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { createRuleAgents } from "../../src/agents/index.ts";
import { bundledCatalogue } from "../../src/catalogue/index.ts";
import {
  type Document,
  DocumentKind,
  type ResolvedClaim,
  toIdKey,
  toNameKey,
} from "../../src/model/index.ts";
import type { Subject, TracedDocument } from "../../src/model/ports/index.ts";
import { makeDocument } from "../support/agent-fixture.ts";

const SubjectFile = z.strictObject({
  id: z.string(),
  names: z.array(z.string()).optional(),
  kind: DocumentKind.optional(),
});

const Expected = z.strictObject({
  upstreams: z.array(z.strictObject({ id: z.string(), rule: z.string() })),
  notUpstreams: z.array(z.string()).min(1),
});

/** A document, the dataset it is read for, and what must come out. */
export interface GoldenCase {
  readonly name: string;
  readonly subject: Subject;
  readonly document: Document;
  readonly expected: z.infer<typeof Expected>;
}

const folder = (kind: string) => fileURLToPath(new URL(kind, import.meta.url));

/** Names of the cases under a folder of this one, sorted. */
export function listGoldenCases(kind: string): string[] {
  return readdirSync(folder(kind), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** One case, or several where the document is read for more than one dataset (`subject.json` beside `subject-2.json`). */
export function readGoldenCases(kind: string, name: string): GoldenCase[] {
  const path = join(folder(kind), name);
  const text = readFileSync(join(path, "input.md"), "utf8");
  return ["", "-2", "-3", "-4"].flatMap((ending) => {
    const file = join(path, `subject${ending}.json`);
    if (!existsSync(file)) return [];
    const subject = SubjectFile.parse(JSON.parse(readFileSync(file, "utf8")));
    const expected = Expected.parse(JSON.parse(readFileSync(join(path, `expected${ending}.json`), "utf8")));
    const document = makeDocument(text, subject.kind);
    return [{ name: `${name}${ending}`, subject: toSubject(subject, document), document, expected }];
  });
}

function toSubject(file: z.infer<typeof SubjectFile>, document: Document): Subject {
  const names = file.names ?? createRuleAgents().listNames(null, file.id, document);
  return { id: file.id, aliases: [], names, record: null };
}

interface GoldenReading {
  readonly traced: TracedDocument;
  readonly resolved: readonly ResolvedClaim[];
}

/** Traces the document and resolves its names without a hub, so that the catalogue and the text alone decide. */
export async function readGolden({
  subject,
  document,
}: Pick<GoldenCase, "subject" | "document">): Promise<GoldenReading> {
  const agents = createRuleAgents();
  const own = { document, isOwn: true };
  const traced = await agents.traceDocument(subject, own);
  const hub = { searchDatasets: async () => [] };
  const resolved = await agents.resolveClaims({ subject, claims: traced.claims, documents: [own], hub });
  return { traced, resolved };
}

/** Upstream ids of a reading, sorted, each once. */
export function toUpstreams({ resolved }: GoldenReading): string[] {
  return [...new Set(resolved.map(({ resolution }) => resolution.id))].sort();
}

/** Claims that name the trap by its id, its name or what the catalogue knows under that name. */
export function findTrapped({ resolved }: GoldenReading, trap: string): string[] {
  const known = bundledCatalogue()
    .findByName(trap)
    .map(({ entry }) => toIdKey(entry.id));
  const keys = new Set([trap.toLowerCase(), ...known]);
  return resolved
    .filter(
      ({ claim, resolution }) =>
        keys.has(toIdKey(resolution.id)) ||
        keys.has(claim.statedId?.toLowerCase() ?? "") ||
        toNameKey(claim.mention) === toNameKey(trap),
    )
    .map(({ claim }) => `${claim.mention} by ${claim.method}: ${claim.quote.text}`);
}
