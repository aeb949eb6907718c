#!/bin/sh
# A plan of Headroom, to be run by hand on a machine that reaches the hosts by ssh.
# It waits where Headroom waits, checks before it removes, and stops at the first failure: nothing after that is run.
# The plan was right when it was copied. Run it soon, or copy it again.
set -u
LC_ALL=C
export LC_ALL
pause=${HEADROOM_PAUSE-2}
now_at='before the first step'

say() {
    printf '%s\n' "$*"
}

stop() {
    printf 'Stopped %s: %s\n' "$now_at" "$*" >&2
    exit 1
}

step() {
    now_at="at step $1 ($2)"
    say "Step $1: $2"
}

on() {
    ssh -n -o BatchMode=yes -o ConnectTimeout=10 "$1" "$2"
}

run() {
    say "  $1\$ $2"
    on "$1" "$2" || stop "the command failed on $1."
}

seconds() {
    date +%s
}

# Lines of a listing with persistent connections: -> ENDPOINT WEIGHT PERSISTENT ACTIVE INACTIVE, under the line of their service.
# Prints "absent", or weight and connections of one destination; nothing when the service is not in the listing.
counts() {
    awk -v header="$1" -v endpoint="$2" -v which="$3" '
        BEGIN { parts = split(header, wanted, " ") }
        $1 == "TCP" || $1 == "UDP" || $1 == "SCTP" || $1 == "FWM" {
            inside = ($1 == wanted[1] && $2 == wanted[2] && (parts < 3 ? $3 != "IPv6" : $3 == wanted[3]))
            if (inside) seen = 1
            next
        }
        inside && $1 == "->" && $2 == endpoint && NF >= 6 {
            found = 1
            print $3, $4 + $5 + (which == "all" ? $6 : 0)
        }
        END { if (seen && !found) print "absent" }'
}

# HOST LISTING SERVICE ENDPOINT active|all SECONDS NAME
await_drained() {
    until=$(($(seconds) + $6))
    while :; do
        left=
        if listing=$(on "$1" "$2"); then
            left=$(printf '%s\n' "$listing" | counts "$3" "$4" "$5")
        fi
        case $left in
            absent | '0 0')
                return
                ;;
            '0 '*)
                say "  $4 of $7 on $1: ${left#0 } connections left"
                ;;
            '')
                say "  $4 of $7 on $1: not seen, looking again"
                ;;
            *)
                stop "$4 of $7 on $1 still gets new connections (weight ${left%% *})."
                ;;
        esac
        [ "$(seconds)" -lt "$until" ] || stop "$4 of $7 on $1 is not seen to be free of connections within $6 s."
        sleep "$pause"
    done
}

# HOST COMMAND CONTAINER SECONDS
await_running() {
    until=$(($(seconds) + $4))
    while :; do
        case $(on "$1" "$2") in
            *RUNNING*)
                return
                ;;
        esac
        [ "$(seconds)" -lt "$until" ] || stop "$3 does not run on $1 after $4 s."
        sleep "$pause"
    done
}

# HOST COMMAND ENDPOINT SECONDS
await_answer() {
    until=$(($(seconds) + $4))
    while ! on "$1" "$2"; do
        [ "$(seconds)" -lt "$until" ] || stop "$3 does not answer $1 after $4 s."
        sleep "$pause"
    done
}

