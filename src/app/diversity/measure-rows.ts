import { resolve } from "node:path";
import { z } from "zod";
import { StemmaError } from "../../model/index.ts";
import {
  createAlgebraKernels,
  DiversityFigures,
  embeddedTexts,
  InputAccount,
  measureDiversity,
  NeighbourFigures,
  openRowVectors,
  openVectorFile,
  SourceDiversity,
  type TextEmbedder,
  type VectorFile,
} from "../../rows/index.ts";
import { withRows } from "../rows/open-rows.ts";
import { RowRequest, ShownMapping } from "../rows/row-request.ts";
import { defineUseCase, type UseCaseContext } from "../use-case.ts";
import { openEmbedder } from "./open-embedder.ts";

const DiversityReport = z.strictObject({
  schemaVersion: z.literal(1),
  rows: z.int(),
  embedder: z.strictObject({
    /** What made the vectors. */
    name: z.string(),
    width: z.int(),
    /** Whether they tell letters and not meaning: such figures compare with each other only. */
    isLexical: z.boolean(),
    comparableWith: z.string(),
  }),
  /** What of a row was embedded. */
  text: z.enum(embeddedTexts),
  /** Of the Vendi score; "infinity" for the largest eigenvalue alone. */
  order: z.union([z.number(), z.literal("infinity")]),
  all: DiversityFigures,
  bySource: z.array(
    z.strictObject({ input: z.string(), label: z.string().nullable() }).extend(SourceDiversity.shape),
  ),
  neighbours: NeighbourFigures.nullable(),
  inputs: z.array(InputAccount),
  mapping: z.array(ShownMapping),
});

/** How diverse rows are, by the measures of the paper (roots C6), and what each source brings. */
export const measureRowDiversity = defineUseCase({
  name: "diversity",
  summary: "Measure how diverse rows are, and what each source brings",
  input: RowRequest.extend({
    embedder: z.string().min(1).default("lexical"),
    /** A file of vectors, one for each row of the inputs in order, in the place of an embedder. */
    vectors: z.string().min(1).nullable().default(null),
    text: z.enum(embeddedTexts).default("instruction"),
    order: z.union([z.number().min(0), z.literal("infinity")]).default(1),
    replicates: z.int().min(0).max(1000).default(0),
    neighbours: z.int().min(0).max(10_000).default(256),
    seed: z.int().min(0).default(1),
  }),
  output: DiversityReport,
  async perform({ embedder: name, vectors, text, order, replicates, neighbours, seed, ...request }, context) {
    const opened = await openChosen({ name, vectors }, context);
    try {
      return await withRows(request, context, async (rows) => {
        const { from, isLexical } = opened;
        const source = openRowVectors({ job: rows, text, from, signal: context.signal });
        const measured = await measureDiversity({
          algebra: createAlgebraKernels(),
          openVectors: source.open,
          countSources: () => source.sources.length,
          order: order === "infinity" ? Number.POSITIVE_INFINITY : order,
          replicates,
          queries: neighbours,
          seed,
        });
        return {
          schemaVersion: 1 as const,
          rows: measured.all.count + measured.all.zeroCount,
          embedder: {
            name: from.name,
            width: measured.width,
            isLexical,
            comparableWith: isLexical
              ? "figures of the same lexical vectors only: they tell letters, not meaning"
              : `figures of vectors by ${from.name} only`,
          },
          text,
          order,
          all: measured.all,
          bySource: measured.sources.map((figures, index) => ({
            input: rows.inputs[source.sources[index]?.input ?? 0]?.name ?? "",
            label: source.sources[index]?.label ?? null,
            ...figures,
          })),
          neighbours: measured.neighbours,
          inputs: await source.account(),
          mapping: [...rows.mappings],
        };
      });
    } finally {
      await opened.close();
    }
  },
});

interface Chosen {
  readonly name: string;
  readonly vectors: string | null;
}

interface Opened {
  readonly from: TextEmbedder | VectorFile;
  readonly isLexical: boolean;
  close(): Promise<void>;
}

async function openChosen({ name, vectors }: Chosen, context: UseCaseContext): Promise<Opened> {
  if (vectors === null) {
    const { embedder, close } = await openEmbedder(name, context);
    return { from: embedder, isLexical: embedder.isLexical, close };
  }
  if (name !== "lexical")
    throw new StemmaError("usage", "both an embedder and a file of vectors are named", {
      hint: "give --embedder or --vectors, not both",
    });
  const { cwd } = context.configuration;
  return {
    from: await openVectorFile(resolve(cwd, vectors), cwd),
    isLexical: false,
    close: async () => undefined,
  };
}
