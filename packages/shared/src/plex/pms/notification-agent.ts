import { Agent, buildConnector, type Dispatcher } from "undici";

/** Single messages of a busy server reach some hundred KB; a socket that brings more than this is ended. */
const largestMessageBytes = 8 * 1_048_576;

/** Opens web sockets, and knows of them what the standard's interface does not tell. */
export interface NotificationAgent {
  readonly dispatcher: Dispatcher;
  /** Status of the last handshake that was refused, or null. */
  refusedWith(): number | null;
  /** Bytes that came over the last connection: any of them, even a pong, proves that the other end lives. */
  bytesRead(): number;
  destroy(): void;
}

export function createNotificationAgent(): NotificationAgent {
  let socket: { readonly bytesRead: number } | null = null;
  let status: number | null = null;
  const connectPlainly = buildConnector({});
  const agent = new Agent({
    webSocket: { maxPayloadSize: largestMessageBytes },
    connect: (options, onConnect) => {
      status = null;
      connectPlainly(options, (...result) => {
        socket = result[1] ?? null;
        onConnect(...result);
      });
    },
  });
  const dispatcher = agent.compose((dispatch) => (options, handler) => {
    const listening: Dispatcher.DispatchHandler = {
      onRequestStart: (...told) => handler.onRequestStart?.(...told),
      onRequestUpgrade: (...told) => handler.onRequestUpgrade?.(...told),
      onResponseStart: (...told) => {
        status = told[1];
        handler.onResponseStart?.(...told);
      },
      onResponseData: (...told) => handler.onResponseData?.(...told),
      onResponseEnd: (...told) => handler.onResponseEnd?.(...told),
      onResponseError: (...told) => handler.onResponseError?.(...told),
    };
    return dispatch(options, listening);
  });
  return {
    dispatcher,
    refusedWith: () => status,
    bytesRead: () => socket?.bytesRead ?? 0,
    destroy: () => {
      void agent.destroy();
    },
  };
}
