import type { LoadedSettings } from "../settings/load-settings.ts";
import { failure, type Finding, ok, warning } from "./finding.ts";

const PAGE = "docs/settings.md lists every setting with its values.";

/** Faults of settings, and variables that look like misspelt ones. */
export function checkSettings({
  faults,
  notes,
  settings,
  file,
}: LoadedSettings): readonly Finding[] {
  const wrong = faults.map(({ message }) => failure("settings", message, `Correct it. ${PAGE}`));
  const doubtful = notes.map((note) => warning("settings.unknown", note, "Rename or remove it."));
  const missing =
    settings.stashUrl === null && faults.every(({ setting }) => setting !== "STASH_URL")
      ? [
          failure(
            "settings.stash-url",
            "STASH_URL is not set.",
            "Set it to the address of Stash, such as http://stash:9999.",
          ),
        ]
      : [];
  const findings = [...wrong, ...missing, ...doubtful];
  return findings.some(({ severity }) => severity === "error")
    ? findings
    : [ok("settings", `The settings are fine (environment and ${file}).`), ...findings];
}
