# What a director does by itself when the master of a half-done plan has died: it takes its own part of the plan back. See RevertCommands.
# A remote command is one line: RevertCommands leaves out what begins with #, and joins the other lines by blanks. So each statement ends
# with a semicolon, or as the shell lets it. POSIX, the same in dash, bash and busybox; it runs as the login user.
# Usage: sh -c THIS headroom CLUSTER EPOCH HOLDER PLAN LOOKS LISTING...; changes(), a function of calls of back and out, stands before it.
# LOOKS are how often the lease must be seen to have run out, one after the other; LISTING prints the table.
# $begun is the uptime, in whole seconds, when the arming began: a plan's command waits no longer than 4 s for it, and what is not armed by then
# never is. It prints "armed", or why it is not armed, and closes its output; then it waits. Tests set HEADROOM_RUN, _CLOCK, _PAUSE and _LOOKS.
set -f; cd /;
LC_ALL=C; PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; export LC_ALL PATH;
exec 2>/dev/null;
cluster=$1; epoch=$2; holder=$3; plan=$4; looks=${HEADROOM_LOOKS:-$5}; shift 5; listing=$*;
pause=${HEADROOM_PAUSE:-5}; clock=${HEADROOM_CLOCK:-/proc/uptime};
loans=${HEADROOM_RUN:-/run/headroom}/loans;
lease=$loans/.lease.$cluster; armed=$loans/.armed.$cluster.$plan; reverted=$loans/.reverted.$cluster.$plan; fresh=$loans/.arming.$cluster.$plan.$$;
own=$fresh; todo=; had=; unread=; late=; phase=0;

refuse() { rm -f "$fresh"; echo "$1"; exit 1; };

# Whether the lease is still that of the master that armed this, which has not left it, and nobody has ended this. It puts the seconds since
# the lease was renewed into $idle, and the lease's term into $term. A file without a line is being written now.
stands() {
    title=; version=; held=; by=; term=; rest=; renewed=; now=;
    [ -e "$own" ] && read -r title version held by term rest <"$lease" &&
    [ "$title $version $held $by" = "headroom-lease 1 $epoch $holder" ] &&
    [ "$term" -ge 1 ] && [ -e "$loans/.renewed.$cluster.$holder" ] || return 1;
    read -r renewed <"$loans/.renewed.$cluster.$holder";
    read -r now rest <"$clock" || return 1;
    idle=0;
    if [ "$renewed" -ge 0 ]; then idle=$((${now%.*} - renewed)); fi;
    ! halted;
};

# Whether an operator has halted the cluster since $before: then nothing is changed, by whomever.
halted() {
    title=; version=; ordered=; author=; verb=;
    [ -e "$loans/.order.$cluster" ] && read -r title version ordered author verb rest <"$loans/.order.$cluster";
    [ "$verb" = halt ] && [ "$ordered $author" != "$before" ];
};

# Whether the plan's command still waits for this.
soon() { read -r now rest <"$clock" && passed=$((${now%.*} - begun)) && [ "$passed" -ge 0 ] && [ "$passed" -le 3 ]; };

lapsed() { stands && [ "$idle" -gt "$term" ]; };

# HEADER ENDPOINT: puts the weight of a destination into $weight ("absent" where the service lacks it), its connections and bound clients
# into $connections, and the other destinations of the service that have a weight above 0 into $others. The login user cannot end a sudo that
# hangs, so a listing is left alone after 30 s: none is tried after that, and what is left stays as it is.
look() {
    others=;
    [ -z "$late" ] || return 1;
    table=$(exec 7>&- 8<&-; { { $listing; echo "@@$?"; } & } | timeout -k 1 30 cat);
    case $table in
        *@@0) ;;
        *@@*) unread=yes; return 1 ;;
        *) unread=yes; late=yes; return 1 ;;
    esac;
    set -- "$1" "$2" $(echo "$table" | {
        inside=; found=none; number=-; more=;
        while read -r one two three four five six rest; do
            case $one in
                TCP|UDP|SCTP|FWM)
                    inside=;
                    if [ "$one $two $three" = "$1" ]; then inside=yes;
                    elif [ "$one $two" = "$1" ] && [ "$three" = IPv6 ]; then :;
                    elif [ "$one $two" = "$1" ]; then inside=yes; fi;
                    if [ "$inside" ]; then found=absent; fi ;;
                "->")
                    if [ -z "$inside" ]; then :;
                    elif [ "$two" = "$2" ]; then found=$three; number=$((four + five + six));
                    elif [ "$three" -gt 0 ]; then more="$more $two"; fi ;;
            esac;
        done;
        echo "$found $number$more"; });
    weight=$3; connections=$4; shift 4; others=$*;
    case $weight in none|"") return 1 ;; esac;
};

