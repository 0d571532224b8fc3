import * as z from "zod";

const texts = z.array(z.string().min(1));
const args = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const operation = {
  name: z.string().min(1),
  description: z.string().optional(),
  execArgs: texts.optional(),
  defaultArgs: args.optional(),
};
const task = z.strictObject(operation);
const hook = z.strictObject({ ...operation, triggeredBy: texts });
const setting = z.strictObject({
  displayName: z.string().optional(),
  description: z.string().optional(),
  type: z.enum(["STRING", "NUMBER", "BOOLEAN"]).optional(),
});
const ui = z.strictObject({
  requires: texts.optional(),
  javascript: texts.optional(),
  css: texts.optional(),
  assets: z.record(z.string(), z.string()).optional(),
  csp: z
    .strictObject({
      "script-src": texts.optional(),
      "style-src": texts.optional(),
      "connect-src": texts.optional(),
    })
    .optional(),
});

/**
 * A plugin's manifest with exactly the keys that Stash knows. Stash refuses the whole file for one other key
 * (docs/reference/stash.md, 4.1), so nothing else may pass here. A dot in a setting's key would split it.
 */
export const manifestSchema = z.strictObject({
  name: z.string().min(1),
  description: z.string().optional(),
  version: z.string().regex(/^\d+\.\d+\.\d+/),
  url: z.url().optional(),
  exec: texts.min(1),
  interface: z.enum(["raw", "rpc", "js"]).optional(),
  errLog: z.enum(["none", "trace", "debug", "info", "warning", "error"]).optional(),
  tasks: z
    .array(task)
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, {
      message: "Two tasks have one name.",
    })
    .optional(),
  hooks: z.array(hook).optional(),
  settings: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), setting).optional(),
  ui: ui.optional(),
});
export type Manifest = z.infer<typeof manifestSchema>;
