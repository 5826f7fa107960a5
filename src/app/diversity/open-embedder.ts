import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { StemmaError } from "../../model/index.ts";
import {
  createEndpointEmbedder,
  createLexicalEmbedder,
  openOnnxEmbedder,
  openVectorCache,
  type TextEmbedder,
} from "../../rows/index.ts";
import { createGuardedFetch } from "../../sources/index.ts";
import type { Configuration } from "../configuration/load-configuration.ts";
import { toModelAccess } from "../model-access.ts";
import type { UseCaseContext } from "../use-case.ts";
import { readVersion } from "../version.ts";

export interface OpenedEmbedder {
  readonly embedder: TextEmbedder;
  close(): Promise<void>;
}

const onnxPrefix = "onnx:";
const hint = "lexical, onnx:FOLDER, openai/MODEL, or compatible/MODEL with STEMMA_COMPATIBLE_ENDPOINT";

/**
 * What a person names: `lexical`, which needs nothing; `onnx:FOLDER`; or a model of an endpoint of OpenAI's interface, whose
 * vectors are kept in the cache folder by content.
 *
 * @throws StemmaError `usage` for a name that is none, `auth` without a key, and what opening a model throws.
 */
export async function openEmbedder(name: string, context: UseCaseContext): Promise<OpenedEmbedder> {
  if (name === "lexical") return { embedder: createLexicalEmbedder(), close: async () => undefined };
  if (name.startsWith(onnxPrefix)) {
    const folder = resolve(context.configuration.cwd, name.slice(onnxPrefix.length));
    return { embedder: await openOnnxEmbedder({ folder }), close: async () => undefined };
  }
  return await openEndpoint(name, context);
}

async function openEndpoint(
  name: string,
  { configuration, signal }: UseCaseContext,
): Promise<OpenedEmbedder> {
  const { spec, baseUrl, isTrusted, key, keyVariable, isKeyMissing } = toModelAccess(configuration, name);
  if (spec === "rules" || baseUrl === null || !["openai", "compatible"].includes(spec.provider))
    throw new StemmaError("usage", `${name} gives no vectors`, { hint });
  if (isKeyMissing)
    throw new StemmaError("auth", `there is no key for ${spec.provider}`, {
      hint: `set ${keyVariable}, or take ${hint}`,
    });
  const door = createGuardedFetch({
    endpoints: [{ baseUrl, isTrusted }],
    userAgent: `stemma/${readVersion()}`,
    isOffline: configuration.settings.offline,
    signal,
  });
  const options = { fetch: door.fetch, baseUrl, model: spec.model, key: key?.value };
  const embedder = await openVectorCache(
    toCachePath(configuration, `${baseUrl} ${spec.model}`),
    createEndpointEmbedder(options),
  );
  return {
    embedder,
    close: async () => {
      await embedder.close();
      await door.close();
    },
  };
}

/** One file for each endpoint and model. */
function toCachePath({ cacheFolder }: Configuration, name: string): string {
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 16);
  return join(cacheFolder, "vectors", `${hash}.bin`);
}
