# headroom agent 2
# Prints what Headroom needs to know of this host, as frames. It only reads; it changes nothing and leaves nothing behind.
# usage: sh -s -- director|server root|sudo [SECONDS [NAME]] <this file
# SECONDS is how long a tool may run. NAME is what this agent calls itself; an earlier agent of that name is ended first.
# The first frame comes by itself; then one for each line "frame [fresh] [PROTOCOL:ADDRESS:PORT ...]" on standard input, where
# "fresh" means that nothing may be older than the question; "quit" ends it, and so does the end of standard input.
#
# A frame:
#   @@frame NUMBER ROLE
#   @@section STATUS AGE ERRORS LINES NAME [ARGUMENT]
#   ... so many lines of standard error, then so many of standard output; lines without a character are left out
#   @@close NAME [ARGUMENT]
#   @@again AGE NAME
#   ... more of both
#   @@end NUMBER SECTIONS
# STATUS is the exit status of what was read, AGE says how many seconds ago that was. "again" stands for all sections of that name, as
# in the frame before. Whatever stands in a section's lines is text: they are counted before they are sent, and a frame whose counts
# do not fit was cut off and says nothing. The end repeats how many times "section" and "again" were said.
#
# Rules of this file: POSIX, the same in dash, bash and busybox. No here-documents and no temporary files, for a folder can be full.
# Forks are what a host feels, and reading a file letter by letter, as some shells do. So an awk at the end of a pipe reads the files
# and counts: the shell tells it which ("@@file"), and what a tool said ("@@run", "@@ran"). The kernel's own list of the table
# ("@@table") is such a file: it needs no tool, and is printed as the tool prints it.
# A new section: "section NAME COMMAND...", "tool NAME COMMAND..." for one that needs root's rights, or "file NAME FILE KIND", in
# director() or server().

# Words are split where there is no quote, but never taken for names of files.
set -f
LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH
role=$1
loans=${HEADROOM_RUN:-/run/headroom}/loans
kernel_table=${HEADROOM_TABLE:-/proc/net/ip_vs}
sudo=
[ "$2" = sudo ] && sudo='sudo -n'
limit=${3:-30}
name=$4
mark=$$.$name
count=0
newline='
'
blank=$IFS
if command -v bash >/dev/null && command -v timeout >/dev/null; then connector=bash
elif command -v nc >/dev/null; then connector=nc
else connector=
fi
bounded=
command -v timeout >/dev/null && bounded='timeout 3'
if command -v mawk >/dev/null; then awk='mawk -W interactive'
elif command -v gawk >/dev/null; then awk=gawk
else
    awk=awk
    # mawk under its other name: it too would wait for more input than a line
    case $(awk -W version 2>&1 </dev/null) in
        mawk*) awk='awk -W interactive' ;;
    esac
fi

