# The part of a real server. The script of its container runtime comes with it and defines:
#   begin_runtime    sets the variables of the others
#   glance           sets $seen to a text that changes when containers are started, stopped or frozen; it runs no tool
#   list_containers  prints the section containers; sets $listed_at to $now, $patience to the seconds until the list is old, and
#                    $running to a line "NAME PID PATH" for each container that runs (PATH of its control group, "-" where unknown)
#   permissions      prints what rights() tells
#   programs         a variable: whose versions are told
#   list_addresses   prints sections address, and sets $addressed_at to when they were read
#   forget_addresses has list_addresses read all of them again

begin_server() {
    unified=
    [ -e "$files/sys/fs/cgroup/cgroup.controllers" ] && unified=yes
    listed_at=0
    patience=0
    seen_before=
    running=
    addressed_at=0
    uplinks=
    linked_at=0
    strained_at=
    # Some kernels have the files of pressure, but refuse to read them.
    pressed=
    { read -r line <"$files/proc/pressure/cpu" && pressed=yes; } 2>/dev/null
    begin_runtime
}

# measure NAME PID PATH: prints the files of a running container.
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
    file "listening $1" "/proc/$2/net/tcp" listening "/proc/$2/net/tcp6" listening
    # Started for a loan: by whom, when its first process began, and whether it has connections with others.
    [ -e "$loans/$1" ] || return 0
    file "loan $1" "$loans/$1" first "/proc/$2/stat" first
    file "established $1" "/proc/$2/net/tcp" established "/proc/$2/net/tcp6" established
}

# strain NAME PID PATH: prints what shows that a container gets less than it asks for.
strain() {
    limits=- pressures=- network=-
    case $3 in
        -) ;;
        *)
            if [ "$unified" ]; then
                limits=/sys/fs/cgroup$3
                [ "$pressed" ] && pressures=/sys/fs/cgroup$3
            else
                limits=/sys/fs/cgroup/cpu$3
                [ "$pressed" ] && pressures=/sys/fs/cgroup/unified$3
            fi ;;
    esac
    # A container can share the host's network: then its counters are the host's.
    [ "$files/proc/$2/net/netstat" -ef "$files/proc/net/netstat" ] 2>/dev/null
    [ $? = 1 ] && network=/proc/$2/net
    echo "@@strain $1 $limits $pressures $network"
    sections=$((sections + 1))
}

# strains: prints the same of the host and of each container. The kernel averages pressure over 2 s, so it is read every 5 s.
strains() {
    if [ -z "$fresh" ] && [ "$strained_at" ] && [ $((now - strained_at)) -lt 5 ]; then
        again $strained_at strain
        return
    fi
    strained_at=$now
    if [ "$pressed" ]; then echo @@strain - - /proc/pressure /proc/net
    else echo @@strain - - - /proc/net
    fi
    sections=$((sections + 1))
    IFS=$newline
    for process in $running; do
        IFS=$blank
        strain $process
    done
    IFS=$blank
}

# find_default: the interface by which this host's default route leads, into $default. The default route comes first in the file.
find_default() {
    default=
    while read -r interface destination rest; do
        case $interface:$destination in
            Iface:*) ;;
            *:00000000) default=$interface; return ;;
            *) break ;;
        esac
    done <"$files/proc/net/route"
    while read -r destination prefix rest; do
        case $destination:$prefix:$rest in
            00000000000000000000000000000000:00:*' lo') ;;
            00000000000000000000000000000000:00:*) default=${rest##* }; return ;;
        esac
    done <"$files/proc/net/ipv6_route"
}

# tell_uplink: prints the speed of the default route's interface in Mbit/s. Of many interfaces the kernel knows none.
tell_uplink() {
    linked_at=$now
    find_default
    speed=
    [ "$default" ] && read -r speed <"$files/sys/class/net/$default/speed"
    case $speed in
        '' | *[!0-9-]*) printf '@@section 0 0 0 0 uplink\n@@close uplink\n' ;;
        *) printf '@@section 0 0 0 1 uplink\n%s %s\n@@close uplink\n' "$speed" "$default" ;;
    esac
    sections=$((sections + 1))
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

# The list is read when $seen has changed, when the list is old, and soon while a container is between two states.
server() {
    # Of processes that are hidden nobody can say what they do.
    [ -e /proc/1/stat ] || {
        printf '@@section 1 0 1 0 processes\n/proc is mounted with hidepid\n@@close processes\n'
        sections=$((sections + 1))
    }
    glance
    if [ "$fresh" ] || [ $((now - listed_at)) -ge $patience ] || [ "$seen" != "$seen_before" ]; then
        list_containers
        again $addressed_at address
        list_addresses
        find_uplinks 2>/dev/null
        tell_uplink 2>/dev/null
        glance
        seen_before=$seen
    else
        again $listed_at containers
        again $addressed_at address
        again $linked_at uplink
        list_addresses
    fi
    rights
    seldom
    file uptime /proc/uptime first
    file stat /proc/stat stat
    IFS=$newline
    for process in $running; do
        IFS=$blank
        measure $process
    done
    IFS=$blank
    strains
    file meminfo /proc/meminfo meminfo
    echo @@network $uplinks
    sections=$((sections + 1))
}
