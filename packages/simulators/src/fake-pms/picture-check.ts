import type { Exchange } from "./exchange-log.ts";

const SIGNATURES: readonly { readonly type: string; readonly bytes: readonly number[] }[] = [
  { type: "image/jpeg", bytes: [0xff, 0xd8, 0xff] },
  { type: "image/png", bytes: [0x89, 0x50, 0x4e, 0x47] },
];

function typeOfBytes(body: Uint8Array): string | null {
  const match = SIGNATURES.find(({ bytes }) => bytes.every((byte, index) => body[index] === byte));
  return match?.type ?? null;
}

function headerProblems(head: Exchange, get: Exchange): string[] {
  const problems: string[] = [];
  for (const name of ["content-length", "cache-control"]) {
    if (get.responseHeaders[name] === undefined) problems.push(`has no ${name}`);
  }
  const length = get.responseHeaders["content-length"];
  if (length !== undefined && Number(length) !== get.body.length) {
    problems.push(`says ${length} bytes and sends ${get.body.length}`);
  }
  if (head.status !== get.status)
    problems.push(`is ${head.status} by HEAD and ${get.status} by GET`);
  else if (head.responseHeaders["content-length"] !== length) {
    problems.push("has another content-length by HEAD");
  }
  return problems;
}

/**
 * A picture fetched by HEAD and GET, as PMS and its clients do (docs/reference/plex-contract.md, section 8). A 404 is no
 * violation: Stash has no picture where it would send a placeholder.
 */
export function pictureViolations(head: Exchange, get: Exchange): string[] {
  const name = `GET ${new URL(get.url).pathname}`;
  if (get.status === null || get.status === 404 || get.status >= 500) return [];
  if (get.status !== 200) return [`${name}: status ${get.status}; a picture is 200 or 404.`];
  const declared = get.responseHeaders["content-type"] ?? "nothing";
  const actual = typeOfBytes(get.body);
  const problems = headerProblems(head, get);
  if (actual === null) problems.push("is neither JPEG nor PNG");
  else if (declared !== actual) problems.push(`is ${actual} and calls itself ${declared}`);
  return problems.map((problem) => `${name}: the picture ${problem}.`);
}
