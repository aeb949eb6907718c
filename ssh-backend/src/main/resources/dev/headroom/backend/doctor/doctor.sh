# headroom doctor 1
# Prints facts of this host for "headroom doctor". It changes nothing on the host and leaves no file there.
# usage: sh -s -- director|server root|sudo <this file
# One fact a line: WORD, a blank, the rest. "@doctor 1" begins, "@ready" ends; then each line "now" on standard input is answered by
# "@now SECONDS", this host's clock, and any other line or the end of standard input ends the script.
# Rules of this file: POSIX, the same in dash, bash and busybox. No here-documents and no temporary files. Of the files of health
# checkers it prints only the lines that it looks for, because others hold passwords.
set -f
LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH
role=$1
sudo=
[ "$2" = sudo ] && sudo='sudo -n'
loans=${HEADROOM_RUN:-/run/headroom}/loans
bounded=
command -v timeout >/dev/null && bounded='timeout 10'

fact() {
    printf '%s\n' "$*"
}

# prefixed WORD...: prints each line of standard input as a fact.
prefixed() {
    while IFS= read -r line || [ "$line" ]; do
        printf '%s %s\n' "$*" "$line"
    done
}

# Prints the kernel's settings for the network namespace of the shell that runs it, after the words that it is given.
settings='
for file in /proc/sys/net/ipv4/conf/*/arp_ignore /proc/sys/net/ipv4/conf/*/arp_announce /proc/sys/net/ipv4/conf/*/rp_filter \
    /proc/sys/net/ipv4/conf/*/forwarding /proc/sys/net/ipv6/conf/*/forwarding /proc/sys/net/ipv4/vs/*; do
    value=
    { read -r value <"$file"; } 2>/dev/null
    [ "$value" ] && printf "%s %s %s\n" "$*" "${file#/proc/sys/}" "$value"
done'

sysctls() {
    set +f
    eval "$settings"
    set -f
}

machine() {
    fact user "$(id -u)" "$(id -un 2>/dev/null)"
    fact kernel "$(uname -sr)"
    read -r boot </proc/sys/kernel/random/boot_id && fact boot "$boot"
    for tool in timeout bash nc ncat ip nsenter ipvsadm lxc-ls lxc-start flock at; do
        command -v "$tool" >/dev/null && fact tool "$tool"
    done
    command -v ip >/dev/null && ip -o addr show | prefixed address
    [ -r /proc/1/stat ] || fact hidden processes
    command -v timedatectl >/dev/null && fact synchronized "$($bounded timedatectl show -p NTPSynchronized --value)"
    while read -r module rest; do
        case $module in
            arptable_filter | arp_tables) fact module "$module" ;;
        esac
    done </proc/modules
} 2>/dev/null

# checkers: the processes that watch destinations and write the table.
checkers() {
    set +f
    set -- /proc/[0-9]*/comm
    set -f
    seen=
    for file; do
        name=
        read -r name <"$file"
        case $name in
            keepalived* | ldirectord*) ;;
            *) continue ;;
        esac
        name=${name%%[!a-z]*}
        process=${file#/proc/}
        case " $seen" in
            *" $name "*) continue ;;
        esac
        seen="$seen$name "
        fact checker "$name"
        [ "$name" = keepalived ] && keepalived "${process%%/*}"
        [ "$name" = ldirectord ] && ldirectord
    done
} 2>/dev/null

