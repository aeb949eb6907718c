# headroom agent 2
# Prints the readings that Headroom needs of this host, as frames. It changes nothing on the host and leaves no file there but the lease of the
# master that asks.
# usage: sh -s -- director|server root|sudo [SECONDS [NAME]] <this file
# SECONDS is how long a tool may run. NAME is the name of this agent; it first ends an earlier agent of that name.
# It prints the first frame unasked; then one for each line "frame [fresh|whole] [LEASE [ORDER]] [PROTOCOL:ADDRESS:PORT ...]" on standard input,
# where LEASE is "look|keep|leave CLUSTER EPOCH HOLDER", "end CLUSTER EPOCH HOLDER FILE,..." or "take CLUSTER EPOCH HOLDER TERM fair|force WHO" (the
# lease of the masters, see lease()), ORDER is "order CLUSTER NUMBER AUTHOR halt|resume BY" or "noted CLUSTER NUMBER AUTHOR HOLDER NOTE" (see
# order() and noted()), and "fresh" means that no value may be older than the question, save what comes from configuration files, and "whole" that nothing is
# repeated at all; "quit" or the end of standard input ends it.
#
# A frame:
#   @@frame NUMBER ROLE
#   @@section STATUS AGE ERRORS LINES NAME [ARGUMENT]
#   ... ERRORS lines of standard error, then LINES lines of standard output; empty lines are left out
#   @@close NAME [ARGUMENT]
#   @@again AGE NAME
#   ... more sections and more again lines
#   @@end NUMBER SECTIONS
# STATUS is the exit status of the tool, AGE the seconds since it ran. "again" stands for all sections of that name in the frame before.
# The agent counts lines before it sends them, so whatever a line holds is text; a frame whose counts do not fit was cut off and is
# rejected. SECTIONS is the number of "section" and "again" lines.
#
# Rules of this file: POSIX, the same in dash, bash and busybox. No here-documents and no temporary files, for a folder can be full.
# Forks cost a host most, and reading a file character by character, as some shells do. So an awk at the end of a pipe reads the files
# and counts lines: the shell sends it the files' names ("@@file"), and the output of tools ("@@run", "@@ran"). The kernel's own list of
# the table ("@@table") is such a file: it needs no tool, and awk prints it in the tool's layout.
# A file that some kernels have and refuse to read (of pressure, of the speed of a network) is the shell's to try: some awks end over that.
# A new section: "section NAME COMMAND...", "tool NAME COMMAND..." for a command that needs the rights of root, or "file NAME FILE KIND", in
# director() of director.sh or server() of server.sh. Its name is a SectionKind.
# AgentScript inserts the part of the role below: director.sh, or server.sh and the script of the server's container runtime.

# Unquoted words are split, but never expanded to names of files.
set -f
LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH
role=$1
loans=${HEADROOM_RUN:-/run/headroom}/loans
kernel_table=${HEADROOM_TABLE:-/proc/net/ip_vs}
clock=${HEADROOM_CLOCK:-/proc/uptime}
# Before the paths of what is read for the sections strain, uplink and facts: tests have files of other kernels.
files=${HEADROOM_FILES:-}
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

