/** The call and the flags by which code names the data it reads. */
export const loadCall = /load_dataset\(\s*(?:path\s*=\s*)?["']([\w.-]+(?:\/[\w.-]+)?)["']/g;
export const datasetFlag =
  /--(?:dataset|datasets|dataset_name|dataset_id|data_id|hf_dataset|source|input_dataset|seed_dataset)[ =]["']?([\w-]+\/[\w.-]+)["']?/g;
/** Addresses and ids written out in running text. */
export const hubAddress =
  /https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co|hf-mirror\.com)\/datasets\/[\w./-]*[\w-]|https?:\/\/github\.com\/[\w.-]+\/[\w.-]*[\w-]/g;
export const bareHubId = /(?<![\w./@:-])([A-Za-z][\w-]{1,38}\/[A-Za-z0-9][\w.-]{1,90}[\w])(?![\w/@])/g;
export const notAnId =
  /\.(?:md|json|jsonl|py|sh|png|jpe?g|svg|gif|pdf|txt|csv|ipynb|ya?ml|html?|zip|gz|parquet|arrow|bin|pt|pth|ckpt|safetensors|npy|npz|pkl|log|out|lock|toml|cfg|ini|java|go|rs|c|h|cpp|js|ts)$|\/(?:train|test|validation|valid|val|dev|all|main|default|raw|latest|v\d+)$|^(?:and|or|his|her|he|she|w|n|train|test|data|datasets?|src|path|your|username|user|org|input|output|true|yes|read|instruction|prompt|client|http|assets|images?|figs?|figures?|docs?|scripts?|eval(?:uation)?|examples?|code|models?|results?|static|resources?|utils|tools|tests?|notebooks?|configs?|recipes|projects?)\//i;
/** Places of a repository that hold no data: its issues, its code, its legal pages. */
export const noDataPath =
  /^(?:issues|pull|pulls|actions|releases|discussions|wiki|stargazers|graphs)\b|\.(?:py|sh|ipynb|ya?ml|toml|cfg)$|(?:^|\/)(?!README)[^/]*\.md$|(?:^|\/)(?:LICENSE|DISCLAIMER|CONTRIBUTING|CODE_OF_CONDUCT|CITATION|CHANGELOG)[\w.-]*$/i;
/** Link texts that say the repository is a tool. */
export const projectText =
  /\b(?:tools?|toolkits?|library|framework|code(?:base)?|scripts?|demo|app|plugin|with|using)\b/i;
/** Link texts that say that what is linked is no dataset. */
export const modelText = /^(?:models?|checkpoints?|weights|demo|code|paper|blog|report|space)$|\d[bB]$/i;
/** Link texts, as name keys, that name nothing. */
export const emptyLinkTexts = new Set([
  "",
  "here",
  "link",
  "dataset",
  "data",
  "datasets",
  "this",
  "huggingface",
  "hf",
  "download",
  "github",
  "repo",
  "repository",
  "website",
  "page",
  "homepage",
  "hfdataset",
  "huggingfacedataset",
  "hfdatasets",
  "opendataset",
  "traindata",
  "trainingdata",
  "code",
  "model",
  "paper",
  "source",
  "original",
  "huggingfacehub",
  "link1",
  "more",
]);
