package dev.headroom.backend.command;

import java.time.Duration;
import java.util.regex.Pattern;

/** The commands by which a host's shell reads the agent's script from standard input and answers with frames. Pure. */
public final class AgentCommands {
    /** How long a tool may run on a host, 30 s: the readings of a slow host matter most. */
    public static final Duration TOOL_LIMIT = Duration.ofSeconds(30);

    /** The kernel keeps 15 characters of a process's name. */
    private static final Pattern NAME = Pattern.compile("headroom-[a-z0-9]{6}");

    private AgentCommands() {}

    /**
     * The command that starts a director's agent.
     *
     * @param limit how long a tool may run on the host, at least 1 s
     * @param name {@code headroom-} and six letters or digits. The agent ends an earlier agent of that name, so no
     * other process
     *     may know it
     */
    public static CommandLine director(Privilege privilege, Duration limit, String name) {
        return agent("director", privilege, limit, name);
    }

    /** The command that starts a real server's agent; parameters as for {@link #director}. */
    public static CommandLine server(Privilege privilege, Duration limit, String name) {
        return agent("server", privilege, limit, name);
    }

    private static CommandLine agent(String role, Privilege privilege, Duration limit, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The agent's name (%s) must be headroom- and six letters or digits.".formatted(name));
        }
        if (limit.toSeconds() < 1) {
            throw new IllegalArgumentException("The limit of a tool (%s) must be at least a second.".formatted(limit));
        }
        return CommandLine.of("sh", "-s", "--", role, privilege.word(), Long.toString(limit.toSeconds()), name);
    }
}
