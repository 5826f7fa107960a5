import type { PaperContent, StandInContent } from "./content.ts";
import { type Reply, toTextReply, unknownRoute } from "./reply.ts";

export function answerArxiv(content: StandInContent, url: URL): Reply {
  if (url.pathname === "/api/query") return { ...answerQuery(content, url), status: 200 };
  const id = /^\/html\/(.+?)(?:v\d+)?$/.exec(url.pathname)?.[1];
  if (id === undefined) return unknownRoute;
  const html = content.papers.find((paper) => paper.id === id)?.info.html;
  return typeof html === "string"
    ? toTextReply(html, "text/html")
    : { status: 404, body: "No HTML for this paper" };
}

function answerQuery(content: StandInContent, url: URL): Reply {
  const ids = url.searchParams.get("id_list")?.split(",").filter(Boolean) ?? [];
  const malformed = ids.find((id) => !/^(?:\d{4}\.\d{4,5}|[a-z.-]+\/\d{7})(?:v\d+)?$/i.test(id));
  if (malformed !== undefined) return toFeed([toErrorEntry(malformed)], 1);
  const title = /^ti:"(.*)"$/.exec(url.searchParams.get("search_query") ?? "")?.[1]?.toLowerCase();
  const found =
    title === undefined
      ? ids.flatMap((id) => content.papers.find((paper) => paper.id === id.replace(/v\d+$/, "")) ?? [])
      : content.papers.filter((paper) => String(paper.info.title).toLowerCase().includes(title));
  return toFeed(found.map(toEntry), Math.max(found.length, ids.length));
}

function toFeed(entries: readonly string[], total: number): Reply {
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom">
 <title type="html">ArXiv Query</title><id>http://arxiv.org/api/x</id>
 <opensearch:totalResults>${total}</opensearch:totalResults><opensearch:startIndex>0</opensearch:startIndex>
 ${entries.join("\n ")}
</feed>`;
  return { status: 200, body, headers: { "content-type": "application/atom+xml; charset=UTF-8" } };
}

function toEntry({ id, info }: PaperContent): string {
  return `<entry><id>http://arxiv.org/abs/${id}v2</id><published>${info.publishedAt ?? ""}</published><updated>2025-01-01T00:00:00Z</updated>
  <title>${escapeXml(info.title)}</title><summary>  ${escapeXml(info.summary)}
</summary><author><name>A. Person</name></author><arxiv:primary_category term="cs.CL"/></entry>`;
}

function toErrorEntry(id: string): string {
  return `<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_${escapeXml(id)}</id><title>Error</title><summary>incorrect id format for ${escapeXml(id)}</summary></entry>`;
}

function escapeXml(text: unknown): string {
  return String(text ?? "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;");
}
