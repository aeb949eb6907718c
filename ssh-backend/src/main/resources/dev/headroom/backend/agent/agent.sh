# headroom agent 2
# Prints what Headroom needs to know of this host, as frames. It only reads; it changes nothing and leaves nothing behind.
# usage: sh -s -- director|server root|sudo <this file
# The first frame comes by itself; then one for each line "frame [PROTOCOL:ADDRESS:PORT ...]" on standard input; "quit" ends it.
#
# A frame:
#   @@frame NUMBER ROLE
#   @@section STATUS AGE ERRORS LINES NAME [ARGUMENT]
#   ... so many lines of standard error, then so many of standard output; lines without a character are left out
#   @@close NAME [ARGUMENT]
#   ... more sections
#   @@end NUMBER SECTIONS
# STATUS is the exit status of what was read, AGE says how many seconds ago that was. Whatever stands in a section's lines is text:
# they are counted before they are sent, and a section or frame whose counts do not fit was cut off and says nothing.
#
# Rules of this file: POSIX, the same in dash, bash and busybox. No here-documents and no temporary files, for a folder can be full.
# Forks are what a host feels: files are read by the shell itself, and a real server's frame usually needs no other process.
# A new section: "section NAME COMMAND...", or "file NAME FILE KIND" for one file, in director() or server().

# Words are split where there is no quote, but never taken for names of files.
set -f
LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH
role=$1
sudo=
[ "$2" = sudo ] && sudo='sudo -n'
count=0
newline='
'
blank=$IFS
if command -v bash >/dev/null && command -v timeout >/dev/null; then connector=bash
elif command -v nc >/dev/null; then connector=nc
else connector=
fi

# run COMMAND...: puts the lines that it prints into $text, errors first; how many into $errors and $lines, and its exit status
# into $status.
run() {
    text=$(
        exec 3>&1
        output=$("$@" </dev/null 2>&3)
        status=$?
        IFS=$newline
        set -- $output
        printf '\n%s\n%s %s' "$output" $status $#
    )
    IFS=$newline
    last=${text##*"$newline"}
    set -- ${text%"$newline"*}
    status=${last% *}
    lines=${last#* }
    case $status$lines in
        # Something that the command left behind has spoken last: nobody knows which lines are whose.
        '' | *[!0-9]*) status=125 lines=0 ;;
    esac
    errors=$(($# - lines))
    text=
    [ $# -eq 0 ] || text="$*$newline"
    IFS=$blank
}

# compose AGE NAME: puts the section of what was run into $composed.
compose() {
    composed="@@section $status $1 $errors $lines $2$newline$text@@close $2$newline"
}

# report AGE NAME: prints the section of what was run.
report() {
    compose "$1" "$2"
    printf '%s' "$composed"
    sections=$((sections + 1))
}

# section NAME COMMAND...: what the command prints.
section() {
    section=$1
    shift
    run "$@"
    report 0 "$section"
}

# lines FILE KIND: adds the lines of a file that matter to $text. A process can end, and its files go, at any moment.
lines() {
    while IFS= read -r line; do
        [ "$line" ] || continue
        case $2:$line in
            stat:[!c]* | stat:c[!p]* | meminfo:SwapCached*) break ;;
            listening:*local_address*) ;;
            # Sockets that listen come first; after them there may be very many others.
            listening:*)
                state=${line#*: * * }
                [ "${state%% *}" = 0A ] || break ;;
            nanoseconds:*) line="usage_usec $((line / 1000))" ;;
        esac
        text=$text$line$newline
        lines=$((lines + 1))
        [ "$2" = first ] && break
    done <"$1"
}

# file NAME FILE KIND [FILE]: a section of the lines of a file, or of two.
file() {
    status=0
    errors=0
    lines=0
    text=
    lines "$2" "$3" 2>/dev/null
    [ "$text" ] || status=1
    [ $# -lt 4 ] || lines "$4" "$3" 2>/dev/null
    if [ -z "$text" ]; then
        text="cannot read $2$newline"
        errors=1
    fi
    report 0 "$1"
}

# connect PROTOCOL ADDRESS PORT: tries to reach it for a second; fails with "unsuited" where this host has no means to know.
connect() {
    case $1:$connector in
        tcp:bash) timeout 1 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$2" "$3" ;;
        tcp:nc) nc -n -v -w 1 "$2" "$3" ;;
        # An answer, or ICMP's "port unreachable", which the kernel tells as a refused connection; silence says nothing.
        udp:bash) timeout 2 bash -c 'exec 3<>"/dev/udp/$0/$1" && echo >&3 && read -r -t 1 -N 1 -u 3' "$2" "$3" ;;
        sctp:*) command -v ncat >/dev/null && timeout 2 ncat -n --sctp -w 1 "$2" "$3" || { echo unsuited; return 1; } ;;
        *) echo unsuited; return 1 ;;
    esac
}

