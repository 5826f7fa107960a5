const layers = {
  model: [],
  catalogue: ["model"],
  sources: ["model", "catalogue"],
  agents: ["model", "catalogue"],
  store: ["model"],
  graph: ["model", "catalogue"],
  trace: ["agents", "sources", "store", "graph", "catalogue", "model"],
  kernels: [],
  rows: ["kernels", "model"],
  atlas: ["rows", "graph", "catalogue", "model"],
  curate: ["rows", "graph", "catalogue", "model"],
  formats: ["model"],
  evaluate: ["agents", "trace", "sources", "store", "rows", "catalogue", "model"],
  app: [
    "agents",
    "sources",
    "store",
    "graph",
    "trace",
    "rows",
    "atlas",
    "curate",
    "formats",
    "evaluate",
    "catalogue",
    "model",
  ],
  cli: ["app", "model"],
  server: ["app", "model"],
  mcp: ["app", "model"],
};

const layerRules = Object.entries(layers).map(([folder, allowed]) => ({
  name: `${folder}-may-import`,
  comment: `src/${folder} takes values only from: ${allowed.join(", ") || "nothing"}`,
  severity: "error",
  from: { path: `^src/${folder}/` },
  to: {
    path: "^src/",
    pathNot: [`^src/${folder}/`, ...allowed.map((name) => `^src/${name}/`)],
  },
}));

const effects =
  "^(node:)?(fs|fs/promises|net|tls|http|https|http2|dns|dns/promises|dgram|child_process|worker_threads|sqlite)$";

export default {
  forbidden: [
    ...layerRules,
    {
      name: "no-cycle",
      comment: "imports go one way, type imports included",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "enter-by-index",
      comment: "another folder of src is entered by its index.ts only",
      severity: "error",
      from: { path: "^src/([^/]+)/", pathNot: "\\.test\\.ts$" },
      to: {
        path: "^src/([^/]+)/.+",
        pathNot: ["^src/$1/", "^src/[^/]+/index\\.ts$", "^src/model/(ports|errors)/index\\.ts$"],
      },
    },
    {
      name: "pure-folders",
      comment: "model, catalogue, graph and formats touch no disk and no network",
      severity: "error",
      from: { path: "^src/(model|catalogue|graph|formats)/", pathNot: "\\.test\\.ts$" },
      to: { path: effects },
    },
    {
      name: "one-door-outward",
      comment: "only sources/http opens sockets to the outside",
      severity: "error",
      from: { path: "^src/", pathNot: ["^src/sources/http/", "^src/(server|mcp)/", "\\.test\\.ts$"] },
      to: { path: ["^(node:)?(net|tls|http|https|http2|dns|dns/promises|dgram)$", "node_modules/undici/"] },
    },
    {
      name: "not-to-test",
      comment: "the product does not import tests or the benchmark",
      severity: "error",
      from: { path: "^src/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(test|bench|scripts)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
