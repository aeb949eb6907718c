package dev.headroom.backend.command;

import java.util.ArrayList;
import java.util.List;

/**
 * Spells the commands that start and stop a container for a loan. Pure. One remote command writes the mark and starts
 * the container: without the mark the container is not started. The host itself refuses to stop a container without
 * our mark. Names are arguments of the scripts, quoted like all arguments, never part of their text. A start that its
 * time limit ended (exit codes 124, 137, 143) keeps the mark: the container may still start, for our loan. See
 * decisions 0040 and 0066.
 */
public final class LoanCommands {
    /** The exit code of a shell whose command did not begin: the host is unchanged. */
    private static final int NOT_BEGUN = 126;

    /** The folder of the marks; a reboot removes it. A test may name another. */
    private static final String FOLDER = "d=${HEADROOM_RUN:-/run/headroom}/loans; ";

    /** Usage: NAME INSTALLATION CLUSTER COMMAND... */
    public static final String START = FOLDER
            + "n=$1 m=\"headroom-loan 1 $2 $3\"; shift 3; [ -d \"$d\" ] || mkdir -p \"$d\" 2>/dev/null; read -r u r"
            + " </proc/uptime; echo \"$m $u\" 2>/dev/null >\"$d/$n\" || { echo \"headroom: $n was not started, for"
            + " $d/$n cannot be written: give $d to this user (headroom.tmpfiles)\" >&2; exit " + NOT_BEGUN + "; }; "
            + "\"$@\"; s=$?; case $s in 0|124|137|143) ;; *) rm -f \"$d/$n\" ;; esac; exit $s";

    /** Usage: NAME INSTALLATION COMMAND... */
    public static final String STOP = FOLDER
            + "n=$1 i=$2; shift 2; "
            + "read -r t v j r 2>/dev/null <\"$d/$n\"; "
            + "[ \"$j\" = \"$i\" ] || { "
            + "echo \"headroom: $n was not stopped, for it does not bear the mark of this installation in $d\" >&2; "
            + "exit " + NOT_BEGUN + "; }; "
            + "\"$@\"; s=$?; [ $s = 0 ] && rm -f \"$d/$n\"; exit $s";

    private LoanCommands() {}

    /**
     * Marks the container, then starts it.
     *
     * @param command starts the container, with the login user's rights
     */
    public static CommandLine start(Installation ours, String container, CommandLine command) {
        return script(START, List.of(CommandLine.name(container), ours.id(), ours.cluster()), command);
    }

    /**
     * Stops the container, if it bears our mark.
     *
     * @param command stops the container, with the login user's rights
     */
    public static CommandLine stop(Installation ours, String container, CommandLine command) {
        return script(STOP, List.of(CommandLine.name(container), ours.id()), command);
    }

    private static CommandLine script(String script, List<String> arguments, CommandLine command) {
        List<String> all = new ArrayList<>(List.of("sh", "-c", script, "headroom"));
        all.addAll(arguments);
        all.addAll(command.arguments());
        return new CommandLine(all);
    }
}
