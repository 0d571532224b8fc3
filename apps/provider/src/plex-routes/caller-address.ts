import type { IncomingMessage } from "node:http";

const hostName =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::(\d{1,5}))?$/;

/** Whether a Host header is `host` or `host:port` and nothing else: it goes into addresses that Plex keeps. */
export function isHostHeader(value: string): boolean {
  const found = hostName.exec(value);
  if (found === null) return false;
  const port = found[1] === undefined ? 80 : Number(found[1]);
  return port >= 1 && port <= 65_535 && URL.canParse(`http://${value}`);
}

/** An IPv6 address needs brackets in an address; one that stands for an IPv4 is written as that. */
export function hostOfAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, "").replace(/%.*$/, "");
  return plain.includes(":") ? `[${plain}]` : plain;
}

/**
 * Base of addresses that we give to the caller: `PUBLIC_URL`, else the way by which the caller came, else (a Host
 * header that is none) the address on which the connection ended. Forwarding headers are not believed: anybody can
 * send them; behind a proxy that changes the host, `PUBLIC_URL` is the answer.
 */
export function callerAddress(
  request: Pick<IncomingMessage, "headers" | "socket">,
  publicUrl: string | null,
): string {
  if (publicUrl !== null) return publicUrl;
  const { host } = request.headers;
  if (host !== undefined && isHostHeader(host)) return `http://${host}`;
  const { localAddress = "127.0.0.1", localPort = 80 } = request.socket;
  return `http://${hostOfAddress(localAddress)}:${localPort}`;
}
