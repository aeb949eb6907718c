# headroom agent 1
# Prints what Headroom needs to know of this host, as frames. It only reads; it changes nothing and leaves nothing behind.
# usage: sh -s -- director|server root|sudo <this file
# The first frame comes by itself; then one for each line "frame [ADDRESS:PORT ...]" on standard input; "quit" ends it.
# One process reads all the files of a frame: forks are what a host would feel.

LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH
role=$1
sudo=
[ "$2" = sudo ] && sudo='sudo -n'
count=0
known=
addresses=
container_list=
age=0
if command -v bash >/dev/null && command -v timeout >/dev/null; then connector=bash
elif command -v nc >/dev/null; then connector=nc
else connector=
fi

# section NAME COMMAND...
section() {
    printf '@@section %s\n' "$1"
    shift
    "$@" </dev/null 2>&1
    printf '\n@@status %s\n' $?
}

# Standard input: lines NAME|ARGUMENT|FILE...; each becomes a section.
files() {
    awk -F '|' '
    function show(name, file,   line, got) {
        while ((got = (getline line < file)) > 0) {
            if (name == "stat" && line !~ /^cpu/) break
            if (name == "meminfo" && line ~ /^SwapCached/) break
            if (file ~ /cpuacct.usage$/) line = sprintf("usage_usec %.0f", line / 1000)
            print line
        }
        close(file)
        if (got < 0) print "cannot read " file
        return got < 0
    }
    NF > 2 {
        print "@@section " $1 ($2 == "" ? "" : " " $2)
        failed = 0
        for (i = 3; i <= NF; i++) if (show($1, $i)) failed = 1
        print "@@status " failed
    }' 2>&1
}

# probe ADDRESS:PORT
probe() {
    port=${1##*:}
    address=${1%:*}
    address=${address#[}
    address=${address%]}
    case $connector in
        bash) said=$(timeout 1 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$address" "$port" 2>&1) ;;
        nc) said=$(nc -n -v -w 1 "$address" "$port" </dev/null 2>&1) ;;
    esac && { echo "$1 open"; return; }
    case $said in
        *refused*) echo "$1 refused" ;;
        *) echo "$1 silent" ;;
    esac
}

probes() {
    if [ -z "$connector" ]; then
        echo 'sh: neither bash with timeout, nor nc: not found'
        return 127
    fi
    for endpoint; do
        case $endpoint in
            *[!0-9A-Fa-f.:\[\]]*) echo "not an endpoint: $endpoint"; return 2 ;;
        esac
        probe "$endpoint" &
    done
    wait
}

director() {
    files <<'LIST'
uptime||/proc/uptime
stat||/proc/stat
meminfo||/proc/meminfo
LIST
    section ipvs-rules $sudo ipvsadm -Sn
    section ipvs-list $sudo ipvsadm -Ln
    section ipvs-stats $sudo ipvsadm -Ln --stats --exact
    section ipvs-thresholds $sudo ipvsadm -Ln --thresholds
    section ipvs-persistent $sudo ipvsadm -Ln --persistent-conn
    section probes probes "$@"
}

# cgroup PID: sets $cpu_file and $memory_file; fails when the process is gone.
cgroup() {
    v1=
    path=
    while IFS= read -r line; do
        case $line in
            0::*) path=${line#0::} ;;
            *:*cpuacct*:*) v1=${line#*:*:} ;;
        esac
    done 2>/dev/null <"/proc/$1/cgroup"
    [ -e /sys/fs/cgroup/cgroup.controllers ] || path=$v1
    case $path in
        */lxc.payload.*)
            below=${path#*/lxc.payload.}
            path=${path%%/lxc.payload.*}/lxc.payload.${below%%/*} ;;
        */init.scope) path=${path%/init.scope} ;;
        '' | /) return 1 ;;
    esac
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
        cpu_file=/sys/fs/cgroup$path/cpu.stat
        memory_file=/sys/fs/cgroup$path/memory.current
    else
        cpu_file=/sys/fs/cgroup/cpuacct$path/cpuacct.usage
        memory_file=/sys/fs/cgroup/memory$path/memory.usage_in_bytes
    fi
}

# Standard input: lines NAME PID, PID "-" when it does not run. Prints the files of those that run, as lines for files().
container_files() {
    while read -r name pid; do
        [ "$pid" = - ] && continue
        echo "listening|$name|/proc/$pid/net/tcp|/proc/$pid/net/tcp6"
        if cgroup "$pid" 2>/dev/null; then
            echo "cpu|$name|$cpu_file"
            echo "memory|$name|$memory_file"
        fi
    done
}

container_addresses() {
    while read -r name pid; do
        section "address $name" $sudo lxc-info -n "$name" -c lxc.net.0.ipv4.address
    done
}

# What follows from the list of containers is kept until that list changes, and for 30 frames at most.
server() {
    listing=$($sudo lxc-ls -f -F NAME,STATE,AUTOSTART,PID,IPV4 </dev/null 2>&1)
    status=$?
    printf '@@section containers\n%s\n@@status %s\n' "$listing" $status
    containers=
    if [ $status = 0 ] && [ -n "$listing" ]; then
        containers=$(awk '
            $1 == "NAME" { for (i = 1; i <= NF; i++) column[$i] = i; next }
            $1 ~ /^[A-Za-z0-9][A-Za-z0-9._-]*$/ && ("PID" in column) {
                pid = $(column["PID"])
                print $1, (pid ~ /^[0-9]+$/ ? pid : "-")
            }' <<LIST
$listing
LIST
)
    fi
    age=$((age + 1))
    if [ "$containers" != "$known" ] || [ $age -ge 30 ]; then
        known=$containers
        age=0
        addresses=
        container_list=
        if [ -n "$containers" ]; then
            addresses=$(container_addresses <<LIST
$containers
LIST
)
            container_list=$(container_files <<LIST
$containers
LIST
)
        fi
    fi
    [ -n "$addresses" ] && printf '%s\n' "$addresses"
    files <<LIST
uptime||/proc/uptime
stat||/proc/stat
meminfo||/proc/meminfo
netdev||/proc/net/dev
$container_list
LIST
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
    frame
    while read -r word rest; do
        case $word in
            frame)
                set -f
                # The endpoints are words: split on purpose.
                frame $rest
                set +f ;;
            quit) return ;;
        esac
    done
}

agent; exit 0
