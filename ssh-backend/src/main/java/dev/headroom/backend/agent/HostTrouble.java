package dev.headroom.backend.agent;

import dev.headroom.backend.command.Sudoers;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.backend.parse.Tool;
import dev.headroom.backend.remote.Said;
import dev.headroom.ma2scf.model.HostId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Explains why a host's tool gave no data, in a sentence with a remedy. Pure. */
final class HostTrouble {
    /** The exit status that the agent writes for a tool that it had to end, and its words for it. */
    private static final int HUNG = 124;

    /** The exit status of a shell for a command that it does not find. */
    private static final int NOT_FOUND = 127;

    /** The letters of a host's words that a sentence quotes. */
    private static final int LONGEST = 160;

    private static final String DID_NOT_END = " did not end within ";

    /** The error line of ipvsadm itself, which follows the lines of the modprobe that it ran. */
    private static final String WITHOUT_MODULE = "Can't initialize ipvs: Protocol not available";

    private static final Pattern BY_SUDO = Pattern.compile("sudo(?:-rs)?:|Sorry, user");

    /** Errors of sudo that no rule in sudoers can mend. */
    private static final Pattern BROKEN_SUDO = Pattern.compile(
            "no new privileges|effective uid is not 0|must be owned by uid 0|no valid sudoers|is world writable|policy"
                    + " plugin|account validation|account management|(?:parse|syntax) error");

    private HostTrouble() {}

    /** Why the output of a section cannot be used; empty when its tool succeeded. */
    static Optional<String> of(HostId host, Section section) {
        return of(host, section, section.kind().tool());
    }

    /**
     * All that keeps a host from being read, with what keeps it from being changed: an operator mends it at one go. Each
     * is said once, though several commands of one tool failed for it. Empty where no tool failed.
     *
     * @param needed the sections without which there is no reading
     * @param tool the tool that printed a section
     */
    static Optional<String> of(HostId host, Frame frame, List<SectionKind> needed, Function<Section, Tool> tool) {
        Map<String, String> troubles = new LinkedHashMap<>();
        for (SectionKind kind : needed) {
            Section section = frame.section(kind);
            Tool run = tool.apply(section);
            of(host, section, run)
                    .ifPresent(why -> troubles.putIfAbsent(why.replace(run.command(), run.program()), why));
        }
        if (troubles.isEmpty()) {
            return Optional.empty();
        }
        String advice = Sudoers.advice(host.name());
        boolean advised = troubles.values().stream().anyMatch(why -> why.endsWith(advice));
        HostRights.all(host, frame)
                .filter(why -> !advised || !why.endsWith(advice))
                .forEach(why -> troubles.putIfAbsent(why, why));
        return Optional.of(String.join(" ", troubles.values()));
    }

    /**
     * Why the output of a section cannot be used; empty when its tool succeeded.
     *
     * @param tool the tool that was run, where the section's kind does not name it
     */
    static Optional<String> of(HostId host, Section section, Tool tool) {
        return section.succeeded() ? Optional.empty() : Optional.of(sentence(host, section, tool));
    }

    /**
     * Why sudo did not run the tool; empty where it ran.
     *
     * @param tool the tool that was to run
     */
    static Optional<String> ofSudo(HostId host, Section section, Tool tool) {
        return section.succeeded() || !isBySudo(said(section))
                ? Optional.empty()
                : Optional.of(sentence(host, section, tool));
    }

    private static Said said(Section section) {
        return Said.of(section.error().stream(), section.lines().stream());
    }

    private static boolean isBySudo(Said said) {
        return BY_SUDO.matcher(said.last()).lookingAt();
    }

    private static String sentence(HostId host, Section section, Tool tool) {
        Said said = said(section);
        boolean bySudo = isBySudo(said);
        if (bySudo && said.last().contains("command not found")) {
            return missing(host, tool);
        }
        if (section.status() == HUNG) {
            return "'%s' on %s hangs: %s. Run it there by hand to see what it waits for."
                    .formatted(tool.command(), host.name(), hung(section));
        }
        if (section.status() == NOT_FOUND) {
            return said.last().contains("sudo") ? withoutSudo(host) : missing(host, tool);
        }
        return bySudo ? bySudo(host, tool, said) : byTool(host, section, tool, said);
    }

    private static String bySudo(HostId host, Tool tool, Said said) {
        if (said.some(line -> BROKEN_SUDO.matcher(line).find())) {
            return "sudo does not work on %s (%s). Mend that there, or log in as root."
                    .formatted(host.name(), said.quoted());
        }
        if (said.some(line -> line.contains("must have a tty"))) {
            return "%s lets the login user use sudo on a terminal only (%s). Put into /etc/sudoers.d/headroom there: Defaults:LOGIN !requiretty, with the login user's name for LOGIN."
                    .formatted(host.name(), said.quoted());
        }
        return "%s does not let the login user run '%s' as root (%s). %s"
                .formatted(host.name(), tool.command(), said.quoted(), Sudoers.advice(host.name()));
    }

    private static String byTool(HostId host, Section section, Tool tool, Said said) {
        if (said.some(line -> line.contains("you must be root"))) {
            return "%s does not let the login user run %s: only root may. Log in as root, or let Headroom use sudo there."
                    .formatted(host.name(), tool.program());
        }
        if (said.some(line -> line.startsWith(WITHOUT_MODULE))) {
            return "The kernel of %s has not loaded IPVS (%s). Load it there (modprobe ip_vs); a container must do so on its host."
                    .formatted(host.name(), WITHOUT_MODULE);
        }
        return "'%s' on %s ended with exit code %d: %s"
                .formatted(tool.command(), host.name(), section.status(), said.ending());
    }

    /**
     * The sentence for a host on which the login user sees only its own processes: such a host cannot tell containers
     * without processes from hidden ones.
     */
    static String hiddenProcesses(HostId host) {
        return "%s hides the processes of others from the login user (/proc is mounted with hidepid), so it is unknown what its containers do. Log in as root there, or mount /proc with gid= of a group that the login user is in."
                .formatted(host.name());
    }

    /** What hung: the last line of standard error, for the agent writes it after the tool's own errors. */
    private static String hung(Section section) {
        return section.error().stream()
                .filter(line -> line.contains(DID_NOT_END))
                .findFirst()
                .map(line -> "it" + Said.clipped(line.substring(line.indexOf(DID_NOT_END)), LONGEST))
                .orElse("it did not end in time");
    }

    private static String missing(HostId host, Tool tool) {
        return "%s has no %s. Install it there%s, or take the host out of the cluster file."
                .formatted(
                        host.name(),
                        tool.program(),
                        tool.aPackage()
                                .map(" (on Debian: apt install %s)"::formatted)
                                .orElse(""));
    }

    private static String withoutSudo(HostId host) {
        return "%s has no sudo, and the login user is not root. Install sudo there, or log in as root."
                .formatted(host.name());
    }
}
