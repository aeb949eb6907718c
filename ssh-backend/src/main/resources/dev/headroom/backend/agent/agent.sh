# headroom agent 1
# Prints what Headroom needs to know of this host, as frames. It only reads; it changes nothing and leaves nothing behind.
# usage: sh -s -- director|server root|sudo <this file
# The first frame comes by itself; then one for each line "frame [PROTOCOL:ADDRESS:PORT ...]" on standard input; "quit" ends it.
# Forks are what a host feels: files are read by the shell itself, and a real server's frame usually needs no other process.

LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH
role=$1
sudo=
[ "$2" = sudo ] && sudo='sudo -n'
count=0
newline='
'
if command -v bash >/dev/null && command -v timeout >/dev/null; then connector=bash
elif command -v nc >/dev/null; then connector=nc
else connector=
fi

# section NAME COMMAND...: what the command prints.
section() {
    printf '@@section %s\n' "$1"
    shift
    "$@" </dev/null 2>&1
    printf '\n@@status %s\n' $?
}

# lines FILE KIND: puts the lines of a file that matter into $text. A process can end, and its files go, at any moment.
lines() {
    text=
    while IFS= read -r line; do
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
        [ "$2" = first ] && break
    done <"$1"
    [ "$text" ] || { text="cannot read $1$newline"; return 1; }
}

# file SECTION FILE KIND: a section of the lines of a file.
file() {
    lines "$2" "$3" 2>/dev/null
    printf '@@section %s\n%s@@status %s\n' "$1" "$text" $?
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
    shift $((pid_column - 1))
    addresses="$addresses$(section "address $name" $sudo lxc-info -n "$name" -c lxc.net.0.ipv4.address)$newline"
    case $state in
        RUNNING | FROZEN | THAWED) ;;
        STOPPED) return ;;
        *) settled= ;;
    esac
    case $1 in
        '' | *[!0-9]*) settled=; return ;;
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
    listing=$($sudo lxc-ls -f -F NAME,STATE,AUTOSTART,PID,IPV4 </dev/null 2>&1)
    listing_status=$?
    [ "$listing" ] && listing=$listing$newline
    age=0
    settled=
    running=
    [ "$listing_status" = 0 ] || { addresses=; listed=; return; }
    # Addresses come from configuration files, which seldom change.
    address_age=$((address_age + 1))
    [ "$listing" = "$listed" ] && [ $address_age -lt 4 ] && { settled=$settled_before; running=$running_before; return; }
    listed=$listing
    address_age=0
    addresses=
    settled=yes
    while IFS= read -r line; do
        container "$line"
    done <<LIST
$listing
LIST
    settled_before=$settled
    running_before=$running
}

# What can be seen without asking: which containers have a control group, whether their processes live, whether they are frozen.
glance() {
    seen=
    for group in /sys/fs/cgroup/lxc.payload.*; do
        seen="$seen $group"
    done
    while read -r name pid path; do
        [ "$pid" ] || continue
        lines "/sys/fs/cgroup$path/cgroup.events" all 2>/dev/null
        [ -e "/proc/$pid" ] && seen="$seen $pid $text"
    done <<LIST
$running
LIST
}

# The list is asked for when something is seen to have changed, while something is in between, and every 15th time.
server() {
    age=$((age + 1))
    glance
    if [ -z "$settled" ] || [ $age -ge 15 ] || [ "$seen" != "$seen_before" ]; then
        list_containers
        glance
        seen_before=$seen
    fi
    printf '@@section containers\n%s@@status %s\n%s' "$listing" "$listing_status" "$addresses"
    file uptime /proc/uptime first
    file stat /proc/stat stat
    while read -r name pid path; do
        [ "$pid" ] || continue
        case $path in
            -) ;;
            *)
                if [ "$unified" ]; then
                    file "cpu $name" "/sys/fs/cgroup$path/cpu.stat" first
                    file "memory $name" "/sys/fs/cgroup$path/memory.current" first
                else
                    file "cpu $name" "/sys/fs/cgroup/cpuacct$path/cpuacct.usage" nanoseconds
                    file "memory $name" "/sys/fs/cgroup/memory$path/memory.usage_in_bytes" first
                fi ;;
        esac
        lines "/proc/$pid/net/tcp" listening 2>/dev/null
        listening=$text
        lines "/proc/$pid/net/tcp6" listening 2>/dev/null
        printf '@@section listening %s\n%s%s@@status 0\n' "$name" "$listening" "$text"
    done <<LIST
$running
LIST
    file meminfo /proc/meminfo meminfo
    file netdev /proc/net/dev all
}

frame() {
    count=$((count + 1))
    printf '@@frame %s %s\n' $count "$role"
    "$role" "$@"
    printf '@@end %s\n' $count
}

agent() {
    case $role in
        director | server) ;;
        *) echo "the role must be director or server" >&2; exit 2 ;;
    esac
    unified=
    [ -e /sys/fs/cgroup/cgroup.controllers ] && unified=yes
    age=0
    address_age=0
    listed=
    settled=
    seen_before=
    running=
    frame
    while read -r word rest; do
        case $word in
            frame)
                # The targets are words: split on purpose, but never taken for names of files.
                set -f
                set -- $rest
                set +f
                frame "$@" ;;
            quit) return ;;
        esac
    done
}

agent; exit 0
