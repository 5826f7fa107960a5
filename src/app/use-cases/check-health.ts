import { existsSync } from "node:fs";
import { z } from "zod";
import { toModelId } from "../../agents/index.ts";
import { type ErrorCode, errorKinds, StemmaError, toStemmaError } from "../../model/index.ts";
import { openStore, readSqliteVersion } from "../../store/index.ts";
import type { Configuration } from "../configuration/load-configuration.ts";
import type { Token } from "../configuration/tokens.ts";
import { contactEndpoints } from "../contact-endpoints.ts";
import { listRoleAccess, type RoleAccess } from "../model-access.ts";
import { listCredentials, listEndpoints } from "../open-world.ts";
import { defineUseCase, type UseCaseContext } from "../use-case.ts";
import { readVersion } from "../version.ts";

const codes = Object.keys(errorKinds) as [ErrorCode, ...ErrorCode[]];

const HealthCheck = z.object({
  name: z.string(),
  state: z.enum(["ok", "note", "problem"]),
  detail: z.string(),
  hint: z.string().nullable(),
  /** The error that this problem leads to elsewhere; null unless the state is `problem`. */
  code: z.enum(codes).nullable(),
});
export type HealthCheck = z.infer<typeof HealthCheck>;

/** What is installed and configured, and whether it works; tokens are told of by their origin only. */
export const checkHealth = defineUseCase({
  name: "doctor",
  summary: "Check the installation, the configuration and the store",
  input: z.object({ online: z.boolean().default(false) }),
  output: z.object({ checks: z.array(HealthCheck) }),
  async perform({ online }, context) {
    const { configuration } = context;
    const checks = [
      ...listPrograms(),
      ...listPlaces(configuration),
      ...listTokens(configuration),
      ...listReaders(configuration),
      ...(online ? await listAnswers(context) : []),
    ];
    return { checks };
  },
});

function listPrograms(): HealthCheck[] {
  const sqlite = readSqliteVersion();
  return [
    toOk("stemma", readVersion()),
    toOk("node", `${process.versions.node} (${process.execPath})`),
    sqlite.hasWalResetBug
      ? toNote(
          "sqlite",
          sqlite.version,
          "let only one process at a time write to a store, or use a newer Node",
        )
      : toOk("sqlite", sqlite.version),
  ];
}

function listPlaces(configuration: Configuration): HealthCheck[] {
  const { settings, cacheFolder, projectFolder } = configuration;
  const source =
    settings.snapshot !== null
      ? toOk("reads from", `the snapshot ${settings.snapshot}`)
      : settings.offline
        ? toNote("reads from", "nothing but the cache: offline", "unset HF_HUB_OFFLINE to use the network")
        : toOk("reads from", "the network");
  return [
    toOk("project", projectFolder),
    checkStore(configuration.storePath),
    toOk("cache", existsSync(cacheFolder) ? cacheFolder : `${cacheFolder} (empty so far)`),
    source,
    ...listEndpoints(configuration).map(({ meaning, url, origin }) =>
      toOk(meaning, `${url} (${origin.from}${origin.detail === "" ? "" : ` ${origin.detail}`})`),
    ),
  ];
}

function checkStore(path: string): HealthCheck {
  if (!existsSync(path)) return toNote("store", `${path} (none yet)`, "it is made by the first stemma trace");
  try {
    const store = openStore(path, { readOnly: true });
    try {
      const damage = store.listDamage();
      if (damage[0] !== undefined) throw new StemmaError("corrupt", `${path}: ${damage[0]}`);
      const { nodes, documents, claims, reviews } = store.countAll();
      const open = nodes.pending + nodes.failed;
      const counts = `${nodes.done + nodes["looked-up"]} datasets known, ${open} open, ${documents} documents, ${claims} claims, ${reviews} decisions`;
      return toOk("store", `${path} (sound: ${counts})`);
    } finally {
      store.close();
    }
  } catch (thrown) {
    return toProblem("store", toStemmaError(thrown, "the store"));
  }
}

function listTokens(configuration: Configuration): HealthCheck[] {
  const used = new Set(listCredentials(configuration).map(({ origin }) => origin));
  const { tokens, settings } = configuration;
  return [
    toTokenCheck("hub token", tokens.hub, {
      isUsed: used.has(new URL(settings.hubEndpoint).origin),
      without: "gated datasets stay unreadable; set HF_TOKEN to read those you have access to",
    }),
    toTokenCheck("github token", tokens.github, {
      isUsed: used.has(new URL(settings.githubEndpoint).origin),
      without: "GitHub answers 60 requests an hour; set GITHUB_TOKEN for 5,000",
    }),
  ];
}

/** Who reads, and whether the models that are to read have what they need. */
function listReaders(configuration: Configuration): HealthCheck[] {
  const { settings, origins } = configuration;
  if (settings.agents === "rules")
    return [toOk("agents", "rules (language models read with --agents model)")];
  const { from, detail } = origins.agents;
  const chosen = toOk("agents", `language models beside the rules (${from} ${detail})`);
  return [chosen, ...listRoleAccess(configuration).map(toRoleCheck)];
}

function toRoleCheck({ role, spec, baseUrl, key, keyVariable, isKeyMissing }: RoleAccess): HealthCheck {
  const name = `${role} agents`;
  if (spec === "rules") return toOk(name, "rules");
  const model = `${toModelId(spec)} at ${baseUrl}`;
  if (!isKeyMissing) return toOk(name, key === null ? model : `${model}, key from ${key.origin}`);
  return toProblem(
    name,
    new StemmaError("auth", `${model}: no key`, { hint: `set ${keyVariable}, or name another model` }),
  );
}

function toTokenCheck(
  name: string,
  token: Token | null,
  { isUsed, without }: { readonly isUsed: boolean; readonly without: string },
): HealthCheck {
  if (token === null) return toNote(name, "none", without);
  if (isUsed) return toOk(name, `present, from ${token.origin}`);
  return toNote(
    name,
    `present, from ${token.origin}, but not sent`,
    "the project file names this endpoint; name it in the environment or the user file to send the token there",
  );
}

async function listAnswers(context: UseCaseContext): Promise<HealthCheck[]> {
  const answers = await contactEndpoints(context);
  return answers.map(({ url, detail, error }) =>
    error === null ? toOk(url, detail) : toProblem(url, error),
  );
}

function toOk(name: string, detail: string): HealthCheck {
  return { name, state: "ok", detail, hint: null, code: null };
}

function toNote(name: string, detail: string, hint: string): HealthCheck {
  return { name, state: "note", detail, hint, code: null };
}

function toProblem(name: string, error: StemmaError): HealthCheck {
  return { name, state: "problem", detail: error.message, hint: error.hint ?? null, code: error.code };
}
