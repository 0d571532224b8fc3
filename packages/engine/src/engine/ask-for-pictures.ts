import type { ArtworkSource } from "../reconcile/index.ts";
import type { MessageFromSync, PictureMessage } from "./sync-messages.ts";

export interface AskedPictures extends ArtworkSource {
  /** Takes an answer. */
  receive(message: PictureMessage): void;
}

interface Waiting {
  readonly resolve: (answer: Awaited<ReturnType<ArtworkSource["bytes"]>>) => void;
  readonly reject: (error: Error) => void;
}

/** Pictures are made in the main thread, which has the image library and its cache: this asks for their bytes. */
export function askForPictures(
  pipeline: string,
  post: (message: MessageFromSync) => void,
): AskedPictures {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  return {
    pipeline,
    bytes: (picture, signal) =>
      new Promise((resolve, reject) => {
        last += 1;
        const ask = last;
        waiting.set(ask, { resolve, reject });
        signal?.addEventListener(
          "abort",
          () => {
            waiting.delete(ask);
            reject(new Error("Nobody waits for the picture any more."));
          },
          { once: true },
        );
        post({ kind: "ask-picture", ask, picture });
      }),
    receive: (message) => {
      const asker = waiting.get(message.ask);
      waiting.delete(message.ask);
      if (message.kind === "picture") asker?.resolve(message.answer);
      else asker?.reject(new Error(message.reason));
    },
  };
}
