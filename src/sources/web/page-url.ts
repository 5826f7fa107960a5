/** The address under which a page is kept: absolute http(s), without fragment; undefined for anything else. */
export function findPageUrl(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  url.hash = "";
  return url.href;
}
