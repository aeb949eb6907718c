package dev.headroom.backend.remote;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a tool said when it failed, for a sentence: the last lines of its standard error, or of its standard output where
 * the other is silent. What a tool prints before it gets so far explains no failure. Pure.
 *
 * @param lines the lines that may explain the failure, oldest first
 */
public record Said(List<String> lines) {
    /** What the login user of a host needs where something else than the agent's script ran there. */
    public static final String SHELL_NEEDED =
            "The user needs a POSIX shell (sh): neither nologin nor false, and no ForceCommand in sshd_config (also in a Match block) or command= in authorized_keys that runs another program.";

    /** What sshd says where it does not find the login shell. */
    private static final Pattern NO_SHELL = Pattern.compile("/\\S+: No such file or directory");

    private static final int QUOTED_LINES = 3;
    private static final int QUOTED_LETTERS = 160;

    /** Of a sentence about a file of others: its place and the quoted word begin it, what was expected ends it. */
    private static final int BEGINNING = 1_000;

    private static final int END = 500;

    /** Warnings that sudo and shells print before they go on with the command. */
    private static final Pattern WARNING = Pattern.compile(
            "sudo: (?:unable to resolve host |setrlimit\\(|unable to send audit message)|.*\\bsetlocale: |.*\\b(?i:warning)\\b");

    public Said {
        lines = List.copyOf(lines);
    }

    /**
     * Why nothing came of a host that is logged in to.
     *
     * @param waited since the script was sent to it, in whole seconds
     */
    public static String mute(String host, Duration waited) {
        return "%s was logged in to, but has printed nothing of our script within %d s. It may be overloaded; or its sshd starts another program than a shell for the login user, and that does not end. %s"
                .formatted(host, waited.toSeconds(), SHELL_NEEDED);
    }

    /** What was said on standard error, or else on standard output; a warning only where nothing else was said. */
    public static Said of(Stream<String> error, Stream<String> output) {
        List<String> complaints = spoken(error);
        List<String> said = complaints.isEmpty() ? spoken(output) : complaints;
        List<String> reasons = said.stream().filter(line -> !isWarning(line)).toList();
        return new Said(reasons.isEmpty() ? said : reasons);
    }

    private static List<String> spoken(Stream<String> lines) {
        return lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** Whether a line is a warning, after which the tool goes on. */
    private static boolean isWarning(String line) {
        return WARNING.matcher(line).lookingAt();
    }

    /** What the login user of the host needs, where the agent's script ended with these words; empty where they say it. */
    public String needed() {
        if (NO_SHELL.matcher(last()).matches()) {
            return "There is no such login shell in what sshd shows the user: it is not installed, or ChrootDirectory in sshd_config (also in a Match block) confines the user to a folder without it. Exempt Headroom's user from that setting, or give the user a shell that is there.";
        }
        if (some(line -> line.contains("/dev/null: "))) {
            return "The user has no /dev/null, as where ChrootDirectory in sshd_config (also in a Match block) confines it to a folder with few tools and no devices. Exempt Headroom's user from that setting.";
        }
        return last().contains("not found; install it") ? "" : SHELL_NEEDED;
    }

    /** The last line, which tells who gave up; empty if nothing was said. */
    public String last() {
        return lines.isEmpty() ? "" : lines.getLast();
    }

    /** Whether some line is as wanted. */
    public boolean some(Predicate<String> wanted) {
        return lines.stream().anyMatch(wanted);
    }

    /** The last lines in one, of bounded length. */
    public String quoted() {
        if (lines.isEmpty()) {
            return "it said nothing";
        }
        int left = Math.max(0, lines.size() - QUOTED_LINES);
        String quoted = String.join(
                " / ",
                lines.stream()
                        .skip(left)
                        .map(line -> clipped(line, QUOTED_LETTERS))
                        .toList());
        return left == 0 ? quoted : "%s (after %d more line%s)".formatted(quoted, left, left == 1 ? "" : "s");
    }

    /** The same as the end of a sentence. */
    public String ending() {
        String quoted = quoted();
        return quoted.endsWith(".") || quoted.endsWith("…") || quoted.endsWith("?") ? quoted : quoted + ".";
    }

    /** A text of at most {@code most} letters and an ellipsis. */
    public static String clipped(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    /** A sentence of bounded length: of a longer one the beginning and the end. */
    public static String bounded(String sentence) {
        return sentence.length() <= BEGINNING + END
                ? sentence
                : sentence.substring(0, BEGINNING) + " … " + sentence.substring(sentence.length() - END);
    }
}
