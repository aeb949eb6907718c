package dev.headroom.backend.agent;

/** The agent's script for tests of other packages. */
public final class AgentText {
    private AgentText() {}

    /** With the parts of all roles and runtimes. */
    public static String complete() {
        return AgentScript.text();
    }
}
