const setup = `Usage: stash2plex setup [options]

Sets both sides up: checks Stash and Plex, lets you choose the libraries, proposes path rules,
shows some items as they are and as they would be, and then, with your word: writes the settings
file, registers this provider and an agent in Plex, installs the plugin in Stash, compares both
sides. Asks for what is not said. Run it again at any time: what is done already stays as it is.

  --stash-url URL          address of Stash, as this program reaches it
  --stash-api-key-file F   file with its API key (or --stash-api-key KEY)
  --plex-url URL           address of Plex Media Server
  --plex-token-file F      file with the X-Plex-Token of its owner (or --plex-token TOKEN)
  --plex-preferences F     Preferences.xml of that server, which holds the token
  --no-plex                without Plex
  --section NAME           library of films to fill, by name or key; may be repeated
  --provider-url URL       this provider, as Plex reaches it
  --provider-url-for-stash URL   the same, as Stash reaches it
  --plugin-source URL      index.yml of the plugin's packages, where not this provider's own
  --assign                 let these libraries use the provider as their agent
  --adopt                  match what is in them already to its scenes
  --no-plugin              do not install the plugin
  --no-rules               do not look for path rules
  -y, --yes                ask nothing: take what is said, what is set, and what is proposed
  --dry-run                show everything, change nothing
  --json                   what was found and done as one JSON document; asks nothing

Keys and tokens on the command line can be read by other users of this machine and stay in the
history of the shell: files are better. Where nobody can be asked (no terminal), --yes is implied.

Exit code: 0 everything is set up; 1 something failed, and is said; 78 settings are wrong.`;

const register = `Usage: stash2plex register [--url ADDRESS] [--group-title T] [--dry-run] [--json]

Registers this provider in Plex and makes an agent of it (PLEX_URL, PLEX_TOKEN). A registration at
another address is moved. Does nothing where all is in order.

  --url ADDRESS     this provider, as Plex reaches it; without it where Plex knows it, else the
                    likeliest address of this machine
  --group-title T   title of the agent

Exit code: 0 Plex knows it; 1 it does not, and why; 78 settings are wrong.`;

const unregister = `Usage: stash2plex unregister [--force] [--dry-run] [--json]

Takes this provider and its agent out of Plex, unless a library uses it: then says which.

  --force   try it all the same

Exit code: 0 Plex does not know it (any more); 1 it does, and why; 78 settings are wrong.`;

export const setupHelpTexts: Readonly<Record<string, string>> = { setup, register, unregister };