# Passes on what the shell says; reads the files, counts the errors of tools.
reader='
function flush() { printf "%s", out; fflush(); out = "" }
function put(line) { out = out line "\n"; if (length(out) > 8000) flush() }
function rest(from,    i, text) { text = $from; for (i = from + 1; i <= NF; i++) text = text " " $i; return text }
function take(path, kind,    line, word) {
    while ((getline line < path) > 0) {
        if (line == "") continue
        if (kind == "stat" && line !~ /^cpu/) break
        if (kind == "meminfo" && line ~ /^SwapCached/) break
        # Sockets that listen come first; after them there may be very many others.
        if (kind == "listening" && line !~ /local_address/) { split(line, word, " "); if (word[4] != "0A") break }
        if (kind == "established" && line !~ /local_address/) {
            split(line, word, " ")
            sub(/:.*/, "", word[2])
            sub(/:.*/, "", word[3])
            if (word[4] != "01" || word[2] == word[3]) continue
        }
        if (kind == "nanoseconds") line = sprintf("usage_usec %.0f", int(line / 1000))
        text = text line "\n"
        lines++
        if (kind == "first" || (kind == "established" && line !~ /local_address/)) break
    }
    close(path)
}
function section(status, errors, lines, title) { put("@@section " status " 0 " errors " " lines " " title) }
function file(title,    status) {
    text = ""
    lines = 0
    take($3, $2)
    status = lines ? 0 : 1
    if ($4 != "-") take($5, $4)
    section(status, lines ? 0 : 1, lines, title)
    put((lines ? text : "cannot read " $3 "\n") "@@close " title)
}
function network(    i, all) {
    all = ""
    count = 0
    for (i = 2; i <= NF; i++) {
        text = ""
        lines = 0
        take("/sys/class/net/" $i "/statistics/rx_bytes", "first")
        take("/sys/class/net/" $i "/statistics/tx_bytes", "first")
        if (lines < 2) continue
        sub(/\n/, " ", text)
        all = all $i " " text
        count++
    }
    if (!count) { $0 = "@@file all /proc/net/dev - - netdev"; file("netdev"); return }
    section(0, 0, count, "netdev")
    put(all "@@close netdev")
}
# The kernel writes addresses in hexadecimal digits, IPv6 in full.
function decimal(digits,    i, value) {
    value = 0
    for (i = 1; i <= length(digits); i++) value = value * 16 + index("0123456789ABCDEF", substr(digits, i, 1)) - 1
    return value
}
function address(text,    i, n, host, port, group, start, longest, first) {
    port = decimal(substr(text, length(text) - 3))
    host = substr(text, 1, length(text) - 5)
    if (host !~ /^\[/) {
        return decimal(substr(host, 1, 2)) "." decimal(substr(host, 3, 2)) "." decimal(substr(host, 5, 2)) "." decimal(substr(host, 7)) ":" port
    }
    n = split(substr(host, 2, length(host) - 2), group, ":")
    longest = 1
    first = start = 0
    for (i = 1; i <= n + 1; i++) {
        if (i <= n) sub(/^0+/, "", group[i])
        if (i <= n && group[i] == "") { if (!start) start = i; group[i] = 0; continue }
        if (start && i - start > longest) { longest = i - start; first = start }
        start = 0
    }
    host = ""
    for (i = 1; i <= n; i++) {
        if (i == first) { host = host "::"; i += longest - 1 }
        else host = host (host == "" || host ~ /:$/ ? "" : ":") group[i]
    }
    return "[" host "]:" port
}
# Which service a line of the kernel is about, as the tool calls it.
function called(line, below,    word) {
    split(line, word, " ")
    if (word[1] != "FWM") return word[1] " " address(word[2])
    return "FWM " decimal(word[2]) (below ~ /\[/ || (below == "" && (("FWM " decimal(word[2]) " IPv6") in head) && !(("FWM " decimal(word[2])) in head)) ? " IPv6" : "")
}
# What the tool calls a service in its list, and what it says of it, is remembered: the kernel does not write all of that.
function listed(line,    word) {
    split(line, word, " ")
    if (word[1] !~ /^(TCP|UDP|SCTP|FWM)$/) return
    head[word[1] " " word[2] (word[1] == "FWM" && word[3] == "IPv6" ? " IPv6" : "")] = line
}
function remember(    i, n, line, below) {
    split("", raw)
    n = 0
    while ((getline line < kernel) > 0) all[++n] = line
    close(kernel)
    for (i = 1; i <= n; i++) if (all[i] ~ /^(TCP|UDP|SCTP|FWM) /) {
        below = i < n && all[i + 1] ~ /^ *-> / ? all[i + 1] : ""
        raw[called(all[i], below)] = all[i]
    }
}
function table(    i, n, line, word, service, seen, below, twice) {
    n = lines = twice = 0
    text = ""
    while ((getline line < kernel) > 0) all[++n] = line
    close(kernel)
    for (i = 1; i <= n; i++) {
        line = all[i]
        split(line, word, " ")
        if (word[1] ~ /^(TCP|UDP|SCTP|FWM)$/) {
            below = i < n && all[i + 1] ~ /^ *-> / ? all[i + 1] : ""
            service = called(line, below)
            # A table that is changed can show an entry twice.
            twice = service in seen
            seen[service] = 1
            if ((service in head) && raw[service] == line) line = head[service]
            else { sub(/^[A-Z]+ +[^ ]+ */, "", line); line = service " " line }
        } else if (word[1] == "->" && word[2] !~ /^Remote/) {
            line = sprintf("  -> %-28s %-7s %-6s %-10s %-10s", address(word[2]), word[3], word[4], word[5], word[6])
        }
        if (twice) continue
        text = text line "\n"
        lines++
    }
    section(lines ? 0 : 1, lines ? 0 : 1, lines, "ipvs-list")
    put((lines ? text : "cannot read " kernel "\n") "@@close ipvs-list")
}
passing > 0 { if (title == "ipvs-list") listed($0); put($0); if (--passing == 0) put("@@close " title); next }
speaking && $1 == "@@ran" && $2 == mark {
    speaking = 0
    title = rest(5)
    if (title == "ipvs-list") { split("", head); if (kernel != "") remember() }
    section($3, errors, $4, title)
    if (errors) put(said)
    passing = $4
    if (!passing) put("@@close " title)
    next
}
speaking { if ($0 != "") { said = said (errors++ ? "\n" : "") $0 }; next }
$1 == "@@run" { speaking = 1; errors = 0; said = ""; next }
$1 == "@@file" { file(rest(6)); next }
$1 == "@@network" { network(); next }
$1 == "@@table" { table(); next }
{ put($0) }
$1 == "@@end" { flush() }
END { flush() }'

# Which processes are called NAME or have the number START, and all that these have started: told by their stat files, which are the
# arguments.
hunter='
BEGIN {
    for (i = 1; i < ARGC; i++) {
        line = ""
        if ((getline line < ARGV[i]) > 0) {
            process = line + 0
            called = line
            sub(/^[0-9]+ \(/, "", called)
            split(called, part, /\) [A-Za-z] /)
            split(part[2], field, " ")
            parent[process] = field[1]
            if (part[1] == name || process == start) { found[process] = 1; first = first process "\n" }
        }
        close(ARGV[i])
    }
    for (more = 1; more;) {
        more = 0
        for (process in parent) if (!(process in found) && (parent[process] in found)) {
            found[process] = more = 1
            last = last process "\n"
        }
    }
    # Who asked the tools goes before them, and says nothing more.
    printf "%s%s", first, last
}'

# hunt NAME START: puts the numbers of the hunter's processes into $found.
hunt() {
    set +f
    for try in 1 2 3; do
        # A process can end while it is looked at.
        found=$($awk -v name="$1" -v start="$2" "$hunter" /proc/[0-9]*/stat 2>/dev/null) && break
    done
    set -f
}

# Of a connection that was cut without a word an agent is left, which waits, or hangs in a tool. The same console calls its next
# agent by the same name, which it made up itself.
succeed() {
    [ "$name" ] || return
    hunt "$name" 0
    [ "$found" ] && kill $found
    printf '%s' "$name" >/proc/$$/comm
} 2>/dev/null

# limited COMMAND...: what GNU's timeout does, for hosts without it. Others end the command, but not what it has started.
limited() {
    "$@" &
    limited=$!
    (
        trap 'kill $!; exit' TERM
        sleep "$limit" &
        # A host without sleep has no limit.
        wait $! || exit
        hunt '' $limited
        kill $found
        sleep 5 &
        wait $!
        kill -9 $found
    ) >/dev/null 2>&1 4>&- &
    wait $limited 2>/dev/null
    set -- $?
    kill $! 2>/dev/null
    return "$1"
}

# run COMMAND...: puts the lines that it prints into $output and its exit status into $status.
run() {
    echo @@run
    output=$($instead "$@" </dev/null 2>&4 4>&-)
    status=$?
}

# told NAME: the section of what was run.
told() {
    IFS=$newline
    set -- "$1" $output
    IFS=$blank
    title=$1
    shift
    # An error can have ended without a newline.
    printf '\n@@ran %s %s %s %s\n' "$mark" $status $# "$title"
    [ $# -eq 0 ] || printf '%s\n' "$@"
    sections=$((sections + 1))
}

# section NAME COMMAND...: what the command prints.
section() {
    section=$1
    shift
    instead=
    run "$@"
    told "$section"
}

# tool NAME COMMAND...: what a tool prints that needs root's rights. One that hangs is left alone for a while, longer each time, for
# what sudo started can be more than this user may end.
tool() {
    section=$1
    shift
    if [ "$now" -lt "$rest_until" ]; then
        echo @@run
        output=
        status=124
        printf '%s did not end within %s s; tools are asked again in %s s' "$hanging" "$limit" $((rest_until - now))
    else
        instead=$replace
        run $limiter $sudo "$@"
        case $status in
            124 | 137 | 143)
                status=124
                hanging=$1
                rest=$((rest * 2 + 30))
                [ $rest -le 3600 ] || rest=3600
                moment
                rest_until=$((now + rest))
                printf '\n%s did not end within %s s and was ended; tools are asked again in %s s' "$1" "$limit" $rest ;;
            0) rest=0 ;;
        esac
    fi
    told "$section"
}

# moment: puts the host's uptime in seconds into $now.
moment() {
    read -r now other </proc/uptime
    now=${now%.*}
}

# again SECONDS NAME: all sections of that name as before. SECONDS is when they were read, by the host's uptime.
again() {
    printf '@@again %s %s\n' $((now - $1)) "$2"
    sections=$((sections + 1))
}

# file NAME FILE KIND [FILE KIND]: a section of the lines of a file that matter, or of two.
file() {
    printf '@@file %s %s %s %s %s\n' "$3" "$2" "${5:--}" "${4:--}" "$1"
    sections=$((sections + 1))
}

# connect PROTOCOL ADDRESS PORT: tries to reach it for a second; fails with "unsuited" where this host has no means to know.
connect() {
    case $1:$connector in
        tcp:bash) timeout 1 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$2" "$3" ;;
        # Some wait on for the other end once they are connected.
        tcp:nc) $bounded nc -n -v -w 1 "$2" "$3" ;;
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
        0:* | *'Connected to '* | *') open'* | *succeeded*) echo "$1 open" ;;
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

