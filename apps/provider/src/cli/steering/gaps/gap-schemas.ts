import { gapKinds, gapRepairs } from "@stash2plex/engine/gaps";
import * as z from "zod";

import { allGapReasons } from "../../../admin/gaps/index.ts";

const textOrNull = z.string().nullable();
const kind = z.enum(gapKinds);

export const countsSchema = z.record(kind, z.number());

/** `GET /api/gaps`. */
export const pageSchema = z.object({
  schema: z.literal(1),
  asOf: textOrNull,
  total: z.number(),
  counts: countsSchema,
  next: textOrNull,
  gaps: z.array(
    z.object({
      id: z.number(),
      kind,
      reason: z.enum(allGapReasons),
      explanation: z.string(),
      sceneId: z.number().nullable(),
      stashPath: textOrNull,
      ratingKey: textOrNull,
      plexPath: textOrNull,
      title: textOrNull,
      firstSeen: z.string(),
      lastSeen: z.string(),
      closedAt: textOrNull,
      repair: z.enum(gapRepairs),
      section: textOrNull,
      advice: z.string(),
      isAutomatic: z.boolean(),
    }),
  ),
});

/** `GET /api/gaps/summary`. */
export const summarySchema = z.object({
  asOf: textOrNull,
  counts: countsSchema,
  agreement: z
    .object({ agreeing: z.number(), compared: z.number(), percent: z.number() })
    .nullable(),
  problem: textOrNull,
});

/** `POST /api/gaps/repair`. */
export const repairSchema = z.looseObject({
  dryRun: z.boolean(),
  checked: z.number(),
  enqueued: z.number(),
  repairs: z.record(z.string(), z.number()),
  left: z.record(z.string(), z.number()),
  preview: z.array(z.string()),
});

export const jobsSchema = z.object({
  jobs: z.array(
    z.looseObject({
      name: z.string(),
      running: z.boolean(),
      problem: textOrNull,
      lastRun: z.looseObject({ outcome: textOrNull }).nullable(),
    }),
  ),
});

export const startedSchema = z.looseObject({ running: z.boolean() });

/** `GET /api/sync`, as far as it says how far Plex is read. */
export const plexProgressSchema = z.looseObject({
  plex: z.looseObject({
    progress: z.object({ done: z.number(), total: z.number().nullable() }).nullable(),
  }),
});
