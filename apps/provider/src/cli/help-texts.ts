import { setupHelpTexts } from "./setup/help-texts.ts";
import { steeringHelpTexts } from "./steering/help-texts.ts";

const main = `Stash2Plex: makes Plex show what Stash knows.

Usage: stash2plex [command] [options]

  setup           set both sides up: settings, Plex, the plugin in Stash; asks for what is not said
  register        make Plex know this provider; "unregister" takes it out again
  serve           run the provider that Plex calls (this is the default)
  doctor          check settings, data folder, Stash, Plex, path rules and addresses
  match <file>    say which scene a file name of Plex means, and why
  paths test <p>  say what the path rules make of a path of Plex
  paths suggest   propose path rules, from the files that both sides have
  url             print the address to paste into Plex
  healthcheck     ask the running provider whether it lives (for Docker)
  demo            run with a built-in sample library, without Stash and Plex

Of the running provider:

  status          how it is: Stash, Plex, the worker, the queue
  sync <scene>    bring one scene to Plex, before everything else
  explain <scene> say why a scene is in Plex as it is
  reconcile       compare scenes with Plex, and repair what differs
  gaps            what only one side has or what differs, why, and its repair
  jobs            what runs by itself, and when: start it now, cancel it
  queue           what waits to be brought to Plex
  dead-letters    what could not be done: show, try again, forget
  adopt           match an existing library of Plex to Stash; shows first what it would do

  --help          this text; behind a command, more about it
  --version       print the version

Settings come from the environment, from files (NAME_FILE), and from stash2plex.yaml in the data
folder: see docs/settings.md. Only STASH_URL has to be set.`;

const serve = `Usage: stash2plex serve [--check]

Runs the provider until it is told to stop (Ctrl-C, SIGTERM). What it logs first: version,
settings, whether Stash answers, and the address to paste into Plex.

  --check   only check the settings: exit code 0, or 78 with all faults

When settings are wrong it stays on its port, answers 503, and shows the faults on /ui.`;

const doctor = `Usage: stash2plex doctor [--json]

Checks everything that can be wrong from outside, on both sides: settings, data folder, disk and
database; Stash, its plugin, pictures and clock; Plex, how it knows this provider, agents of its
libraries, a sample of its files; the running provider, gaps and schedules; port and addresses.
Each finding has a remedy; "?" says what could not be looked at. Changes nothing anywhere.

Exit code: 0 nothing is wrong (warnings may be); 1 something is wrong; 78 settings are wrong.`;

const match = `Usage: stash2plex match "<file name>" [options]

Says which scene a file would be matched with, by what the data folder knows of Stash. The name is
as Plex sends it: relative to the library's folder, such as "Alps/Dawn.mp4". Nothing is asked of
Stash or of a running provider.

  --title <t>    title, as Plex's scanner or a person gives it
  --year <y>     year
  --manual       as Fix Match does: list everything that might fit, best first
  --explain      show every rung of the ladder, what it found, and why it won or lost
  --json         everything as JSON

Exit code: 0 matched; 1 not matched.`;

const paths = `Usage: stash2plex paths test "<path in Plex>" [--json]
       stash2plex paths suggest [--section NAME] [--anyway] [--write] [--json]

test says which path rule fits a path as Plex has it, which path of Stash comes out, whether Stash
has a file there, and whether the way back gives the same path.
Exit code: 0 a rule fits and Stash has the file; 1 otherwise.

suggest compares the copies of Stash and Plex in the data folder: files of the same name and size
(or length) are the same. It prints the path rules that explain them, how many files each explains,
and what stays unexplained and why. A rule that takes one file for another is never proposed.

  --section NAME   only this library of Plex (title or key)
  --anyway         print rules also where none is needed
  --write          add the rules to stash2plex.yaml; all that is in it stays
  --json           everything as JSON

Exit code: 0 rules are proposed, or none is needed; 1 nothing could be proposed or compared.`;

const url = `Usage: stash2plex url [--json]

Prints the addresses under which Plex can be given this provider, with the secret that logs hide.
In a container these are addresses of the container: open /ui in a browser for the one outside.`;

const healthcheck = `Usage: stash2plex healthcheck

Asks /healthz of the provider on this machine (PORT, HOST). Exit code: 0 it answers; 1 it does not.`;

const demo = `Usage: stash2plex demo [--once] [--json]

Runs the provider against a built-in sample Stash, lets a pretended Plex scan it, and prints what
was matched and why; then keeps serving until Ctrl-C. Nothing is stored, nothing real is asked.

  --once   end after the scan
  --json   what was found as JSON; everything else goes to the error output

Exit code: 0 all is well; 1 an answer broke Plex's contract or a request failed.`;

/** `--help` of each command; the empty name is the program itself. */
export const helpTexts: Readonly<Record<string, string>> = {
  "": main,
  serve,
  doctor,
  match,
  paths,
  url,
  healthcheck,
  demo,
  ...setupHelpTexts,
  ...steeringHelpTexts,
};
