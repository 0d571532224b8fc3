import { print } from "graphql";

import type { StashTrigger } from "./api.ts";
import { JobChangesDocument, ScanCompleteDocument } from "./generated/operations.ts";
import {
  isObject,
  type Json,
  readSocketMessage,
  type SocketMessage,
  subscribeMessage,
} from "./socket-messages.ts";

export const triggerSubscriptions = [
  subscribeMessage("scans", print(ScanCompleteDocument)),
  subscribeMessage("jobs", print(JobChangesDocument)),
] as const;

const triggerIn = (data: Json): StashTrigger | null => {
  if (data.scanCompleteSubscribe === true) return { kind: "scan-complete" };
  const change = data.jobsSubscribe;
  if (!isObject(change) || change.type !== "REMOVE") return null;
  const job = change.job;
  const description = isObject(job) && typeof job.description === "string" ? job.description : "";
  return { kind: "job-ended", description };
};

/** Reads one message of the socket; whatever is not understood is `other`. */
export const readMessage = (text: string): SocketMessage<StashTrigger> =>
  readSocketMessage(text, triggerIn);