# probe PROTOCOL:ADDRESS:PORT: what came of it. Only what is known to mean something is printed: the rest is unknown, not failed.
probe() {
    protocol=${1%%:*}
    address=${1#*:}
    port=${address##*:}
    address=${address%:*}
    address=${address#[}
    address=${address%]}
    said=$(connect "$protocol" "$address" "$port" </dev/null 2>&1)
    case $?:$protocol:$said in
        0:*) echo "$1 open" ;;
        *refused*) echo "$1 refused" ;;
        *:udp:*) ;;
        124:* | *'timed out'* | *TIMEOUT* | *'No route to host'* | *'Host is down'*) echo "$1 silent" ;;
    esac
}

probes() {
    for target; do
        case $target in
            *[!0-9A-Za-z.:\[\]]*) echo "not to be tried: $target"; return 2 ;;
        esac
        probe "$target" &
    done
    wait
}

director() {
    file uptime /proc/uptime first
    file stat /proc/stat stat
    file meminfo /proc/meminfo meminfo
    section ipvs-rules $sudo ipvsadm -Sn
    section ipvs-list $sudo ipvsadm -Ln
    section ipvs-stats $sudo ipvsadm -Ln --stats --exact
    section ipvs-thresholds $sudo ipvsadm -Ln --thresholds
    section ipvs-persistent $sudo ipvsadm -Ln --persistent-conn
    # Who keeps copies of whose connections changes only when directors change their roles: asked every 15th time.
    daemon_age=$((daemon_age - 1))
    if [ $daemon_age -lt 0 ]; then
        run $sudo ipvsadm -Ln --daemon
        compose 0 ipvs-daemon
        daemon=$composed
        daemon_age=14
    fi
    printf '%s' "$daemon"
    sections=$((sections + 1))
    section probes probes "$@"
}

# cgroup PID: sets $path to the container's control group, below the mount point.
cgroup() {
    v1=
    path=
    while IFS= read -r line; do
        case $line in
            0::*) path=${line#0::} ;;
            *:*cpuacct*:*) v1=${line#*:*:} ;;
        esac
    done <"/proc/$1/cgroup"
    [ "$unified" ] || path=$v1
    case $path in
        */lxc.payload.*)
            below=${path#*/lxc.payload.}
            path=${path%%/lxc.payload.*}/lxc.payload.${below%%/*} ;;
        */init.scope) path=${path%/init.scope} ;;
        '' | /) return 1 ;;
    esac
}

# Reads one line of the list of containers: a title line says where the columns are, the addresses come last.
container() {
    set -- $1
    if [ "$1" = NAME ]; then
        column=0
        for title; do
            column=$((column + 1))
            [ "$title" = PID ] && pid_column=$column
        done
        return
    fi
    case $1 in
        '' | *[!A-Za-z0-9._-]*) return ;;
    esac
    name=$1
    state=$2
    # lxc-ls complains before the titles. What is no row of the table, or has a state that LXC does not have, is the console's to judge.
    [ "$pid_column" -gt 0 ] && [ $# -ge "$pid_column" ] || return
    shift $((pid_column - 1))
    names="$names$name$newline"
    case $state in
        STARTING | STOPPING | ABORTING | FREEZING) settled= ;;
    esac
    case $1 in
        '' | *[!0-9]*) return ;;
    esac
    if cgroup "$1" 2>/dev/null; then
        running="$running$name $1 $path$newline"
        # Elsewhere a start or a stop would not be seen at a glance.
        [ "$unified" ] && [ "$path" = "/lxc.payload.$name" ] || settled=
    else
        running="$running$name $1 -$newline"
        settled=
    fi
}

# Asks for the list of containers, and for what follows from it.
list_containers() {
    # In small letters, because LXC 1.0 knows no others.
    run $sudo lxc-ls -f -F name,state,autostart,pid,ipv4,ipv6
    age=0
    listing=$text
    listing_status=$status
    listing_errors=$errors
    listing_lines=$lines
    settled=
    running=
    names=
    if [ "$status" != 0 ]; then
        listed=
        return
    fi
    if [ "$listing" = "$listed" ]; then
        settled=$settled_before
        running=$running_before
        names=$names_before
        return
    fi
    listed=$listing
    address_age=4
    settled=yes
    pid_column=0
    IFS=$newline
    set -- $listing
    IFS=$blank
    shift "$errors"
    for row; do
        container "$row"
    done
    settled_before=$settled
    running_before=$running
    names_before=$names
}

