#!/bin/sh
# The command of the package for servers. Root acts as the user of the unit headroom-master@, with that user's state folder and keys: so it
# reaches the masters that systemd runs, and leaves no file that they cannot write. Anybody else acts as themselves.
program=/usr/lib/headroom-master/bin/headroom
if [ "$(id -u)" -eq 0 ]; then
  exec setpriv --reuid headroom --regid headroom --init-groups \
    env HOME=/var/lib/headroom LOGNAME=headroom USER=headroom XDG_STATE_HOME=/var/lib SUDO_USER="${SUDO_USER:-root}" "$program" "$@"
fi
exec "$program" "$@"