# Passes on the lines of the shell, reads the files, counts the errors of tools.
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
# Lines of a file after the name of what they tell of, and before them where they are from. What cannot be read is left out.
function quote(path, name, wanted,    line, told) {
    path = files path
    while ((getline line < path) > 0) {
        if (line !~ wanted) continue
        if (!told++) { text = text "from " substr(path, length(files) + 1) "\n"; lines++ }
        text = text name line "\n"
        lines++
    }
    close(path)
}
# The counters of a network of which one is increased when a queue of connections to accept is full. Kernels have them in different columns.
function queues(path,    line, title, word, i, n) {
    while ((getline line < (files path)) > 0) {
        if (line !~ /^TcpExt:/) continue
        n = split(line, title, " ")
        if ((getline line < (files path)) > 0 && split(line, word, " ") == n) {
            text = text "from " path "\n"
            lines++
            for (i = 2; i <= n; i++) if (title[i] ~ /^Listen(Overflows|Drops)$/) {
                text = text title[i] " " word[i] "\n"
                lines++
            }
        }
        break
    }
    close(files path)
}
# What shows that a host, or a container (its name, where its CPU time is limited, where its pressure is, its network), gets less than it
# asks for.
function strain(    suffix, line) {
    text = ""
    lines = 0
    suffix = $2 == "-" ? "" : ".pressure"
    if ((getline line < (files "/proc/uptime")) > 0) { text = "uptime " line "\n"; lines++ }
    close(files "/proc/uptime")
    if ($3 != "-") quote($3 "/cpu.stat", "", "^(nr_periods|nr_throttled|throttled_)")
    if ($4 != "-") {
        quote($4 "/cpu" suffix, "cpu ", "")
        quote($4 "/memory" suffix, "memory ", "")
        quote($4 "/io" suffix, "io ", "")
    }
    if ($5 != "-") queues($5 "/netstat")
    if ($2 == "-") section(0, 0, lines, "strain")
    else section(0, 0, lines, "strain " $2)
    put(text "@@close strain" ($2 == "-" ? "" : " " $2))
}
# What seldom changes, each after the path of its file.
function facts(    i, line) {
    text = ""
    lines = 0
    for (i = 2; i <= NF; i++) {
        if ((getline line < (files $i)) > 0) { text = text $i " " line "\n"; lines++ }
        close(files $i)
    }
    section(0, 0, lines, "facts")
    put(text "@@close facts")
}
# What a process and the tools that it has waited for have used of the CPU, in ticks; empty where its host does not tell.
function ticks(process,    line, word) {
    line = ""
    getline line < ("/proc/" process "/stat")
    close("/proc/" process "/stat")
    return sub(/^.*\) /, "", line) && split(line, word, " ") > 14 ? word[12] + word[13] + word[14] + word[15] : ""
}
# What this agent itself has used: its shell, which says its number, and this program.
function account(    line, shell, own) {
    shell = ticks($2)
    own = ticks("self")
    if ((getline line < (files "/proc/uptime")) > 0 && shell != "" && own != "") {
        sub(/ .*/, "", line)
        section(0, 0, 1, "agent")
        put(sprintf("%s %s %s %.0f", line, $3, $2, shell + own))
    } else section(0, 0, 0, "agent")
    close(files "/proc/uptime")
    put("@@close agent")
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
# Which service a line of the kernel is about, as the tool calls it. Of a firewall mark it does not say whether that is of IPv6: where
# the tool has listed only one of both it is that one, for servers of IPv6 services can have IPv4 addresses; else its first server tells.
function called(line, below,    word, four, six) {
    split(line, word, " ")
    if (word[1] != "FWM") return word[1] " " address(word[2])
    four = "FWM " decimal(word[2])
    six = four " IPv6"
    if ((six in head) != (four in head)) return (six in head) ? six : four
    return below ~ /\[/ ? six : four
}
# What the tool calls a service in its list, and what it says of it, is remembered: the kernel does not write all of that.
function listed(line,    word) {
    split(line, word, " ")
    if (word[1] !~ /^(TCP|UDP|SCTP|FWM)$/) return
    head[word[1] " " word[2] (word[1] == "FWM" && word[3] == "IPv6" ? " IPv6" : "")] = line
}
# Whether a line of the kernel says what the tool says of a service: the scheduler, and how long it is persistent, which the kernel
# counts in its own ticks. The table can have been changed between both.
function fits(line, told,    word, other, i) {
    split(line, word, " ")
    split(told, other, " ")
    i = other[3] == "IPv6" ? 4 : 3
    if (word[3] != other[i]) return 0
    line = sub(/.* persistent /, "", line) ? line + 0 : 0
    told = sub(/.* persistent /, "", told) ? told + 0 : 0
    return line == told || (told && line / told ~ /^(100|128|250|256|300|1000|1024)$/)
}
function remember(    i, n, line, below) {
    n = 0
    while ((getline line < kernel) > 0) all[++n] = line
    close(kernel)
    for (i = 1; i <= n; i++) if (all[i] ~ /^(TCP|UDP|SCTP|FWM) /) {
        below = i < n && all[i + 1] ~ /^ *-> / ? all[i + 1] : ""
        line = called(all[i], below)
        if ((line in head) && fits(all[i], head[line])) raw[line] = all[i]
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
            if ((service in raw) && raw[service] == line) line = head[service]
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
passing > 0 {
    if (title == "ipvs-list") listed($0)
    put($0)
    if (--passing) next
    put("@@close " title)
    if (title == "ipvs-list" && kernel != "") remember()
    next
}
speaking && $1 == "@@ran" && $2 == mark {
    speaking = 0
    title = rest(5)
    if (title == "ipvs-list") { split("", head); split("", raw) }
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
$1 == "@@strain" { strain(); next }
$1 == "@@facts" { facts(); next }
$1 == "@@account" { account(); next }
$1 == "@@table" { table(); next }
{ put($0) }
$1 == "@@end" { flush() }
END { flush() }'

# Finds the processes called NAME or with the number START, and all that these have started, by their stat files, which are the
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

# After a connection that was cut, an agent may be left that waits, or hangs in a tool. The same console gives its next agent the same
# random name.
succeed() {
    [ "$name" ] || return
    hunt "$name" 0
    [ "$found" ] && kill $found
    printf '%s' "$name" >/proc/$$/comm
} 2>/dev/null

# limited COMMAND...: does the work of GNU's timeout, for hosts without it. Other versions end the command, but not its children.
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

# told NAME: prints the section of the command that was run.
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

# section NAME COMMAND...: prints the section of a command's output.
section() {
    section=$1
    shift
    instead=
    run "$@"
    told "$section"
}

# tool NAME COMMAND...: prints the section of a tool that needs the rights of root. A tool that hangs is not run again for a while, longer
# each time, since this user may not be able to end the processes that sudo started.
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
    read -r now other <"$clock"
    now=${now%.*}
}

# again SECONDS NAME: repeats all sections of that name. SECONDS is the host's uptime when they were read.
again() {
    printf '@@again %s %s\n' $((now - $1)) "$2"
    sections=$((sections + 1))
}

# may COMMAND...: tells whether this user may run the command as root. Words of sudo are no answer, save its warning about its host's name.
may() {
    said=$($limiter $sudo -l "$@" 2>&1)
    case $?:$said in
        # sudo-rs does not take the lines for an older sudo, and so permits nothing by them.
        1:*': wildcards are not allowed in command arguments'*) echo "refused $*"; return 1 ;;
        *"$newline"*) return 1 ;;
        0:?*) echo "granted $*" ;;
        1:*': timeout: command not found') echo missing; return 1 ;;
        1: | 1:'sudo: unable to resolve host '*) echo "refused $*"; return 1 ;;
        *) return 1 ;;
    esac
}