# table: all listings; the rules first, for what is in them is what the console looks for in the others.
table() {
    tabled_at=$now
    tool ipvs-rules ipvsadm -Sn
    tabled=$status
    find_draining
    tool ipvs-list ipvsadm -Ln
    tabled=$tabled$status
    tool ipvs-stats ipvsadm -Ln --stats --exact
    tool ipvs-thresholds ipvsadm -Ln --thresholds
    tabled=$tabled$status
    tool ipvs-persistent ipvsadm -Ln --persistent-conn
    tabled=$tabled$status
    tool ipvs-daemon ipvsadm -Ln --daemon
    tool ipvs-timeout ipvsadm -Ln --timeout
    moment
    # A host on which this takes seconds is asked as seldom as the console allows, which takes nothing that is older than a minute.
    if [ $((now - tabled_at)) -ge 2 ]; then tabled_for=50; else tabled_for=30; fi
}

# find_draining: whether the rules have a persistent service with a quiesced destination: its templates are waited for.
find_draining() {
    draining=
    persistent=
    IFS=$newline
    for row in $output; do
        case $row in
            -A*' -p '*) persistent=yes ;;
            -A*) persistent= ;;
            -a*' -w 0' | -a*' -w 0 '*) [ "$persistent" ] && draining=yes ;;
        esac
    done
    IFS=$blank
}

