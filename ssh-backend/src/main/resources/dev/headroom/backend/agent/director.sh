# The part of a director: its table (see decision 0065), and its probes.

begin_director() {
    tabled=
    tabled_at=0
    sync_at=0
    draining=
    programs='ipvsadm keepalived'
    for setting in backup_only cache_bypass conn_reuse_mode conntrack drop_entry drop_packet expire_nodest_conn expire_quiescent_template \
        run_estimation schedule_icmp secure_tcp sloppy_sctp sloppy_tcp sync_persist_mode sync_refresh_period sync_threshold; do
        settings="$settings /proc/sys/net/ipv4/vs/$setting"
    done
}

# connect PROTOCOL ADDRESS PORT: tries to connect for 1 s; fails with "unsuited" where this host has no tool for it.
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

# probe PROTOCOL:ADDRESS:PORT: prints the outcome. It prints known outcomes only: any other is unknown, not a failure.
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

# table: prints all listings; the rules first, for the console looks their entries up in the others.
table() {
    tabled_at=$now
    sync_at=$now
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
    section writers writers
}

# writers: prints who else may write the table: the health checkers that run, none where this user sees all processes and none runs, and
# who is logged in at a terminal.
writers() {
    set +f
    set -- "$files"/proc/[0-9]*/comm
    set -f
    checkers=
    if [ $# -le 4096 ] && [ -r "$files/proc/1/stat" ]; then
        checkers=none
        for file; do
            name=
            read -r name <"$file" || continue
            case $name in
                keepalived* | ldirectord*) ;;
                *) continue ;;
            esac
            name=${name%%[!a-z]*}
            case " $checkers " in
                *" $name "*) ;;
                *) checkers="${checkers#none} $name" ;;
            esac
        done
    fi
    [ -z "$checkers" ] || echo checkers $checkers
    output=$($limiter who)
    IFS=$newline
    set -- $output
    IFS=$blank
    for login in "$1" "$2" "$3" "$4"; do
        [ -z "$login" ] || echo "login $login"
    done
} 2>/dev/null

# find_draining: finds whether the rules have a persistent service with a quiesced destination, whose templates a drain waits for.
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

# permissions: prints what rights() tells of a director.
permissions() {
    bound
    [ "$sudo" ] || return 0
    entry='-t 127.0.0.1:1 -r 127.0.0.1:1'
    may timeout -k 2 10 ipvsadm -a $entry -g -w 1 -x 0 -y 0 && may timeout -k 2 10 ipvsadm -e $entry -g -w 0 -x 0 -y 0 &&
        may timeout -k 2 10 ipvsadm -d $entry
}

# The whole table is read every 5 min, and when the console asks for it: when the list differs from the rules, and before a command of
# its own. The list does not show thresholds, tunnels and timeouts; nor whether connections are copied from another director, which
# changes with a failover and is read every 50 s.
director() {
    file uptime /proc/uptime first
    file stat /proc/stat stat
    file meminfo /proc/meminfo meminfo
    if [ "$fresh" ] || [ $((now - tabled_at)) -ge 300 ] || [ "$tabled" != 0000 ]; then
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
        if [ $((now - sync_at)) -ge 50 ]; then
            sync_at=$now
            tool ipvs-daemon ipvsadm -Ln --daemon
        else
            again $sync_at ipvs-daemon
        fi
        again $tabled_at ipvs-timeout
        again $tabled_at writers
    fi
    rights
    seldom
    if [ $# -gt 0 ]; then
        section probes probes "$@"
    else
        printf '@@section 0 0 0 0 probes\n@@close probes\n'
        sections=$((sections + 1))
    fi
}
