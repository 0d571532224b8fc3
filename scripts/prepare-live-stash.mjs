// For the live tests in continuous integration: fills a folder with small videos, sets up a fresh
// Stash on it and waits until it has scanned them. Not for a Stash that somebody uses.
//   node scripts/prepare-live-stash.mjs <url> <folder here> <the same folder as Stash sees it>
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";

const FILES = 240;
const SUBJECTS = ["Alpine Meadows", "Coral Reef", "String Quartet", "Lecture on Tides"];
const DEADLINE_MS = 300_000;

const [url, folder, folderInStash] = process.argv.slice(2);
if (!url || !folder || !folderInStash) {
  throw new Error("Usage: prepare-live-stash.mjs <url> <folder here> <folder in Stash>");
}

async function graphql(query, variables = {}) {
  const response = await fetch(new URL("/graphql", url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(30_000),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(`Stash refused: ${errors.map(({ message }) => message).join("; ")}`);
  return data;
}

async function until(what, attempt) {
  const end = Date.now() + DEADLINE_MS;
  let last;
  while (Date.now() < end) {
    try {
      if (await attempt()) return;
    } catch (error) {
      last = error;
    }
    await delay(1_000);
  }
  throw new Error(`Waited too long until ${what}`, { cause: last });
}

async function makeVideos() {
  for (let index = 0; index < FILES; index += 1) {
    const subject = SUBJECTS[index % SUBJECTS.length];
    const year = 2000 + (index % 25);
    const file = join(folder, subject, String(year), `${subject} ${year} no. ${index}.mp4`);
    await mkdir(dirname(file), { recursive: true });
    // Each file has its own colour, so that no two have the same hash.
    const colour = `0x${(index * 60_013 + 4_096).toString(16).padStart(6, "0").slice(-6)}`;
    const source = `color=c=${colour}:size=160x90:rate=10:duration=${1 + (index % 3)}`;
    const options = ["-loglevel", "error", "-y", "-f", "lavfi", "-i", source];
    await promisify(execFile)("ffmpeg", [...options, "-metadata", `title=${index}`, file]);
  }
}

await makeVideos();
await until("Stash answers", () => graphql("{ systemStatus { status } }"));
const { systemStatus } = await graphql("{ systemStatus { status } }");
if (systemStatus.status === "SETUP") {
  const places = { configLocation: "", databaseFile: "", generatedLocation: "", cacheLocation: "" };
  await graphql("mutation ($input: SetupInput!) { setup(input: $input) }", {
    input: {
      ...places,
      blobsLocation: "",
      storeBlobsInDatabase: true,
      stashes: [{ path: folderInStash, excludeVideo: false, excludeImage: true }],
    },
  });
}
await graphql("mutation ($input: ScanMetadataInput!) { metadataScan(input: $input) }", {
  input: { scanGenerateCovers: true },
});
await until(`Stash has scanned ${FILES} files`, async () => {
  const { findScenes, jobQueue } = await graphql("{ findScenes { count } jobQueue { id } }");
  return findScenes.count >= FILES && (jobQueue ?? []).length === 0;
});
process.stdout.write(`Stash at ${url} has scanned ${FILES} files.\n`);
