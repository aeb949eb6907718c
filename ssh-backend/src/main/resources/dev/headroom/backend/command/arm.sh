# Arms what a director does by itself when the master dies, then runs a command. See RevertCommands, and revert.sh for how this text is sent.
# Usage: sh -c THIS headroom FILE LEASE REVERT COMMAND...; FILE is that of the armed plan, LEASE number and holder of the lease, REVERT a
# command as one text for sh.
# The first line that it prints says whether it is armed, or why not; the command runs in either case, but never later than 8 s after this
# began: the master may have undone its plan by then. What takes longer is given up before, and ends without being armed (see revert.sh).
clock=${HEADROOM_CLOCK:-/proc/uptime};
begun=; read -r begun rest <"$clock"; begun=${begun%.*}; begun=${begun:-0};
file=${HEADROOM_RUN:-/run/headroom}/loans/$1; lease=$2; revert="begun=$begun; export begun; exec $3"; shift 3;
# logind may end what a login leaves running, and then only at lasts.
ends=no;
if [ -d "${HEADROOM_SYSTEMD:-/run/systemd/system}" ]; then
    logind=$(timeout -k 1 2 loginctl show-session --property=KillUserProcesses --property=KillExcludeUsers 2>/dev/null);
    case $logind in *KillUserProcesses=yes*) ends=yes ;; esac;
    case $(id -u):$logind in 0:*KillExcludeUsers=*root*) ends=no ;; esac;
fi;
said=;
if [ "$ends" = no ]; then
    said=$({
        if command -v setsid >/dev/null; then setsid sh -c "$revert" </dev/null 2>/dev/null &
        else (trap "" HUP; eval "$revert") </dev/null 2>/dev/null & fi;
    } | timeout -k 1 4 head -n 1);
elif command -v at >/dev/null; then
    if printf "%s\n" "$revert >/dev/null" | timeout -k 1 2 at now 2>/dev/null; then
        for try in 1 2 3 4; do
            title=; version=; number=; holder=;
            read -r title version number holder rest 2>/dev/null <"$file";
            if [ "$number $holder" = "$lease" ]; then said=armed; break; fi;
            sleep 1;
        done;
    fi;
else
    said="systemd-logind ends there what a login leaves running (KillUserProcesses=yes), and at is not installed";
fi;
echo "headroom: ${said:-it was not ready within 4 s}";
now=; read -r now rest <"$clock"; passed=$((${now%.*} - begun));
if [ "$passed" -lt 0 ] || [ "$passed" -gt 7 ]; then
    echo "headroom: nothing was done, for $passed s passed before the command could begin" >&2;
    exit 126;
fi;
exec "$@"