# keepalived PROCESS: the lines about virtual services in its configuration, with the files that this includes directly.
keepalived() {
    config=/etc/keepalived/keepalived.conf
    next=
    for word in $(tr '\0' '\n' <"/proc/$1/cmdline"); do
        [ "$next" ] && config=$word && next=
        case $word in
            -f | --use-file) next=yes ;;
            --use-file=*) config=${word#--use-file=} ;;
            -f?*) config=${word#-f} ;;
        esac
    done
    if [ ! -r "$config" ]; then
        fact unread keepalived "$config"
        return
    fi
    fact read keepalived "$config"
    relevant keepalived "$config"
    for included in $(sed -n 's/^[[:space:]]*include[a-z]*[[:space:]]\{1,\}\([^ #!]*\).*/\1/p' "$config"); do
        case $included in
            /*) ;;
            *) included=${config%/*}/$included ;;
        esac
        set +f
        set -- $included
        set -f
        for part; do
            if [ -r "$part" ]; then relevant keepalived "$part"
            # A pattern that no file has includes nothing.
            elif [ "$part" != "$included" ] || [ -e "$part" ] || [ ! -x "${part%/*}" ]; then fact unread keepalived "$part"
            fi
        done
    done
}

relevant() {
    sed -n \
        -e '/^[[:space:]]*\(virtual_server\|virtual_server_group\|real_server\|sorry_server\|inhibit_on_failure\|fwmark\)\([[:space:]{]\|$\)/p' \
        -e '/^[[:space:]]*[0-9a-fA-F.:-]\{1,\}[[:space:]]\{1,\}[0-9]\{1,\}[[:space:]]*$/p' "$2" | prefixed config "$1"
}

ldirectord() {
    for config in /etc/ha.d/ldirectord.cf /etc/ldirectord.cf /etc/ha.d/conf/ldirectord.cf; do
        [ -e "$config" ] || continue
        if [ -r "$config" ]; then
            fact read ldirectord "$config"
            sed -n '/^[[:space:]]*\(virtual6\{0,1\}\|quiescent\)[[:space:]]*=/p' "$config" | prefixed config ldirectord
        else
            fact unread ldirectord "$config"
        fi
    done
}

# Whether this user may write where the lease and the marks of loans are.
marks() {
    if [ -d "$loans" ]; then
        if [ -w "$loans" ] && [ -x "$loans" ]; then fact loans writable; else fact loans refused; fi
    else
        above=${loans%/*}
        while [ ! -e "$above" ] && [ "$above" ]; do
            above=${above%/*}
        done
        if [ -w "${above:-/}" ]; then fact loans possible; else fact loans refused; fi
    fi
}

# Whether logind ends what a login leaves running.
logins() {
    [ -d "${HEADROOM_SYSTEMD:-/run/systemd/system}" ] || return
    manager=$($bounded loginctl show-session --property=KillUserProcesses --property=KillExcludeUsers </dev/null)
    case $(id -u):$manager in
        0:*KillExcludeUsers=*root*) ;;
        *KillUserProcesses=yes*) fact logins end ;;
    esac
} 2>/dev/null

director() {
    marks
    logins
    checkers
    if lines=$($bounded $sudo ipvsadm -Ln --daemon 2>/dev/null </dev/null); then
        fact sync
        [ "$lines" ] && printf '%s\n' "$lines" | prefixed sync
    fi
}

server() {
    marks
    if [ -r /sys/fs/cgroup/cgroup.controllers ]; then
        read -r controllers </sys/fs/cgroup/cgroup.controllers
        fact controllers "$controllers"
    fi
    folder=${loans%/*}
    [ -e "$folder" ] || folder=/run
    df -Pk "$folder" 2>/dev/null | prefixed space
    command -v lxc-ls >/dev/null || return
    # As the agent lists them, for sudoers permits this command to the letter.
    $bounded $sudo lxc-ls -f -F name,state,autostart,pid,ipv4,ipv6 2>/dev/null </dev/null | while read -r name state autostart process rest; do
        [ "$name" != NAME ] || continue
        fact container "$name" "$autostart" "$process"
        case $process in
            '' | *[!0-9]*) continue ;;
        esac
        namespace "$name" "$process"
    done
}

# namespace NAME PROCESS: the addresses of a container, and as root its settings. Others may not enter its namespace.
namespace() {
    [ -r "/proc/$2/net/fib_trie" ] && fact namespace "$1" && grep -B 3 "host LOCAL" "/proc/$2/net/fib_trie" | prefixed trie "$1"
    [ "$(id -u)" = 0 ] && command -v nsenter >/dev/null || return
    nsenter -t "$2" -n ip -o addr show </dev/null | prefixed inside "$1" address
    nsenter -t "$2" -n sh -c "$settings" sh inside "$1" sysctl </dev/null
} 2>/dev/null

doctor() {
    fact @doctor 1
    machine
    sysctls sysctl
    case $role in
        director) director ;;
        server) server ;;
    esac
    fact @ready
    while read -r word; do
        [ "$word" = now ] || return 0
        fact @now "$(date +%s.%N)"
    done
}

doctor; exit 0
