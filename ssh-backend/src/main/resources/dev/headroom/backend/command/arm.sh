# Arms what a director does by itself when the master dies, then runs a command. See RevertCommands, and revert.sh for how this text is sent.
# Usage: sh -c THIS headroom FILE LEASE REVERT COMMAND...; FILE is that of the armed plan, LEASE number and holder of the lease, REVERT a
# command as one text for sh.
# The first line that it prints says whether it is armed, or why not; the command runs in either case.
file=${HEADROOM_RUN:-/run/headroom}/loans/$1; lease=$2; revert=$3; shift 3;
# logind may end what a login leaves running, and then only at lasts.
ends=no;
if [ -d "${HEADROOM_SYSTEMD:-/run/systemd/system}" ]; then
    logind=$(timeout 5 loginctl show-session --property=KillUserProcesses --property=KillExcludeUsers 2>/dev/null);
    case $logind in *KillUserProcesses=yes*) ends=yes ;; esac;
    case $(id -u):$logind in 0:*KillExcludeUsers=*root*) ends=no ;; esac;
fi;
if [ "$ends" = no ]; then
    said=$(
        if command -v setsid >/dev/null; then setsid sh -c "exec $revert" </dev/null 2>/dev/null &
        else (trap "" HUP; eval "exec $revert") </dev/null 2>/dev/null & fi);
elif command -v at >/dev/null; then
    said="at did not begin it within 5 s";
    if echo "exec $revert >/dev/null" | at now 2>/dev/null; then
        for try in 1 2 3 4 5; do
            title=; version=; number=; holder=;
            read -r title version number holder rest 2>/dev/null <"$file";
            if [ "$number $holder" = "$lease" ]; then said=armed; break; fi;
            sleep 1;
        done;
    fi;
else
    said="systemd-logind ends there what a login leaves running (KillUserProcesses=yes), and at is not installed";
fi;
echo "headroom: ${said:-it did not begin}";
exec "$@"
