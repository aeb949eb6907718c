package dev.headroom.console.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** The exit codes of a command, and what each says: the only list of them, from which {@code --help} is made. */
public enum ExitCode {
    DONE(0, "done"),
    /** A fault of Headroom itself. */
    BUG(1, "a bug in Headroom"),
    BAD_INPUT(2, "bad usage or a bad file"),
    UNREACHABLE(3, "a host cannot be reached, logged in to or observed"),
    REFUSED(4, "refused for safety; nothing was changed"),
    /** Of the commands {@code doctor} and {@code journal}. */
    UNFIT(5, "the doctor found what risks an outage, or the journal was changed"),
    /** Java's own, as the next one: no command returns it. */
    INTERRUPTED(130, "ended by Ctrl-C, after the commands already sent to hosts"),
    TERMINATED(143, "ended by a signal TERM, after the commands already sent to hosts");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    /** What each number says, in ascending order. */
    static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode code : values()) {
            meanings.put(Integer.toString(code.number), code.meaning);
        }
        return meanings;
    }
}
