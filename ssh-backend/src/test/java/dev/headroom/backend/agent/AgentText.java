package dev.headroom.backend.agent;

import dev.headroom.backend.inventory.Runtimes;
import java.util.stream.Collectors;

/** The agent's script for tests of other packages. */
public final class AgentText {
    private AgentText() {}

    /** With the parts of all roles and runtimes. */
    public static String complete() {
        return AgentScript.with(AgentScript.director()
                + Runtimes.all().stream().map(AgentScript::server).collect(Collectors.joining()));
    }
}
