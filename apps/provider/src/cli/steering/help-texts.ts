import { gapKinds } from "@stash2plex/engine/gaps";

const common = `  --url <address>  the provider; without it the one that PORT and HOST of these settings name
  --json           the answer as JSON; progress goes to the error output`;

const adopt = `Usage: stash2plex adopt --section <name> [--apply] [--limit <n>]

Brings an existing library of Plex over: every item for whose files the matching ladder is as sure
as in a scan is matched to its scene. Nothing is deleted, what was watched stays watched. Without
--apply only a table is printed: what would be matched, by which rung, and what is left and why.
The library's agent has to be this provider, or the library one of PLEX_SECTIONS.

  --section <name> name or key of the library in Plex
  --apply          match them, one by one; ended at any time, the next run goes on from there
  --limit <n>      at most so many matches
${common}

Ctrl-C ends the waiting, not the work. Exit code: 0 fine; 1 an item failed, or nothing was done.`;

const reconcile = `Usage: stash2plex reconcile [all|recent|week|missing] [--scene <id>] [--dry-run]

Compares scenes with their items in Plex and puts into the queue what has to be looked at.

  all              every scene (this is the default)
  recent, week     what changed within 24 hours, or 7 days
  missing          only scenes of which Plex lacks something
  --scene <id>     only this scene; may be repeated
  --dry-run        only say what would be done, with the first hundred changes
${common}

Ctrl-C ends the waiting, not the work. Exit code: 0 fine; 1 it failed.`;

const gaps = `Usage: stash2plex gaps [filters] [--compare] [--repair [--yes]] [--json|--csv]

Shows what only Stash or only Plex has, and what differs: why, and what repairs it.

  --kind <kind>    ${gapKinds.slice(0, 4).join(", ")},
                   ${gapKinds.slice(4).join(", ")}
  --reason <r>     such as not-in-stash, not-scanned, unmapped
  --state <s>      open (default) or closed
  --section <name> name or key of a library of Plex
  --search <text>  part of a title or a path
  --sort <by>      newest (default), oldest, title, path
  --limit <n>      rows that are shown (50, at most 1000)
  --all            all of them; behind --repair: repair all
  --compare        let the provider compare both sides first, and wait for it
  --repair         say what repairs the gaps of --kind, --reason, --section, --id 3,4 or --all
  --yes            behind --repair: do it
  --fail-on <kinds> exit code 3 only for these, with commas; none: never
  --csv            a table for spreadsheets, as --json a document for programs
${common}

Exit code: 0 there is no open gap that fits; 3 there is; 1 a fault; 78 a setting is wrong. With
--repair: 0 it was said or done. Ctrl-C while --compare waits ends the waiting, not the work.`;

const jobs = `Usage: stash2plex jobs [--run <name>|--cancel <name>] [--wait]

Shows what the provider does by itself and on request: when each job runs next, and what came of its
last run. Settings say when: COMPARE_SCHEDULE, RECONCILE_SCHEDULE.

  --run <name>     start a job now, or join the run that goes on
  --cancel <name>  end a run; compare and reconcile can be ended
  --wait           with one of them: wait for the end of the run
${common}

Ctrl-C ends the waiting, not the work. Exit code: 0 fine; 1 there is no such job, it cannot be
cancelled, or with --wait it failed or was cancelled by somebody else.`;

const queue = `Usage: stash2plex queue [--clear]

Shows what waits to be brought to Plex, first that which comes first.

  --clear          take away what waits; "stash2plex reconcile" finds it again
  --limit <n>      rows that are shown (50, at most 1000)
${common}

Exit code: 0 fine; 1 the provider does not answer, or brings nothing to Plex.`;

const deadLetters = `Usage: stash2plex dead-letters [--retry <id>|all] [--purge <id>|all] [--older-than <days>]

Shows what could not be brought to Plex and is not tried any more, newest first, with its reason.

  --retry <id>     try again: one, several with commas (3,4), or all
  --purge <id>     forget: one, several with commas, or all
  --older-than <days>  with --purge all: only those that are so old
  --limit <n>      letters that are shown (50, at most 1000)
${common}

Exit code: 0 fine; 1 one that was named is not there, or the provider does not answer.`;

const explain = `Usage: stash2plex explain <scene id>

Says in words why a scene is in Plex as it is: its items, what differs, what would be done, what is
left alone and why. Changes nothing.

${common}

Exit code: 0 fine; 1 no answer.`;

const sync = `Usage: stash2plex sync <scene id>

Brings one scene to Plex, before everything else that waits. Returns when it is in the queue.

${common}

Exit code: 0 it is in the queue; 1 it is not.`;

const status = `Usage: stash2plex status

Says how the running provider is: its copies of Stash and Plex, the worker, the queue, a run.

${common}

Exit code: 0 nothing is wrong; 1 something is, or the provider does not answer.`;

/** `--help` of the commands that speak with the running provider. */
export const steeringHelpTexts: Readonly<Record<string, string>> = {
  status,
  sync,
  explain,
  reconcile,
  gaps,
  jobs,
  queue,
  "dead-letters": deadLetters,
  adopt,
};
