# The part of a real server. The script of its container runtime comes with it and defines:
#   begin_runtime    sets the variables of the others
#   glance           sets $seen to a text that changes when containers are started, stopped or frozen; it runs no tool
#   list_containers  prints the section containers; sets $listed_at to $now, $patience to the seconds until the list is old, and
#                    $running to a line "NAME PID PATH" for each container that runs (PATH of its control group, "-" where unknown)
#   permissions      prints what rights() tells
#   list_addresses   prints sections address, and sets $addressed_at to when they were read
#   forget_addresses has list_addresses read all of them again

begin_server() {
    unified=
    [ -e /sys/fs/cgroup/cgroup.controllers ] && unified=yes
    listed_at=0
    patience=0
    seen_before=
    running=
    addressed_at=0
    uplinks=
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
        glance
        seen_before=$seen
    else
        again $listed_at containers
        again $addressed_at address
        list_addresses
    fi
    rights
    file uptime /proc/uptime first
    file stat /proc/stat stat
    IFS=$newline
    for process in $running; do
        IFS=$blank
        measure $process
    done
    IFS=$blank
    file meminfo /proc/meminfo meminfo
    echo @@network $uplinks
    sections=$((sections + 1))
}