# bound: tells what keeps this host from ending a command that hangs as the console asks for it: nothing, in the best case.
bound() {
    if ! command -v timeout >/dev/null; then echo missing
    elif [ "$limiter" = limited ]; then
        case $(timeout -k 2 10 true 2>&1) in
            *'invalid option'* | *'unrecognized option'* | *Usage:*) echo unbounded ;;
        esac
    fi
}

# rights: prints whether commands that change this host can run here. An operator can change sudoers, so it asks again after 10 min, and
# every minute while a right lacks. permissions() of the role asks sudo for each form of command that the console sends.
rights() {
    if [ "$permitted" ] && [ $((now - permitted_at)) -lt "$permitted" ]; then
        again $permitted_at rights
        return
    fi
    permitted_at=$now
    permitted=60
    section rights permissions
    case $output in
        *refused* | *missing* | *unbounded*) ;;
        *) permitted=600 ;;
    esac
}

# file NAME FILE KIND [FILE KIND]: prints a section with the lines of one or two files that Headroom needs.
file() {
    printf '@@file %s %s %s %s %s\n' "$3" "$2" "${5:--}" "${4:--}" "$1"
    sections=$((sections + 1))
}

# Seldom changes: read when the agent begins, when the console asks for a whole frame, and, what costs no process, every 10 min.
seldom() {
    if [ "$versioned_at" ]; then
        again $versioned_at versions
    else
        versioned_at=$now
        section versions versions
    fi
    if [ "$facts_at" ] && [ $((now - facts_at)) -lt 600 ]; then
        again $facts_at facts
    else
        facts_at=$now
        echo @@facts /proc/sys/kernel/osrelease $settings
        sections=$((sections + 1))
    fi
}

# account: prints what this agent has used of the CPU, by which the console asks a host less often where that is much: every 10 s, for the
# kernel counts in ticks of 10 ms.
account() {
    if [ -z "$fresh" ] && [ "$accounted_at" ] && [ $((now - accounted_at)) -lt 10 ]; then
        again $accounted_at agent
        return
    fi
    accounted_at=$now
    echo "@@account $self $count"
    sections=$((sections + 1))
}

# versions: prints what each program of $programs says that it is, in the first line.
versions() {
    for program in $programs; do
        command -v "$program" >/dev/null || continue
        said=$($limiter "$program" --version 2>&1 </dev/null) && echo "$program ${said%%"$newline"*}"
    done
}

# number WORD: whether it is a whole number that the shell can compute with.
number() {
    case $1 in '' | *[!0-9]* | 0?* | ????????????*) return 1 ;; esac
}

