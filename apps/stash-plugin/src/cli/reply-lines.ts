import type { ReconcileReport, SceneExplanation, SyncStatus } from "@stash2plex/engine/engine";
import { queueLines, reportLine, when } from "@stash2plex/engine/engine/words";

export const statusLines = (status: SyncStatus): readonly string[] => [
  ...queueLines(status),
  `Plex: ${status.plex.items} items known, as of ${when(status.plex.freshAsOf)}`,
  `Last success: ${when(status.lastDoneAt)}`,
];

export const reportLines = (report: ReconcileReport, dry: boolean): readonly string[] => [
  reportLine(report, dry),
  ...report.preview,
];

export const explanationLines = ({ sceneId, lines }: SceneExplanation): readonly string[] => [
  `Scene ${sceneId}`,
  ...lines,
];
