import { findDatasetIdKind } from "../../model/index.ts";

/** What an address in a document points to, as far as the address itself tells. */
export type LinkTarget =
  | { readonly kind: "dataset"; readonly id: string }
  | { readonly kind: "hub-other"; readonly id: string }
  | {
      readonly kind: "repository";
      readonly owner: string;
      readonly repository: string;
      readonly path: string;
    }
  | { readonly kind: "paper"; readonly arxivId: string }
  | { readonly kind: "dataset-page"; readonly url: string }
  | { readonly kind: "anchor" }
  | { readonly kind: "other"; readonly url: string };

const hubHosts = new Set(["huggingface.co", "www.huggingface.co", "hf.co", "hf-mirror.com"]);
const dataHosts =
  /(?:^|\.)(?:modelscope\.cn|kaggle\.com|zenodo\.org|opendatalab\.(?:com|org)|tensorflow\.org)$/;
/** Addresses that are those of one dataset on a site that holds many. */
const dataPages =
  /^(?:zenodo\.org\/(?:records?|doi)\/|doi\.org\/10\.(?:5281\/zenodo|6084|7910)|archive\.org\/details\/|figshare\.com\/articles\/dataset|data\.mendeley\.com\/datasets\/|dataverse\.[\w.]+\/dataset|catalog\.ldc\.upenn\.edu\/ldc|tianchi\.aliyun\.com\/dataset\/|aistudio\.baidu\.com\/(?:aistudio\/)?datasetdetail|archive\.ics\.uci\.edu\/(?:ml\/datasets|dataset)\/|kaggle\.com\/(?:c|competitions)\/)/i;
const arxivPattern =
  /(?:arxiv\.org\/(?:abs|pdf|html)\/|huggingface\.co\/papers\/|alphaxiv\.org\/abs\/)(\d{4}\.\d{4,5})/i;
const reservedHubPaths = new Set([
  "papers",
  "spaces",
  "models",
  "blog",
  "docs",
  "collections",
  "organizations",
  "join",
  "settings",
  "tasks",
  "learn",
  "posts",
  "api",
]);

/** Classifies an address; relative addresses that look like `org/name` are what hub cards write for hub links. */
export function toLinkTarget(url: string): LinkTarget {
  const trimmed = url.trim();
  if (trimmed === "" || trimmed.startsWith("#")) return { kind: "anchor" };
  const arxiv = arxivPattern.exec(trimmed);
  if (arxiv?.[1] !== undefined) return { kind: "paper", arxivId: arxiv[1] };
  const absolute = /^(?:https?:)?\/\//i.test(trimmed) ? trimmed.replace(/^\/\//, "https://") : undefined;
  if (absolute === undefined) return toRelativeTarget(trimmed);
  if (!URL.canParse(absolute)) return { kind: "other", url: trimmed };
  return toAbsoluteTarget(new URL(absolute));
}

function toRelativeTarget(url: string): LinkTarget {
  const hosted = /^(?:www\.)?(huggingface\.co|hf\.co|github\.com)\//i.test(url);
  if (hosted) return toAbsoluteTarget(new URL(`https://${url}`));
  const match =
    /^\/?(?:datasets\/)([\w.-]+(?:\/[\w.-]+)?)\/?(?:[?#].*)?$/.exec(url) ?? /^([\w-]+\/[\w.-]+)$/.exec(url);
  const id = match?.[1];
  const isFile =
    /\.(?:md|json|jsonl|py|sh|png|jpe?g|svg|gif|pdf|txt|csv|ipynb|ya?ml|html?|zip|gz|parquet)$/i.test(url);
  if (id !== undefined && !isFile && findDatasetIdKind(id) !== undefined) {
    return url.includes("datasets/") ? { kind: "dataset", id } : { kind: "hub-other", id };
  }
  return { kind: "other", url };
}

function toAbsoluteTarget(url: URL): LinkTarget {
  const host = url.hostname.toLowerCase();
  const parts = url.pathname.split("/").filter((part) => part !== "");
  if (hubHosts.has(host)) return toHubTarget(parts, url.href);
  if (host === "github.com" || host === "www.github.com") return toRepositoryTarget(parts, url.href);
  if (host === "raw.githubusercontent.com") return toRepositoryTarget(parts, url.href);
  const isDataPage = dataPages.test(`${host.replace(/^www\./, "")}${url.pathname}`);
  if (isDataPage || (dataHosts.test(host) && /data/i.test(url.pathname)))
    return { kind: "dataset-page", url: url.href };
  return { kind: "other", url: url.href };
}

function toHubTarget(parts: readonly string[], url: string): LinkTarget {
  const [first, second, third] = parts;
  if (first === "datasets" && second !== undefined) {
    const isLegacy =
      third === undefined ||
      third === "viewer" ||
      third === "tree" ||
      third === "blob" ||
      third === "resolve";
    const id = isLegacy ? second : `${second}/${third}`;
    return findDatasetIdKind(id) === undefined ? { kind: "other", url } : { kind: "dataset", id };
  }
  if (first === undefined || second === undefined || reservedHubPaths.has(first))
    return { kind: "other", url };
  const id = `${first}/${second}`;
  return findDatasetIdKind(id) === undefined ? { kind: "other", url } : { kind: "hub-other", id };
}

function toRepositoryTarget(parts: readonly string[], url: string): LinkTarget {
  const [owner, name] = parts;
  if (owner === undefined || name === undefined) return { kind: "other", url };
  const repository = name.replace(/\.git$/, "");
  if (!/^[\w.-]+$/.test(owner) || !/^[\w.-]+$/.test(repository)) return { kind: "other", url };
  const path = parts.slice(2).join("/");
  return { kind: "repository", owner, repository, path };
}
