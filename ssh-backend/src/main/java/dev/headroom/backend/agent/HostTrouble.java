package dev.headroom.backend.agent;

import dev.headroom.backend.parse.Section;
import dev.headroom.ma2scf.model.HostId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What stands between the console and a host's tools, as a sentence with a remedy. Pure. */
final class HostTrouble {
    /**
     * Tool → Debian's package, and what the packaged sudoers lets the login user read with it: to the letter, since a wider rule could
     * be root's shell ({@code lxc-attach}).
     */
    private static final Map<String, Tool> TOOLS = Map.of(
            "ipvsadm",
            new Tool(
                    "ipvsadm",
                    "/usr/sbin/ipvsadm -Sn, /usr/sbin/ipvsadm -Ln, /usr/sbin/ipvsadm -Ln --stats --exact, /usr/sbin/ipvsadm -Ln --thresholds, "
                            + "/usr/sbin/ipvsadm -Ln --persistent-conn, /usr/sbin/ipvsadm -Ln --daemon, /usr/sbin/ipvsadm -Ln --timeout"),
            "lxc-ls",
            new Tool("lxc", "/usr/bin/lxc-ls, /usr/bin/lxc-info"));

    /** The status that the agent gives a tool that it had to end, and its words for it. */
    private static final int HUNG = 124;

    private static final String DID_NOT_END = " did not end within ";

    private static final Pattern BY_SUDO = Pattern.compile("sudo(?:-rs)?:|Sorry, user");

    /** What sudo says, and shells before it, and then goes on: no reason of anything. */
    private static final Pattern WARNING = Pattern.compile(
            "sudo: (?:unable to resolve host |setrlimit\\(|unable to send audit message)|.*\\bsetlocale: |perl: warning: ");

    /** No rule of sudoers would help. */
    private static final Pattern BROKEN_SUDO = Pattern.compile(
            "no new privileges|effective uid is not 0|must be owned by uid 0|no valid sudoers|is world writable|policy plugin"
                    + "|account validation|account management|(?:parse|syntax) error");

    private HostTrouble() {}

    /** Whether a line of standard error is known to be followed by the work itself. */
    static boolean isWarning(String line) {
        return WARNING.matcher(line).lookingAt();
    }

    private record Tool(String aPackage, String mayRead) {}

    /** Why a section cannot be used; empty when its tool did its work. */
    static Optional<String> of(HostId host, Section section) {
        if (section.succeeded()) {
            return Optional.empty();
        }
        String command = section.command();
        String tool = command.split(" ", 2)[0];
        String said = said(section);
        boolean bySudo = BY_SUDO.matcher(said).lookingAt();
        if (bySudo && said.contains("command not found")) {
            return Optional.of(missing(host, tool));
        }
        if (section.status() == HUNG) {
            return Optional.of("'%s' on %s hangs: %s. Run it there by hand to see what it waits for."
                    .formatted(command, host.name(), hung(section)));
        }
        if (section.status() == 127) {
            return Optional.of(said.contains("sudo") ? withoutSudo(host) : missing(host, tool));
        }
        if (bySudo && BROKEN_SUDO.matcher(said).find()) {
            return Optional.of(
                    "sudo does not work on %s (%s). Mend that there, or log in as root.".formatted(host.name(), said));
        }
        if (bySudo && said.contains("must have a tty")) {
            return Optional.of(
                    "%s lets the login user use sudo on a terminal only (%s). Put into /etc/sudoers.d/headroom there: Defaults:LOGIN !requiretty, with the login user's name for LOGIN."
                            .formatted(host.name(), said));
        }
        if (bySudo) {
            return Optional.of(refused(host, tool, said));
        }
        if (said.contains("you must be root")) {
            return Optional.of(
                    "%s does not let the login user run %s: only root may. Log in as root, or let Headroom use sudo there."
                            .formatted(host.name(), tool));
        }
        return Optional.of("'%s' on %s ended with exit code %d: %s"
                .formatted(command, host.name(), section.status(), said.isEmpty() ? "it said nothing" : said));
    }

    /** The login user sees only its own processes: what containers do cannot be told from nothing. */
    static String hiddenProcesses(HostId host) {
        return "%s hides the processes of others from the login user (/proc is mounted with hidepid), so nobody can tell what its containers do. Log in as root there, or mount /proc with gid= of a group that the login user is in."
                .formatted(host.name());
    }

    /** The agent says it last, after the tool's own errors. */
    private static String hung(Section section) {
        return section.error().stream()
                .filter(line -> line.contains(DID_NOT_END))
                .findFirst()
                .map(line -> "it" + line.substring(line.indexOf(DID_NOT_END)))
                .orElse("it did not end in time");
    }

    private static String said(Section section) {
        return Stream.concat(section.error().stream(), section.lines().stream())
                .filter(line -> !line.isBlank() && !isWarning(line))
                .findFirst()
                .orElse("")
                .strip();
    }

    private static String missing(HostId host, String tool) {
        Tool known = TOOLS.get(tool);
        return "%s has no %s. Install it there%s, or take the host out of the cluster file."
                .formatted(
                        host.name(), tool, known == null ? "" : " (on Debian: apt install " + known.aPackage() + ")");
    }

    private static String withoutSudo(HostId host) {
        return "%s has no sudo, and the login user is not root. Install sudo there, or log in as root."
                .formatted(host.name());
    }

    private static String refused(HostId host, String tool, String said) {
        Tool known = TOOLS.get(tool);
        return "%s does not let the login user run %s as root (%s). Put into /etc/sudoers.d/headroom there: LOGIN ALL=(root) NOPASSWD: %s, with the login user's name for LOGIN."
                .formatted(host.name(), tool, said, known == null ? tool : known.mayRead());
    }
}
