# Started by Stash as `sh launch.sh`, so that neither a mode bit nor Node itself is needed for a start: a hook whose
# program is missing would silence the plugins after it. With arguments: from a terminal, such as `sh launch.sh status`.
d=${0%/*}
[ "$d" = "$0" ] && d=.
program=hook.cjs
[ $# -gt 0 ] && program=main.cjs
# node:sqlite is called experimental, and what Node says on stderr would be an error line in Stash's log.
export NODE_NO_WARNINGS=1
for n in "$STASH2PLEX_NODE" node nodejs /usr/local/bin/node /usr/bin/node /opt/homebrew/bin/node; do
  if [ -n "$n" ] && command -v "$n" >/dev/null 2>&1; then
    exec "$n" "$d/$program" "$@"
  fi
done
reason="Stash2Plex CLI needs Node 22.19 or newer where Stash runs, and found none. Install it, or set STASH2PLEX_NODE to its path, or use the package Stash2Plex, which needs none."
if [ $# -gt 0 ]; then
  echo "$reason" >&2
  exit 1
fi
cat >/dev/null
printf '{"error":"%s"}' "$reason"
exit 0
