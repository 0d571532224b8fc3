#!/bin/sh
# Runs stash2plex, never as root by accident: started as root (`user: "0:0"`), it becomes PUID:PGID.
set -eu

main=/app/main.js
user="${PUID:-1000}"
group="${PGID:-1000}"

if [ "$(id -u)" != 0 ]; then
  if [ -n "${PUID:-}${PGID:-}" ] && [ "$(id -u):$(id -g)" != "$user:$group" ]; then
    echo "PUID and PGID need a start as root. This container runs as $(id -u):$(id -g): set user: \"0:0\", or only user: \"$user:$group\" and no PUID." >&2
  fi
  exec node "$main" "$@"
fi

for number in "$user" "$group"; do
  case "$number" in
    *[!0-9]*)
      echo "PUID and PGID must be numbers, such as the ones that \"id\" prints; they are $user and $group." >&2
      exit 78
      ;;
  esac
done

if [ "$user" = 0 ]; then
  exec node "$main" "$@"
fi

# Only when the folder is somebody else's: going through a large picture cache takes time. What cannot
# be changed here is named by the program itself.
data="${DATA_DIR:-/config}"
if [ -d "$data" ] && [ "$(stat -c %u:%g "$data")" != "$user:$group" ]; then
  chown -R "$user:$group" "$data" 2>/dev/null || true
fi
exec setpriv --reuid "$user" --regid "$group" --clear-groups --no-new-privs node "$main" "$@"
