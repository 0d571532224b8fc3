import { createHash } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

/** The server's end of one web socket. */
export interface ServerSocket {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The next message of the client that was not read yet. */
  next(): Promise<Readonly<Record<string, unknown>>>;
  send(message: unknown): void;
  /** Sends text of any length; resolves when it left. */
  sendText(text: string): Promise<void>;
  /** Announces a text of this many bytes and sends none of them. */
  announce(bytes: number): void;
  /** Resolves at the next ping frame of the client. */
  pinged(): Promise<void>;
  /** Ends the connection without a word. */
  cut(): void;
  /** Resolves when the connection is gone. */
  readonly gone: Promise<void>;
}

export interface WebSocketServer {
  readonly url: string;
  /** The next connection that was not taken yet. */
  next(): Promise<ServerSocket>;
  /** When set, handshakes are answered with this status. */
  refuseWith: number | null;
  /** Handshakes at a path that ends so are answered with 404. */
  unknownPath: string | null;
  /** Whether ping frames are answered, as every server should. */
  answersPings: boolean;
  close(): Promise<void>;
}

/** Things that come, and those who wait for them. */
const createQueue = <T>() => {
  const things: T[] = [];
  const waiting: ((thing: T) => void)[] = [];
  return {
    put: (thing: T): void => {
      const taker = waiting.shift();
      if (taker === undefined) things.push(thing);
      else taker(thing);
    },
    take: (): Promise<T> => {
      const thing = things.shift();
      return thing === undefined
        ? new Promise((resolve) => {
            waiting.push(resolve);
          })
        : Promise.resolve(thing);
    },
  };
};

const magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

const acceptKey = (key: string): string =>
  createHash("sha1").update(`${key}${magic}`).digest("base64");

const textHead = (bytes: number): Buffer => {
  if (bytes < 126) return Buffer.from([0x81, bytes]);
  if (bytes < 65_536) return Buffer.from([0x81, 126, bytes >> 8, bytes & 0xff]);
  const head = Buffer.from([0x81, 127, 0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeBigUInt64BE(BigInt(bytes), 2);
  return head;
};

const textFrame = (text: string): Buffer => {
  const body = Buffer.from(text, "utf8");
  return Buffer.concat([textHead(body.length), body]);
};

/** Takes whole frames of a client (masked, below 64 KB) off a buffer. */
const readFrames = (
  buffer: Buffer,
): { frames: { opcode: number; text: string }[]; rest: Buffer } => {
  const frames: { opcode: number; text: string }[] = [];
  let rest = buffer;
  for (;;) {
    const [first, second] = rest;
    if (first === undefined || second === undefined) return { frames, rest };
    const long = (second & 0x7f) === 126;
    const at = long ? 4 : 2;
    if (rest.length < at + 4) return { frames, rest };
    const length = long ? rest.readUInt16BE(2) : second & 0x7f;
    const end = at + 4 + length;
    if (rest.length < end) return { frames, rest };
    const mask = rest.subarray(at, at + 4);
    const body = rest.subarray(at + 4, end).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
    frames.push({ opcode: first & 0x0f, text: Buffer.from(body).toString("utf8") });
    rest = rest.subarray(end);
  }
};

const pongFrame = Buffer.from([0x8a, 0]);

const serverSocket = (
  path: string,
  headers: IncomingHttpHeaders,
  stream: Duplex,
  answersPings: () => boolean,
): ServerSocket => {
  const messages = createQueue<Readonly<Record<string, unknown>>>();
  const pings = createQueue<undefined>();
  let pending: Buffer = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    const { frames, rest } = readFrames(Buffer.concat([pending, chunk]));
    pending = rest;
    for (const { opcode, text } of frames) {
      if (opcode === 1) messages.put(JSON.parse(text) as Readonly<Record<string, unknown>>);
      if (opcode === 8) stream.end();
      if (opcode === 9) {
        if (answersPings()) stream.write(pongFrame);
        pings.put(undefined);
      }
    }
  });
  stream.on("error", () => undefined);
  return {
    path,
    headers,
    next: messages.take,
    send: (message) => {
      stream.write(textFrame(JSON.stringify(message)));
    },
    sendText: (text) =>
      new Promise((resolve) => {
        stream.write(textFrame(text), () => resolve());
      }),
    announce: (bytes) => {
      stream.write(textHead(bytes));
    },
    pinged: pings.take,
    cut: () => {
      stream.destroy();
    },
    gone: new Promise((resolve) => {
      stream.once("close", resolve);
    }),
  };
};

/** A web socket server of a few lines: text frames, those of clients below 64 KB, any sub-protocol. */
export async function startWebSocketServer(): Promise<WebSocketServer> {
  const http = createServer();
  const sockets = createQueue<ServerSocket>();
  const streams = new Set<Duplex>();
  const server: WebSocketServer = {
    url: "",
    refuseWith: null,
    unknownPath: null,
    answersPings: true,
    next: sockets.take,
    close: async () => {
      for (const stream of streams) stream.destroy();
      await new Promise((resolve) => {
        http.close(resolve);
      });
    },
  };
  http.on("upgrade", ({ headers, url = "" }, stream) => {
    streams.add(stream);
    const [path = ""] = url.split("?");
    const isUnknown = server.unknownPath !== null && path.endsWith(server.unknownPath);
    const refusal = isUnknown ? 404 : server.refuseWith;
    if (refusal !== null) {
      stream.end(`HTTP/1.1 ${refusal} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const protocol = headers["sec-websocket-protocol"];
    const socket = serverSocket(url, headers, stream, () => server.answersPings);
    stream.write(
      [
        "HTTP/1.1 101 Switching Protocols",
        "Upgrade: websocket",
        "Connection: Upgrade",
        `Sec-WebSocket-Accept: ${acceptKey(headers["sec-websocket-key"] ?? "")}`,
        ...(protocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]),
        "\r\n",
      ].join("\r\n"),
    );
    sockets.put(socket);
  });
  await new Promise<void>((resolve) => {
    http.listen(0, "127.0.0.1", resolve);
  });
  return Object.assign(server, { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` });
}