# Addresses come from configuration files, which seldom change.
list_addresses() {
    address_age=$((address_age + 1))
    [ $address_age -lt 4 ] && return
    address_age=0
    addresses=
    address_sections=0
    for name in $names; do
        run $sudo lxc-info -n "$name" -c lxc.net.0.ipv4.address -c lxc.net.0.ipv6.address
        compose 0 "address $name"
        addresses=$addresses$composed
        address_sections=$((address_sections + 1))
    done
}

# What can be seen without asking: which containers have a control group, whether their processes live, whether they are frozen.
glance() {
    seen=
    set +f
    for group in /sys/fs/cgroup/lxc.payload.*; do
        seen="$seen $group"
    done
    set -f
    IFS=$newline
    for process in $running; do
        IFS=$blank
        set -- $process
        lines "/sys/fs/cgroup$3/cgroup.events" all 2>/dev/null
        [ -e "/proc/$2" ] && seen="$seen $2 $text"
    done
    IFS=$blank
}

# The files of a running container. usage: measure NAME PID PATH
measure() {
    case $3 in
        -) ;;
        *)
            if [ "$unified" ]; then
                file "cpu $1" "/sys/fs/cgroup$3/cpu.stat" first
                file "memory $1" "/sys/fs/cgroup$3/memory.current" first
            else
                file "cpu $1" "/sys/fs/cgroup/cpuacct$3/cpuacct.usage" nanoseconds
                file "memory $1" "/sys/fs/cgroup/memory$3/memory.usage_in_bytes" first
            fi ;;
    esac
    file "listening $1" "/proc/$2/net/tcp" listening "/proc/$2/net/tcp6"
}

# find_uplinks: the interfaces that carry traffic off this host, each bit once, into $uplinks: those that are devices (of a bond its
# members, of a VLAN or a bridge what is below); else those of the default route.
find_uplinks() {
    uplinks=
    set +f
    for interface in /sys/class/net/*; do
        [ -e "$interface/device" ] && uplinks="$uplinks ${interface##*/}"
    done
    set -f
    [ "$uplinks" ] && return
    while read -r interface destination rest; do
        case $destination:" $uplinks " in
            *" $interface "*) ;;
            00000000:*) uplinks="$uplinks $interface" ;;
        esac
    done </proc/net/route
}

# network: what passed the uplinks; where they are not known, the kernel's whole list.
network() {
    status=0
    errors=0
    lines=0
    text=
    for interface in $uplinks; do
        received=
        sent=
        read -r received <"/sys/class/net/$interface/statistics/rx_bytes"
        read -r sent <"/sys/class/net/$interface/statistics/tx_bytes"
        if [ "$received" ] && [ "$sent" ]; then
            text="$text$interface $received $sent$newline"
            lines=$((lines + 1))
        fi
    done 2>/dev/null
    if [ "$text" ]; then report 0 netdev; else file netdev /proc/net/dev all; fi
}

# The list is asked for when something is seen to have changed, while something is in between, and every 15th time.
server() {
    age=$((age + 1))
    glance
    if [ -z "$settled" ] || [ $age -ge 15 ] || [ "$seen" != "$seen_before" ]; then
        list_containers
        list_addresses
        find_uplinks 2>/dev/null
        glance
        seen_before=$seen
    fi
    text=$listing
    status=$listing_status
    errors=$listing_errors
    lines=$listing_lines
    report 0 containers
    printf '%s' "$addresses"
    sections=$((sections + address_sections))
    file uptime /proc/uptime first
    file stat /proc/stat stat
    IFS=$newline
    for process in $running; do
        IFS=$blank
        measure $process
    done
    IFS=$blank
    file meminfo /proc/meminfo meminfo
    network
}

# A login can have printed something that ends without a newline: so begin with one.
frame() {
    count=$((count + 1))
    sections=0
    printf '\n@@frame %s %s\n' $count "$role"
    "$role" "$@"
    printf '@@end %s %s\n' $count $sections
}

agent() {
    case $role in
        director | server) ;;
        *) echo "the role must be director or server" >&2; exit 2 ;;
    esac
    unified=
    [ -e /sys/fs/cgroup/cgroup.controllers ] && unified=yes
    age=0
    listed=
    settled=
    seen_before=
    running=
    addresses=
    address_sections=0
    uplinks=
    daemon_age=0
    frame
    while read -r word rest; do
        case $word in
            frame)
                frame $rest ;;
            quit) return ;;
        esac
    done
}

agent; exit 0