# read_lease CLUSTER: finds who holds the lease of the cluster on this host: $epoch (0: nobody), $holder, the seconds $term in which it must be
# renewed, the uptime $taken, $who; and $idle, the seconds since it was renewed, "-" if its holder has left it.
read_lease() {
    title= version= epoch= holder= term= taken= who= renewed= idle=-
    [ -r "$loans/.lease.$1" ] && read -r title version epoch holder term taken who <"$loans/.lease.$1"
    case $holder in *[!A-Za-z0-9._-]*) holder= ;; esac
    if [ "$title $version" = 'headroom-lease 1' ] && [ "$holder" ] && number "$epoch" && number "$term" && number "$taken"; then
        [ -r "$loans/.renewed.$1.$holder" ] && read -r renewed <"$loans/.renewed.$1.$holder"
        number "$renewed" && idle=$((now - renewed))
    else
        epoch=0
    fi
}

# unwritten FILE: prints why FILE cannot be written, by the words of the kernel.
unwritten() {
    case $({ mkdir -p "$loans"; true >>"$1"; } 2>&1) in
        *'ead-only file system'*) echo "$loans is on a file system that is mounted read-only, and cannot be written" ;;
        *'o space left'*) echo "$loans is on a file system that is full, and cannot be written" ;;
        *) echo "$loans cannot be written" ;;
    esac
}

# find_armed CLUSTER: puts lines into $plans: "armed PLAN" for each plan of which this host takes its part back when the holder of the lease dies
# (a process keeps the plan's file locked while it waits, see revert.sh), "reverted PLAN HOLDER" where it has done so. read_lease must have
# been called. It starts no process where there is none of these files.
find_armed() {
    plans=
    set +f
    for plan in "$loans/.armed.$1.P"* "$loans/.reverted.$1.P"*; do
        [ -e "$plan" ] || continue
        number=${plan##*.}
        case $plan in
            "$loans/.armed.$1.$number")
                flock -n "$plan" true
                case $? in
                    0) rm -f "$plan" ;;
                    1)
                        read -r title version held by words <"$plan"
                        [ "$held $by" != "$epoch $holder" ] || plans="${plans}armed $number$newline" ;;
                esac ;;
            "$loans/.reverted.$1.$number")
                read -r title version held by words <"$plan" && plans="${plans}reverted $number $by$newline" ;;
        esac
    done
    set -f
} 2>/dev/null

# is_armed CLUSTER: whether this host is to take its part of a plan back.
is_armed() {
    find_armed "$1"
    case $plans in *'armed P'*) ;; *) false ;; esac
}

# take CLUSTER EPOCH HOLDER TERM fair|force WHO: takes the lease, unless another master keeps it renewed ("force" does not mind), or took it
# under a greater number. It prints why not.
take() {
    file=$loans/.lease.$1
    [ -d "$loans" ] || mkdir -p "$loans"
    true >>"$file" || { unwritten "$file"; return; }
    exec 8<"$file"
    command -v flock >/dev/null && { flock -n 8 || { echo 'a command of its holder still runs'; return; }; }
    read_lease "$1"
    if [ "$title $version" != 'headroom-lease 1' ] && [ "$title" = headroom-lease ]; then
        echo "another version of Headroom keeps it in a way that this one does not know (see $file)"
    elif [ "$epoch" -gt "$2" ]; then
        echo 'another master took it under a greater number'
    elif [ "$epoch" != 0 ] && [ "${holder%.*}" != "${3%.*}" ] && [ $5 != force ] && [ "$idle" != - ] && [ "$idle" -le "$term" ]; then
        echo 'its holder renews it'
    elif [ "$epoch" != 0 ] && [ "${holder%.*}" != "${3%.*}" ] && [ $5 != force ] && [ "$idle" != - ] && is_armed "$1"; then
        echo 'this host is about to take back what its holder left half done'
    elif echo "$now" >"$loans/.renewed.$1.$3" && echo "headroom-lease 1 $2 $3 $4 $now $6" >"$file"; then
        [ "$epoch" = 0 ] || [ "$holder" = "$3" ] || rm -f "$loans/.renewed.$1.$holder"
    else
        unwritten "$loans/.renewed.$1.$3"
    fi
} 2>/dev/null

