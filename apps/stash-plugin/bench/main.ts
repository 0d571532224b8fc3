import process from "node:process";

import { benchEmbeddedHook } from "./embedded-hook.ts";
import { benchHookProcess } from "./hook-process.ts";

const print = (line: string): void => void process.stdout.write(`stash-plugin  ${line}\n`);

await benchHookProcess(print);
const { STASH_URL = "", STASH_API_KEY = "" } = process.env;
if (STASH_URL === "") print("embedded hook: not measured; give a test server's STASH_URL");
else await benchEmbeddedHook(STASH_URL, STASH_API_KEY, (line) => print(`embedded, ${line}`));
