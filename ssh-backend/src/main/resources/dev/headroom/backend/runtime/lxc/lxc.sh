# The part of LXC: see server.sh for what it must define.

begin_runtime() {
    programs=lxc-wait
    folder=$(lxc-config lxc.lxcpath 2>/dev/null)
    folder=${folder:-/var/lib/lxc}
    listed=
    running_count=0
    names=
    names_before=
    unasked=
}

permissions() {
    bound
    [ "$sudo" ] || return 0
    may timeout -k 2 60 lxc-start -n headroom -d && may timeout -k 2 60 lxc-stop -n headroom -t 30
}

# cgroup NAME PID: sets $path to the container's control group, below the mount point.
cgroup() {
    path=/lxc.payload.$1
    [ "$unified" ] && [ -e "$files/sys/fs/cgroup$path/cpu.stat" ] && return
    v1=
    path=
    while IFS= read -r line; do
        case $line in
            0::*) path=${line#0::} ;;
            *:*cpuacct*:*) v1=${line#*:*:} ;;
        esac
    done <"$files/proc/$2/cgroup"
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
    # lxc-ls complains before the titles. What is no row of the table, or has a state that LXC does not have, is the console's to judge.
    [ "$pid_column" -gt 0 ] && [ $# -ge "$pid_column" ] || return
    container=$1
    case $2 in
        STARTING | STOPPING | ABORTING | FREEZING) patience=0 ;;
    esac
    shift $((pid_column - 1))
    names="$names$container$newline"
    case $1 in
        '' | *[!0-9]*) return ;;
    esac
    running_count=$((running_count + 1))
    if cgroup "$container" "$1" 2>/dev/null; then
        running="$running$container $1 $path$newline"
        # Elsewhere a start would not be seen at a glance.
        [ "$unified" ] && [ "$path" = "/lxc.payload.$container" ] || [ $patience -lt 10 ] || patience=10
    else
        running="$running$container $1 -$newline"
        [ $patience -lt 10 ] || patience=10
    fi
}

# Reads the list of containers and sets the variables that depend on it.
list_containers() {
    # In small letters, because LXC 1.0 knows no others.
    tool containers lxc-ls -f -F name,state,autostart,pid,ipv4,ipv6
    listed_at=$now
    if [ $status != 0 ]; then
        listed=
        patience=10
        running=
        names=
        return
    fi
    [ "$output" = "$listed" ] && return
    listed=$output
    running=
    running_count=0
    names=
    patience=60
    pid_column=0
    IFS=$newline
    set -- $output
    IFS=$blank
    for row; do
        container "$row"
    done
}

# Reads the addresses in configuration files: prints sections, then their number, then the names of containers that lxc-info must read.
# Networks have numbers, which need not begin at 0; in the words of LXC 2.0 each "type" begins the next. One without a link to others
# has no address, whatever its lines say; an empty value deletes the earlier values.
configurations='
function clear(which, what,    i) {
    for (i = 1; i <= lines; i++) if ((which == "" || net[i] == which) && (what == "" || family[i] == what)) said[i] = ""
}
function setting(key, value,    which) {
    if (key ~ /^lxc\.net(work)?$/) { if (value == "") clear("", ""); return }
    if (key ~ /^lxc\.network\./ && key !~ /^lxc\.network\.[0-9]/) {
        if (key == "lxc.network.type") old++
        which = "old" (old + 0)
        sub(/^lxc\.network\./, "", key)
    } else {
        sub(/^lxc\.net(work)?\./, "", key)
        which = key
        sub(/\..*/, "", which)
        if (which == key) { if (value == "") clear(which, ""); return }
        key = substr(key, length(which) + 2)
    }
    if (key == "type") type[which] = value
    if (key !~ /^ipv[46](\.address)?$/) return
    if (value == "") { clear(which, substr(key, 1, 4)); return }
    net[++lines] = which
    family[lines] = substr(key, 1, 4)
    said[lines] = value
}
function addresses(    i) {
    count = 0
    text = ""
    for (i = 1; i <= lines; i++) if (said[i] != "" && type[net[i]] !~ /^(empty|none)$/) {
        count++
        text = text (net[i] ~ /^old/ ? "lxc.network." family[i] : "lxc.net." net[i] "." family[i] ".address") " = " said[i] "\n"
    }
}
BEGIN {
    n = split(names, name, " ")
    for (i = 1; i <= n; i++) {
        file = folder "/" name[i] "/config"
        read = lines = elsewhere = old = 0
        split("", type)
        while ((getline line < file) > 0) {
            read++
            if (line ~ /^[ \t]*lxc\.include[ \t]*=/ && line !~ /=[ \t]*\/usr\/share\/lxc\//) elsewhere = 1
            if (line !~ /^[ \t]*lxc\.net[^=]*=/) continue
            value = key = line
            sub(/^[^=]*=[ \t]*/, "", value)
            sub(/[ \t\r]+$/, "", value)
            sub(/^[ \t]*/, "", key)
            sub(/[ \t]*=.*/, "", key)
            setting(key, value)
        }
        close(file)
        if (!read || elsewhere) { others = others " " name[i]; continue }
        addresses()
        printf "@@section 0 0 0 %d address %s\n%s@@close address %s\n", count, name[i], text, name[i]
        told++
    }
    printf "%d%s", told, others
}'

# What lxc-info is asked for: it tells no numbers of networks, and of one that a container does not have it only complains. LXC 2.0
# knows the second name.
address_keys=
for number in 0 1 2 3 4 5 6 7; do
    address_keys="$address_keys -c lxc.net.$number.ipv4.address -c lxc.net.$number.ipv6.address"
    address_keys="$address_keys -c lxc.network.$number.ipv4 -c lxc.network.$number.ipv6"
done

forget_addresses() { names_before=/; }

# Addresses come from configuration files, which seldom change. Where this user may not read a file, lxc-info does, some in each frame.
list_addresses() {
    if [ "$names" != "$names_before" ] || [ $((now - addressed_at)) -ge 600 ]; then
        names_before=$names
        addressed_at=$now
        unasked=
        output=
        if [ "$sudo" ]; then unasked=$names
        elif [ "$names" ]; then
            set -- $names
            if output=$($awk -v folder="$folder" -v names="$*" "$configurations" 2>/dev/null); then
                set -- ${output##*"$newline"}
                sections=$((sections + $1))
                shift
                unasked=$*
                case $output in
                    *"$newline"*) printf '%s\n' "${output%"$newline"*}" ;;
                esac
            else
                unasked=$names
            fi
        fi
    fi
    set -- $unasked
    [ $# -gt 0 ] || return
    asked=0
    for container; do
        [ $asked -lt 40 ] && [ "$now" -ge "$rest_until" ] || break
        tool "address $container" lxc-info -n "$container" $address_keys
        asked=$((asked + 1))
        shift
    done
    unasked=$*
}

# Finds without a tool which containers have a control group, and whether their processes live.
glance() {
    set +f
    seen=
    [ "$unified" ] && for group in /sys/fs/cgroup/lxc.payload.*; do
        seen="$seen $group"
    done
    set -f
    IFS=$newline
    for process in $running; do
        IFS=$blank
        set -- $process
        [ -e "/proc/$2" ] && seen="$seen $2"
        # Of very many this would cost more than to notice a little later that one was frozen.
        if [ "$unified" ] && [ "$running_count" -le 20 ]; then
            frozen=
            { read -r populated && read -r frozen; } <"/sys/fs/cgroup$3/cgroup.events"
            seen="$seen $frozen"
        fi 2>/dev/null
    done
    IFS=$blank
}
