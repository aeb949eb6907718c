#!/bin/sh
# Measures what a frame of the agent costs a host: processes started and CPU time of the agent and its tools, mean of steady frames.
# usage: agent-cost.sh [FRAMES]   (root: it counts processes in a PID namespace of its own)
# The tools are stand-ins, so the CPU time of a director holds that of a shell instead of ipvsadm. See decision 0104.
set -eu
frames=${1:-50}
root=$(cd "$(dirname "$0")/../../.." && pwd)
resources=$root/src/main/resources/dev/headroom/backend
[ "$(id -u)" = 0 ] || { echo "agent-cost.sh: root is needed" >&2; exit 2; }
if [ "${AGENT_COST_INSIDE:-}" != yes ]; then
    echo "| frame of a | shell | processes | CPU time (ms) |"
    echo "|---|---|---|---|"
    for role in server director; do
        for shell in dash 'busybox ash' bash; do
            command -v "${shell%% *}" >/dev/null || continue
            AGENT_COST_INSIDE=yes ROLE=$role AGENT_SHELL=$shell unshare --fork --pid --mount-proc sh "$0" "$frames"
        done
    done
    exit
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
tool() { printf '#!/bin/dash\n%s\n' "$2" >"$work/bin/$1"; chmod +x "$work/bin/$1"; }
if [ "$ROLE" = server ]; then
    part="cat $resources/runtime/lxc/lxc.sh $resources/agent/server.sh"
    {
        echo 'NAME  STATE   AUTOSTART PID IPV4 IPV6'
        for i in 1 2 3 4 5; do
            sleep 100000 & echo "web-$i RUNNING 1 $! 10.0.3.$i -"
            mkdir -p "$work/lxc/web-$i"
            printf 'lxc.net.0.type = veth\nlxc.net.0.ipv4.address = 10.0.3.%s/24\n' $i >"$work/lxc/web-$i/config"
        done
    } >"$work/listing"
    tool lxc-ls "cat $work/listing"
    tool lxc-config "echo $work/lxc"
else
    part="cat $resources/agent/director.sh"
    awk -v folder="$work" 'BEGIN {
        print "IP Virtual Server version 1.2.1 (size=4096)" >(folder "/ip_vs")
        print "Prot LocalAddress:Port Scheduler Flags" >(folder "/ip_vs")
        print "  -> RemoteAddress:Port Forward Weight ActiveConn InActConn" >(folder "/ip_vs")
        for (i = 1; i <= 50; i++) {
            printf "TCP  0A6300%02X:0050 wrr \n", i >(folder "/ip_vs")
            printf "-A -t 10.99.0.%d:80 -s wrr\n", i >(folder "/Sn")
            printf "TCP  10.99.0.%d:80 wrr\n", i >(folder "/Ln")
            printf "TCP  10.99.0.%d:80 1 1 1 1 1\n", i >(folder "/stats")
            for (j = 1; j <= 5; j++) {
                printf "  -> 0A6301%02X:0050      Route   100    1          1\n", j >(folder "/ip_vs")
                printf "-a -t 10.99.0.%d:80 -r 10.99.1.%d:80 -g -w 100\n", i, j >(folder "/Sn")
                printf "  -> 10.99.1.%d:80      Route   100    1          1\n", j >(folder "/Ln")
                printf "  -> 10.99.1.%d:80 1 1 1 1 1\n", j >(folder "/stats")
            }
        }
    }'
    tool ipvsadm "case \$* in -Sn) exec cat $work/Sn ;; *stats*) exec cat $work/stats ;; *) exec cat $work/Ln ;; esac"
fi
$part >"$work/part"
awk -v part="$work/part" '$0 == "# @part" { while ((getline line < part) > 0) print line; next } { print }' "$resources/agent/agent.sh" >"$work/agent"
mkfifo "$work/in" "$work/out"
PATH=$work/bin:$PATH HEADROOM_TABLE=$work/ip_vs $AGENT_SHELL -s -- "$ROLE" root 30 <"$work/in" >"$work/out" &
agent=$!
exec 5>"$work/in" 6<"$work/out"
cat "$work/agent" >&5
# frame: reads one frame and tells nothing
frame() { sed '/^@@end /q' <"$work/out" >/dev/null; }
# spent: the ticks of all processes of this namespace that are the agent's or that it has waited for, and the last process number
spent() {
    awk -v agent=$agent 'BEGIN {
        for (i = 1; i < ARGC; i++) if ((getline line < ARGV[i]) > 0) {
            sub(/^[0-9]+ \(.*\) /, "", line); n = split(line, f, " ")
            id = ARGV[i]; gsub(/[^0-9]/, "", id); parent[id] = f[2]; ticks[id] = f[12] + f[13] + f[14] + f[15]
        }
        ours[agent] = 1
        for (more = 1; more;) { more = 0; for (id in parent) if (!(id in ours) && (parent[id] in ours)) { ours[id] = 1; more = 1 } }
        for (id in ours) sum += ticks[id]
        print sum
    }' /proc/[0-9]*/stat
}
for i in 1 2 3; do frame; [ $i = 3 ] || echo frame >&5; done
read -r _ _ _ _ before </proc/loadavg
ticks=$(spent)
i=0; while [ $i -lt "$frames" ]; do echo frame >&5; frame; i=$((i + 1)); done
more=$(spent)
read -r _ _ _ _ after </proc/loadavg
# one sed for each frame, and $(spent) twice with two processes each
awk -v role="$ROLE" -v shell="$AGENT_SHELL" -v n="$frames" -v p="$((after - before))" -v t="$((more - ticks))" -v hz="$(getconf CLK_TCK)" \
    'BEGIN { printf "| %s | %s | %.1f | %.1f |\n", role, shell, (p - n - 4) / n, t * 1000 / hz / n }'
echo quit >&5
