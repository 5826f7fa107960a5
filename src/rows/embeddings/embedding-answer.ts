import { z } from "zod";
import { StemmaError } from "../../model/index.ts";
import { toFloats } from "./number-layout.ts";

/** What endpoints of OpenAI's interface answer; other members are left alone. */
const EmbeddingAnswer = z.object({
  data: z.array(
    z.object({ index: z.int().optional(), embedding: z.union([z.string(), z.array(z.number())]) }),
  ),
});

/**
 * The vectors of an answer in the order of the texts that were sent, whatever the order of the answer.
 *
 * @throws StemmaError `bad-response` where the answer is none, is short of vectors, or holds one that cannot be one.
 */
export function parseEmbeddingAnswer(
  body: unknown,
  { server, asked }: { server: string; asked: number },
): Float32Array[] {
  const fault = (reason: string) =>
    new StemmaError("bad-response", `${server} answered with no usable vectors: ${reason}`, {
      hint: "check that the model is one for embeddings, and that the endpoint speaks OpenAI's interface",
    });
  const parsed = EmbeddingAnswer.safeParse(body);
  if (!parsed.success) throw fault("the answer has no list of embeddings");
  const { data } = parsed.data;
  if (data.length !== asked) throw fault(`${asked} texts were sent and ${data.length} vectors came back`);
  const vectors: (Float32Array | undefined)[] = Array.from({ length: asked });
  for (const [place, { index = place, embedding }] of data.entries()) {
    if (vectors[index] !== undefined || index >= asked)
      throw fault(`place ${index} is not one for each text`);
    vectors[index] = typeof embedding === "string" ? fromBase64(embedding) : Float32Array.from(embedding);
  }
  const whole = vectors.flatMap((vector) => vector ?? []);
  const width = whole[0]?.length ?? 0;
  if (width === 0) throw fault("a vector is empty");
  if (whole.some((vector) => vector.length !== width)) throw fault("the vectors are of different lengths");
  if (whole.some((vector) => !vector.every(Number.isFinite))) throw fault("a vector holds what is no number");
  return whole;
}

/** Little-endian f32, as OpenAI encodes them. */
function fromBase64(text: string): Float32Array {
  return toFloats(Buffer.from(text, "base64"), "f32");
}
