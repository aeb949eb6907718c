package dev.headroom.backend.command;

import java.time.Duration;
import java.util.regex.Pattern;

/** The command that reads the agent's script from its standard input and answers with frames. */
public final class AgentCommands {
    /** How long a tool may run on a host: long, because a host that is slow is one that we are here for. */
    public static final Duration TOOL_LIMIT = Duration.ofSeconds(30);

    /** The kernel keeps 15 characters of a process's name. */
    private static final Pattern NAME = Pattern.compile("headroom-[a-z0-9]{6}");

    private AgentCommands() {}

    /**
     * Starts a director's agent.
     *
     * @param limit how long a tool may run there, at least a second
     * @param name {@code headroom-} and six letters or digits: what the agent calls itself. It ends an earlier one of that name,
     *     so it must be known to nobody else
     */
    public static CommandLine director(Privilege privilege, Duration limit, String name) {
        return agent("director", privilege, limit, name);
    }

    /** Starts a real server's agent, likewise. */
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