# The whole table is asked for every 30 or 50 seconds, and when the console says so: it does when the list differs from the rules.
director() {
    file uptime /proc/uptime first
    file stat /proc/stat stat
    file meminfo /proc/meminfo meminfo
    if [ "$fresh" ] || [ $((now - tabled_at)) -ge $tabled_for ] || [ "$tabled" != 0000 ]; then
        table
    else
        if [ -r "$kernel_table" ]; then
            echo @@table
            sections=$((sections + 1))
        else
            tool ipvs-list ipvsadm -Ln
        fi
        tool ipvs-stats ipvsadm -Ln --stats --exact
        again $tabled_at ipvs-rules
        again $tabled_at ipvs-thresholds
        if [ "$draining" ]; then
            tool ipvs-persistent ipvsadm -Ln --persistent-conn
        else
            again $tabled_at ipvs-persistent
        fi
        again $tabled_at ipvs-daemon
        again $tabled_at ipvs-timeout
    fi
    if [ $# -gt 0 ]; then
        section probes probes "$@"
    else
        printf '@@section 0 0 0 0 probes\n@@close probes\n'
        sections=$((sections + 1))
    fi
}

# cgroup NAME PID: sets $path to the container's control group, below the mount point.
cgroup() {
    path=/lxc.payload.$1
    [ "$unified" ] && [ -e "/sys/fs/cgroup$path/cpu.stat" ] && return
    v1=
    path=
    while IFS= read -r line; do
        case $line in
            0::*) path=${line#0::} ;;
            *:*cpuacct*:*) v1=${line#*:*:} ;;
        esac
    done <"/proc/$2/cgroup"
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

# Asks for the list of containers, and for what follows from it.
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

# Reads configuration files for the addresses in them: sections, then how many, then the names of those that lxc-info must tell.
# Networks have numbers, which need not begin at 0; in the words of LXC 2.0 each "type" begins the next. One without a link to others
# has no address, whatever its lines say; an empty value takes back what was said before.
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

# Addresses come from configuration files, which seldom change. Those that may not be read here are asked for, some in each frame.
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

# What can be seen without asking: which containers have a control group, and whether their processes live.
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

# measure NAME PID PATH: the files of a running container.
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

# The list is asked for when something is seen to have changed, when it is old, and soon while something is in between.
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

# A login can have printed something that ends without a newline: so begin with one.
frame() {
    fresh=
    if [ "$1" = fresh ]; then
        fresh=yes
        shift
    fi
    moment
    count=$((count + 1))
    sections=0
    printf '\n@@frame %s %s\n' $count "$role"
    "$role" "$@"
    printf '@@end %s %s\n' $count $sections
}

speak() {
    exec 4>&1
    unified=
    [ -e /sys/fs/cgroup/cgroup.controllers ] && unified=yes
    folder=$(lxc-config lxc.lxcpath 2>/dev/null)
    folder=${folder:-/var/lib/lxc}
    rest=0
    rest_until=0
    tabled=
    tabled_at=0
    tabled_for=30
    draining=
    listed=
    listed_at=0
    patience=0
    seen_before=
    running=
    running_count=0
    names=
    names_before=
    addressed_at=0
    unasked=
    uplinks=
    frame fresh
    while read -r word words; do
        case $word in
            frame) frame $words ;;
            quit) return ;;
        esac
    done
}

agent() {
    case $role in
        director | server) ;;
        *) echo "the role must be director or server" >&2; exit 2 ;;
    esac
    if ! command -v "${awk%% *}" >/dev/null; then
        echo "awk: not found; install it (on Debian: apt install mawk)" >&2
        exit 127
    fi
    case $(timeout --version 2>&1) in
        *coreutils*) limiter="$(command -v timeout) -k 5 $limit" replace=exec ;;
        *) limiter=limited replace= ;;
    esac
    succeed
    [ -r "$kernel_table" ] || kernel_table=
    speak | $awk -v mark="$mark" -v kernel="$kernel_table" "$reader"
}

agent; exit 0