# HEADER ENDPOINT: whether a TCP connection from here shows that the destination serves. Of other protocols a director cannot know.
answers() {
    address=${2%:*}; address=${address#[}; address=${address%]};
    case $1 in "TCP "*) ;; *) return 1 ;; esac;
    if command -v bash >/dev/null && command -v timeout >/dev/null; then
        timeout 2 bash -c "exec 3<>/dev/tcp/$address/${2##*:}" 7>&- 8<&- </dev/null;
    elif command -v nc >/dev/null; then
        said=$(timeout 3 nc -n -v -w 1 "$address" "${2##*:}" 2>&1 7>&- 8<&- </dev/null);
        case $?:$said in 0:*|*"Connected to "*|*") open"*|*succeeded*) ;; *) return 1 ;; esac;
    else return 1; fi;
};

# HEADER ENDPOINT: whether at least as many of $others serve as got clients without this destination when the plan began.
enough() {
    least=${had##*" $1/$2="}; least=${least%%;*};
    [ "$least" -ge 1 ] || least=1;
    spare=0;
    for other in $others; do spare=$((spare + 1)); done;
    spare=$((spare - least));
    for other in $others; do
        [ "$spare" -ge 0 ] || return 1;
        answers "$1" "$other" || spare=$((spare - 1));
    done;
    [ "$spare" -ge 0 ];
};

# HEADER ENDPOINT WANTED WEIGHTS COMMAND...: sets the weight that was there before, if one that the plan wrote is there. A destination that
# got no clients gets them again only if it answers.
back() {
    [ "$phase" = 1 ] && look "$1" "$2" && [ "$weight" != "$3" ] || return 0;
    case " $4 " in *" $weight "*) ;; *) return 0 ;; esac;
    [ "$weight" != 0 ] || answers "$1" "$2" || return 0;
    shift 4;
    if lapsed; then "$@" 7>&- 8<&-; fi;
};

# HEADER ENDPOINT WEIGHTS REPLACED QUIESCE REMOVE: takes a destination out that the plan added, if one of its weights is there, while enough
# others of the service serve, and those that it replaced are all there. It is quiesced first, and removed when its last connection has ended.
# When the plan begins it counts the others.
out() {
    if [ "$phase" = 0 ]; then
        look "$1" "$2"; least=0;
        for other in $others; do least=$((least + 1)); done;
        had="$had $1/$2=$least;";
        return 0;
    fi;
    if [ "$phase" = 1 ]; then
        for replaced in $4; do
            look "$1" "$replaced" && [ "$weight" != absent ] || return 0;
        done;
        look "$1" "$2" || return 0;
        case " $3 " in *" $weight "*) ;; *) return 0 ;; esac;
        if [ "$weight" -gt 0 ]; then
            enough "$1" "$2" && lapsed && $5 7>&- 8<&- || return 0;
        fi;
        todo="$todo $1/$2 ";
        return 0;
    fi;
    case $todo in *" $1/$2 "*) ;; *) return 0 ;; esac;
    look "$1" "$2" || { left=yes; return 0; };
    [ "$weight" = 0 ] || return 0;
    if [ "$connections" = 0 ]; then
        if lapsed; then $6 7>&- 8<&-; fi;
    else left=yes; fi;
};

# Runs the changes while nobody can take or renew the lease, if it has still run out.
locked() {
    exec 8<"$lease";
    flock 8 && lapsed && { left=; changes; :; };
    status=$?;
    if [ "$status" = 0 ] && [ "$phase" = 1 ]; then mv -f "$armed" "$reverted"; own=$reverted; fi;
    exec 8<&-;
    return "$status";
};

# Whether the file of an armed plan is this master's.
ours() { title=; version=; held=; by=; rest=; read -r title version held by rest <"$armed"; [ "$held $by" = "$epoch $holder" ]; };

command -v flock >/dev/null || refuse "flock is not installed there";
if ours && { flock -n "$armed" true; [ $? = 1 ]; }; then echo armed; exit; fi;
true >"$fresh" || refuse "$loans cannot be written";
exec 7>"$fresh";
flock -n 7 && echo "headroom-armed 1 $epoch $holder $plan" >&7 || refuse "$loans cannot be written";
$listing >/dev/null 7>&- && changes && [ -z "$unread" ] || refuse "its table cannot be listed by: $listing";
before=; halted; before="$ordered $author";
stands || refuse "this master does not hold the lease there";
soon || refuse "its table was listed too late";
mv -f "$fresh" "$armed" || refuse "$loans cannot be written";
own=$armed; phase=1;
# Where nobody reads this any more, the plan's command has begun without it.
echo armed || { rm -f "$armed"; exit 1; };
exec >/dev/null;

seen=0;
while sleep "$pause" 7>&-; do
    stands || { sleep 1 7>&-; stands; } || break;
    if [ "$idle" -gt "$term" ]; then seen=$((seen + 1)); else seen=0; fi;
    [ "$seen" -ge "$looks" ] || continue;
    if locked; then phase=2; break; fi;
    seen=0;
done;

tries=0;
while [ "$phase" = 2 ] && [ "$todo" ] && [ -z "$late" ] && [ "$tries" -lt 720 ] && sleep "$pause" 7>&- && locked && [ "$left" ]; do
    tries=$((tries + 1));
done;
if [ "$phase" = 1 ] && ours; then rm -f "$armed"; fi
