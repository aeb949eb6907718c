#!/bin/sh
# A plan of Headroom, to be run by hand on a machine that reaches the hosts by ssh.
# It waits where Headroom waits, looks before it changes a weight or removes, and stops at the first failure: nothing after that is run.
# The plan was right when it was copied. Run it soon, or copy it again.
# It changes no host while a master of Headroom holds the cluster's lease there: end that master first. Where you know that it changes
# nothing meanwhile (it is halted), HEADROOM_LEASE=ignore runs the script beside it.
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

# What the host does before each command: it looks whether a master holds the lease.
lease=

run() {
    say "  $1\$ $2"
    on "$1" "$lease$2" || stop "the command failed on $1."
}

# HOST...: stops before the first step if a master holds the lease on one of the hosts, or one is not reached.
unless_held() {
    for host; do
        status=0
        on "$host" "${lease}true" || status=$?
        [ "$status" != 126 ] || stop "nothing was changed: a master may change $host now. End that master, or wait until its lease runs out. (HEADROOM_LEASE=ignore runs the script beside it.)"
        [ "$status" = 0 ] || stop "nothing was changed: $host is not reached (exit code $status)."
    done
}

seconds() {
    date +%s
}

# destination LISTING HEADER ENDPOINT: prints the lines of one destination under the line of its service; "-> absent" where the
# service has no such destination; nothing where the listing has no such service.
destination() {
    printf '%s\n' "$1" | awk -v header="$2" -v endpoint="$3" '
        BEGIN { parts = split(header, wanted, " ") }
        $1 == "TCP" || $1 == "UDP" || $1 == "SCTP" || $1 == "FWM" {
            inside = ($1 == wanted[1] && $2 == wanted[2] && (parts < 3 ? $3 != "IPv6" : $3 == wanted[3]))
            if (inside) seen = 1
            next
        }
        inside && $1 == "->" && $2 == endpoint && NF >= 6 {
            found = 1
            print
        }
        END { if (seen && !found) print "-> absent" }'
}

# Lines "SINCE PACKETS KEY": since when each destination has been seen with its present number of packets.
quiet=

# note_packets KEY PACKETS: sets "since" for one destination; "unknown" packets are never the same as before.
note_packets() {
    since=$(seconds)
    others=
    while read -r at counted key; do
        if [ "$key" ] && [ "$key" != "$1" ]; then
            others="$others$at $counted $key
"
        elif [ "$key" ] && [ "$counted" = "$2" ] && [ "$2" != unknown ]; then
            since=$at
        fi
    done <<QUIET
$quiet
QUIET
    quiet="$others$since $2 $1"
}

# HOST STATISTICS TIMEOUTS SERVICE ENDPOINT: fails until no packet came for the UDP timeout of the director.
is_quiet() {
    if [ -z "$udp" ]; then
        timeouts=$(on "$1" "$3") || return 1
        udp=$(printf '%s\n' "$timeouts" | awk '$1 == "Timeout" && $NF ~ /^[0-9]+$/ { print $NF }')
        # The default of the kernel.
        udp=${udp:-300}
    fi
    asked=$(seconds)
    packets=
    if statistics=$(on "$1" "$2"); then
        packets=$(destination "$statistics" "$4" "$5" | awk 'NF >= 6 { print $4 "+" $5 }')
    fi
    note_packets "$1 $4 $5" "${packets:-unknown}"
    [ $((asked - since)) -gt "$udp" ]
}

# HOST LISTING SERVICE ENDPOINT SECONDS NAME, and STATISTICS TIMEOUTS where the service may carry UDP.
# The columns of the listing: -> ENDPOINT WEIGHT PERSISTENT ACTIVE INACTIVE. Inactive connections end by themselves.
await_drained() {
    until=$(($(seconds) + $5))
    udp=
    told=
    while :; do
        left=
        if listing=$(on "$1" "$2"); then
            left=$(destination "$listing" "$3" "$4" | awk '{ print ($2 == "absent") ? $2 : $3 " " $4 + $5 }')
        fi
        case $left in
            absent)
                return
                ;;
            '0 0')
                if [ $# -lt 8 ] || is_quiet "$1" "$7" "$8" "$3" "$4"; then
                    return
                fi
                tell "  $4 of $6 on $1: no active connections; waiting for ${udp:-?} s without a packet"
                ;;
            '0 '*)
                tell "  $4 of $6 on $1: ${left#0 } connections or bound clients left"
                ;;
            '')
                tell "  $4 of $6 on $1: not seen, looking again"
                ;;
            *)
                stop "$4 of $6 on $1 still gets new connections (weight ${left%% *})."
                ;;
        esac
        [ "$(seconds)" -lt "$until" ] || stop "$4 of $6 on $1 is not seen to be free of connections within $5 s."
        sleep "$pause"
    done
}

# Says what was not said just before.
tell() {
    [ "$1" = "$told" ] || say "$1"
    told=$1
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

# What a script that takes a plan back says of a step that is not needed; others stop there.
taking_back=

# PLACE WHY: says that a step is left out where the script takes a plan back; else stops.
leave_out() {
    [ "$taking_back" ] || stop "$1 $2. Nothing is changed there."
    say "  $1 $2: nothing to take back."
}

# HOST LISTING SERVICE ENDPOINT NAME: sets "weight" to that of a destination as the table has it now, or to "absent"; and "place".
look() {
    place="$4 of $5 on $1"
    listing=$(on "$1" "$2") || stop "the table of $1 cannot be read."
    weight=$(destination "$listing" "$3" "$4" | awk '{ print ($2 == "absent") ? $2 : $3 }')
    case $weight in
        absent) ;;
        '' | *[!0-9]*) stop "the table of $1 does not tell the weight of $4 of $5." ;;
    esac
}

# HOST LISTING SERVICE ENDPOINT NAME WANTED WEIGHT...: whether the weight is to be set. Stops if it is neither wanted nor one of WEIGHT.
is_as_left() {
    look "$1" "$2" "$3" "$4" "$5"
    wanted=$6
    shift 6
    if [ "$weight" = absent ]; then
        leave_out "$place" 'is not in the table'
        return 1
    fi
    if [ "$weight" = "$wanted" ]; then
        say "  $place has weight $wanted already"
        return 1
    fi
    expected=
    for one; do
        [ "$weight" != "$one" ] || return 0
        expected="$expected${expected:+ or }$one"
    done
    stop "$place has weight $weight, not $expected: somebody else has set it. It is left as it is."
}

# HOST LISTING SERVICE ENDPOINT NAME: whether a destination is to be added.
is_absent() {
    look "$@"
    [ "$weight" != absent ] || return 0
    leave_out "$place" "is in the table already, with weight $weight"
    return 1
}

# PLACE: whether the table had the destination when await_drained looked.
was_there() {
    [ "$left" = absent ] || return 0
    leave_out "$1" 'is not in the table'
    return 1
}

# HOST COMMAND CONTAINER WANTED: whether a container is to be started (WANTED is RUNNING) or stopped (STOPPED).
is_not_yet() {
    state=$(on "$1" "$2") || stop "$1 does not tell the state of $3."
    case $state in
        "$4")
            leave_out "$3 on $1" "is $4 already"
            return 1
            ;;
        RUNNING | STOPPED) ;;
        *) stop "$3 on $1 is neither running nor stopped, but $state." ;;
    esac
}

