package dev.headroom.backend.command;

/** The command that reads the agent's script from its standard input and answers with frames. */
public final class AgentCommands {
    private AgentCommands() {}

    public static CommandLine director(Privilege privilege) {
        return CommandLine.of("sh", "-s", "--", "director", privilege.word());
    }

    public static CommandLine server(Privilege privilege) {
        return CommandLine.of("sh", "-s", "--", "server", privilege.word());
    }
}
