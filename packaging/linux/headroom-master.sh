#!/bin/sh
# The command of the package for servers. Root acts as the account of the unit headroom-master@, with its keys: so it leaves no file that the
# masters of systemd cannot write. For that account, however it was entered, the state folder is the unit's, so that there is no second master of
# a cluster; who sets XDG_STATE_HOME in it has another one. Anybody else acts as themselves.
program=/usr/lib/headroom-master/bin/headroom
caller=$(id -u)
account=$(id -u headroom 2>/dev/null)
if [ "$caller" -eq 0 ]; then
  if [ -z "$account" ]; then
    echo 'headroom-master: this system has no account "headroom", in which its masters run. Install the package headroom-master again, which makes it.' >&2
    exit 2
  fi
  XDG_STATE_HOME=
fi
if [ "$caller" -eq 0 ] || [ "$caller" = "$account" ]; then
  case ${XDG_STATE_HOME:-} in
    /*) ;; # a relative one is none for the program
    *)
      XDG_STATE_HOME=/var/lib
      # so a sentence names the unit of a cluster file, not a command that starts a second master
      HEADROOM_JAVA_OPTIONS="-Dheadroom.units=/etc/headroom ${HEADROOM_JAVA_OPTIONS:-}"
      export XDG_STATE_HOME HEADROOM_JAVA_OPTIONS
      ;;
  esac
fi
if [ "$caller" -eq 0 ]; then
  exec setpriv --reuid "$account" --regid "$(id -g headroom)" --init-groups \
    env HOME=/var/lib/headroom LOGNAME=headroom USER=headroom SUDO_USER="${SUDO_USER:-root}" "$program" "$@"
fi
exec "$program" "$@"
