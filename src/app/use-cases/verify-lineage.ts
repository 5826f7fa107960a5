import { z } from "zod";
import { DatasetId } from "../../model/index.ts";
import { verifyQuotes } from "../../trace/index.ts";
import { withStore } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

const QuoteFailure = z.object({
  upstream: DatasetId,
  downstream: DatasetId,
  documentUrl: z.string(),
  documentSha256: z.string(),
  kind: z.enum(["document", "quote"]),
  detail: z.string(),
  quote: z.string(),
});

/** Looks every quote up in its stored document again. */
export const verifyLineage = defineUseCase({
  name: "verify",
  summary: "Check that every quote still stands in its document",
  input: z.object({}),
  output: z.object({ quotes: z.int(), documents: z.int(), failures: z.array(QuoteFailure) }),
  async perform(_, { configuration }) {
    return await withStore(configuration, { readOnly: true }, (store) => {
      const { quotes, documents, failures } = verifyQuotes(store);
      return { quotes, documents, failures: [...failures] };
    });
  },
});
