/**
 * Stands between Stemma and a real model and writes every conversation into a folder, without keys, to be played in tests.
 * Usage: node scripts/record-conversations.ts FOLDER PROVIDER/MODEL [BASE_URL]; the key is read from the provider's
 * variable. Runs until it is interrupted.
 */
import { parseModelSpec, providerKinds, toModelBaseUrl } from "../src/agents/index.ts";
import { createGuardedFetch } from "../src/sources/index.ts";
import {
  createRecorder,
  createUpstreamResponder,
  standInKeys,
  startModelStandIn,
} from "../test/stand-ins/models/index.ts";

const [folder, name = "", address] = process.argv.slice(2);
const spec = parseModelSpec(name);
if (folder === undefined || spec === "rules") throw new Error("name a folder and a PROVIDER/MODEL");
const kind = providerKinds[spec.provider];
const apiKey = process.env[kind.keyVariable] ?? null;
if (apiKey === null && kind.needsKey) throw new Error(`set ${kind.keyVariable}`);
const baseUrl = toModelBaseUrl({ spec, baseUrl: address });
const guarded = createGuardedFetch({
  endpoints: [{ baseUrl, isTrusted: address !== undefined }],
  userAgent: "stemma",
});
const model = await kind.load({ model: spec.model, baseUrl, apiKey, fetch: guarded.fetch });
const recorder = createRecorder({
  folder,
  from: createUpstreamResponder(model),
  date: new Date().toISOString().slice(0, 10),
  secrets: apiKey === null ? [] : [apiKey],
});
const standIn = await startModelStandIn({ responder: recorder, models: [spec.model] });
process.stdout.write(
  `recording ${name} into ${folder}\nbase URL ${standIn.baseUrls[spec.provider]}\n${kind.keyVariable}=${standInKeys[spec.provider]}\n`,
);
process.once("SIGINT", () => {
  void Promise.all([standIn.close(), guarded.close()]);
});
