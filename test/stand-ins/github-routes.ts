import type { StandInContent } from "./content.ts";
import { type Reply, toTextReply, unknownRoute } from "./reply.ts";

/** GitHub sends renamed repositories to an address with the repository's number. */
export function createGithubRoutes(content: StandInContent): (url: URL) => Reply {
  const numbers: string[] = [];

  return (url) => {
    const path = decodeURIComponent(url.pathname);
    const named = /^\/repos\/([^/]+\/[^/]+)\/readme(?:\/(.+))?$/.exec(path);
    if (named !== null) return answer(named[1]!, named[2]);
    const numbered = /^\/repositories\/(\d+)\/readme(?:\/(.+))?$/.exec(path);
    const repository = numbers[Number(numbered?.[1])];
    return numbered === null || repository === undefined ? unknownRoute : answer(repository, numbered[2]);
  };

  function answer(repository: string, directory: string | undefined): Reply {
    const renamed = content.findRedirect(`github:${repository}`)?.replace(/^github:/, "");
    if (renamed !== undefined) {
      const number = numbers.push(renamed) - 1;
      const location = `/repositories/${number}/readme${directory === undefined ? "" : `/${directory}`}`;
      return { status: 301, headers: { location } };
    }
    const failure = content.findFailure(`https://github.com/${repository}#readme`);
    if (failure === "disabled") return { status: 451 };
    if (failure !== undefined) return { status: 503 };
    const text = content.findReadme([repository, directory].filter(Boolean).join("/"));
    if (text === undefined) return { status: 404, body: '{"message":"Not Found"}' };
    return toTextReply(text, "application/vnd.github.raw+json");
  }
}
