package dev.headroom.backend.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Spells the check that a host makes before each command that changes it: the command runs only while the lease that the
 * host keeps names this master, which has renewed it within its term. Pure. Any other host refuses with exit code 126, and changes
 * nothing: a computer that wakes from a sleep with a command half sent is refused, also where nobody has taken the lease meanwhile.
 * So does one that has taken the command's plan back by itself (0130). See decision 0120.
 *
 * <p>The check holds a shared lock on the lease until the command has ended, so no other master takes it in between; a host
 * without {@code flock} only compares.
 */
public final class LeaseCommands {
    /** The start of what a host says that ran nothing. */
    public static final String REFUSED = "headroom: nothing was done, for ";

    /** The exit code of a host that ran nothing because of the lease. */
    public static final int HELD = 126;

    /**
     * A command behind the check begins at most this long after its line reached the host, or not at all: the check waits 2 s for
     * a lock, and what {@link RevertCommands} sends before a command ends within 8 s.
     */
    public static final Duration BEGINS = Duration.ofSeconds(10);

    private static final Pattern HOLDER = Pattern.compile("[A-Za-z0-9._-]{1,80}");

    /** Usage: CLUSTER EPOCH HOLDER PLAN COMMAND... */
    public static final String FENCE =
            "d=${HEADROOM_RUN:-/run/headroom}/loans; f=$d/.lease.$1 u=$d/.renewed.$1.$3 t=\"$2 $3\" p=$d/.reverted.$1.$4; shift 4; "
                    + "no() { echo \"" + REFUSED + "$1\" >&2; exit 126; }; "
                    + "[ -r \"$f\" ] || no \"this host keeps no lease in $d\"; "
                    + "exec 9<\"$f\"; command -v flock >/dev/null && { timeout 2 flock -s 9 || no \"$f could not be locked within 2 s\"; }; "
                    + "a= v= e= h= k= w=; read -r a v e h k r <&9; "
                    + "[ \"$a $v $e $h\" = \"headroom-lease 1 $t\" ] || no \"another master has taken the lease: $h\"; "
                    + "[ -r \"$u\" ] && read -r w <\"$u\"; read -r n r <\"${HEADROOM_CLOCK:-/proc/uptime}\"; "
                    + "[ \"$w\" -ge 0 ] 2>/dev/null || no \"this master has left the lease\"; "
                    + "i=$((${n%.*} - w)); [ $i -le \"$k\" ] 2>/dev/null || "
                    + "no \"the lease of this master ran out here: it was renewed $i s ago, and its term is $k s\"; "
                    + "[ ! -r \"$p\" ] || { read -r a v e h r <\"$p\"; [ \"$e $h\" != \"$t\" ] || "
                    + "no \"this host has taken ${p##*.} back by itself\"; }; "
                    + "\"$@\" 9<&-";

    /** Usage: CLUSTER COMMAND... */
    public static final String UNHELD = "c=$1 d=${HEADROOM_RUN:-/run/headroom}/loans; f=$d/.lease.$c; shift; "
            + "no() { echo \"" + REFUSED + "$1\" >&2; exit " + HELD + "; }; "
            + "[ -e \"$f\" ] || exec \"$@\"; "
            + "[ -r \"$f\" ] || no \"$f cannot be read: it says whether a master may change this host\"; "
            + "exec 9<\"$f\"; command -v flock >/dev/null && { flock -s 9 || no \"$f cannot be locked\"; }; "
            + "a= v= e= h= t= k= w= u=; read -r a v e h t k w <&9; [ -z \"$a\" ] || { "
            + "[ \"$a $v\" = \"headroom-lease 1\" ] || "
            + "no \"$f is not understood: it says whether a master may change this host\"; "
            + "[ -r \"$d/.renewed.$c.$h\" ] && read -r u <\"$d/.renewed.$c.$h\"; read -r n r </proc/uptime; "
            + "[ \"$t\" -ge 0 ] 2>/dev/null || t=30; [ \"$u\" -ge 0 ] 2>/dev/null && { i=$((${n%.*} - u)); "
            + "[ $i -gt $t ] || no \"${w:-a master} holds the lease of $c, and renewed it $i s ago\"; }; }; "
            + "for p in \"$d/.armed.$c.P\"*; do [ -e \"$p\" ] || continue; flock -n \"$p\" true || "
            + "no \"this host is about to take ${p##*.} back by itself; wait until $p is gone, or remove it\"; done; "
            + "\"$@\" 9<&-";

    private LeaseCommands() {}

    /**
     * The start of a remote line whose further arguments are a command: the host runs it only while no master holds the
     * lease of the cluster, that is, renewed it within its term. Else, and where that cannot be known, it refuses with exit
     * code {@link #HELD} and says who holds it; while the command runs, no master takes the lease. See decision 0133.
     */
    public static CommandLine unlessHeld(String cluster) {
        return new CommandLine(List.of("sh", "-c", UNHELD, "headroom", CommandLine.name(cluster)));
    }

    /**
     * The command behind the check.
     *
     * @param cluster the name in the cluster file
     * @param epoch the number under which this master took the lease, at least 1
     * @param holder the name of this master: letters, digits, '.', '_' and '-'
     * @param plan the proposal that the command belongs to: a letter and digits
     * @param command what changes the host, with the login user's rights
     */
    public static CommandLine fenced(String cluster, long epoch, String holder, String plan, CommandLine command) {
        if (epoch < 1 || !HOLDER.matcher(holder).matches()) {
            throw new IllegalArgumentException(
                    "The epoch (%d) must be at least 1, and the holder's name 1 to 80 letters, digits, '.', '_' or '-'."
                            .formatted(epoch));
        }
        List<String> all = new ArrayList<>(List.of(
                "sh",
                "-c",
                FENCE,
                "headroom",
                CommandLine.name(cluster),
                Long.toString(epoch),
                holder,
                CommandLine.name(plan)));
        all.addAll(command.arguments());
        return new CommandLine(all);
    }
}