# renew CLUSTER HOLDER [KIND.PLAN,...]: renews the lease, and removes files of plans, by which what was armed for them ends. It fails while
# this host takes a plan back: the next reading is the first that shows all of that.
renew() {
    set +f
    set -- "$1" "$2" "$3" "$loans/.armed.$1."*
    set -f
    [ -e "$4" ] || [ "$3" ] || { echo "$now" >"$loans/.renewed.$1.$2"; return; }
    (
        exec 8<"$loans/.lease.$1"
        ! command -v flock >/dev/null || flock -s -n 8 || exit 1
        IFS=,
        for plan in $3; do
            case $plan in
                */*) ;;
                armed.P* | reverted.P*) rm -f "$loans/.${plan%%.*}.$1.${plan#*.}" ;;
            esac
        done
        echo "$now" >"$loans/.renewed.$1.$2"
    )
} 2>/dev/null

# lease look|keep|take|leave|end CLUSTER EPOCH HOLDER [TERM HOW WHO, or FILE,...]: tells who holds the lease, after it was taken, kept or left, and
# what is armed; "end" keeps it and ends what is armed.
lease() {
    refused=
    file=$loans/.lease.$2
    [ "$1" = take ] && refused=$(shift; take "$@")
    read_lease "$2"
    if [ "$epoch $holder" = "$3 $4" ]; then
        case $1 in
            keep | end) renew "$2" "$4" "$5" && idle=0 ;;
            leave) rm -f "$loans/.renewed.$2.$4"; idle=- ;;
        esac
    fi
    echo @@run
    status=0
    output=
    [ "$epoch" = 0 ] || output="held $epoch $holder $term $((now - taken)) $idle $who"
    [ -z "$refused" ] || output="$output${newline}refused $refused"
    tell_orders "$2"
    find_armed "$2"
    output=$output$newline$plans
    told lease
}

# read_order CLUSTER: finds the newest order of an operator to whichever master holds the lease: $ordered (its number; 0: there is none),
# $author, $verb, $by.
read_order() {
    title= version= ordered= author= verb= by=
    [ -r "$loans/.order.$1" ] && read -r title version ordered author verb by <"$loans/.order.$1"
    case $author in *[!A-Za-z0-9._-]*) author= ;; esac
    [ "$title $version" = 'headroom-order 1' ] && [ "$author" ] && number "$ordered" || ordered=0
}

# order CLUSTER NUMBER AUTHOR halt|resume BY: keeps an order, unless one of the same or a greater number is there.
order() {
    file=$loans/.order.$1
    [ -d "$loans" ] || mkdir -p "$loans"
    true >>"$file" || return
    exec 8<"$file"
    command -v flock >/dev/null && { flock -n 8 || return; }
    read_order "$1"
    [ "$title" = headroom-order ] && [ "$version" != 1 ] && return
    [ "$ordered" -ge "$2" ] || echo "headroom-order 1 $2 $3 $4 $5" >"$file"
} 2>/dev/null

# noted CLUSTER NUMBER AUTHOR HOLDER NOTE: keeps what the holder of the lease did about an order. No other master is believed.
noted() {
    read_lease "$1"
    [ "$holder" = "$4" ] && echo "headroom-noted 1 $2 $3 $4 $5" >"$loans/.noted.$1"
} 2>/dev/null

# tell_orders CLUSTER: adds to $output the newest order, and who took note of which.
tell_orders() {
    read_order "$1"
    [ "$ordered" = 0 ] || output="$output${newline}order $ordered $author $verb $by"
    [ -r "$loans/.noted.$1" ] && read -r title version other <"$loans/.noted.$1" &&
        [ "$title $version" = 'headroom-noted 1' ] && output="$output${newline}noted $other"
}

# forget_addresses: has the addresses of containers read again; a server's runtime overrides it.
forget_addresses() { :; }

# @part

# A login may have printed text without a newline at its end, so begin with one.
frame() {
    fresh=
    case $1 in
        fresh) fresh=yes; shift ;;
        whole) fresh=yes; permitted=; versioned_at=; facts_at=; forget_addresses; shift ;;
    esac
    moment
    count=$((count + 1))
    sections=0
    printf '\n@@frame %s %s\n' $count "$role"
    asked=
    case $1 in
        look | keep | leave) asked="$1 $2 $3 $4"; shift 4 ;;
        end) asked="$1 $2 $3 $4 $5"; shift 5 ;;
        take) asked="$1 $2 $3 $4 $5 $6 $7"; shift 7 ;;
    esac
    case $1 in
        # In a shell of its own, with which the lock ends.
        order) (shift; order "$@"); shift 6 ;;
        noted) noted "$2" "$3" "$4" "$5" "$6"; shift 6 ;;
    esac
    [ -z "$asked" ] || lease $asked
    "$role" "$@"
    account
    printf '@@end %s %s\n' $count $sections
}

speak() {
    exec 4>&1
    rest=0
    rest_until=0
    permitted=
    versioned_at=
    facts_at=
    settings=
    accounted_at=
    # This shell is a part of a pipe: $$ is the number of the one that waits for it.
    self=-
    { read -r self other </proc/self/stat; } 2>/dev/null
    "begin_$role"
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
    speak | $awk -v mark="$mark" -v kernel="$kernel_table" -v files="$files" "$reader"
}

agent; exit 0
