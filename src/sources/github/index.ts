export { toInvalidReadme, toMissingReadme } from "./failures.ts";
export { isRepositoryRef, toReadmeUrl } from "./readme-url.ts";
export { createRepositories } from "./repositories.ts";
