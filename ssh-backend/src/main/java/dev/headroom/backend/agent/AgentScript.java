package dev.headroom.backend.agent;

import dev.headroom.backend.runtime.ContainerRuntime;
import dev.headroom.backend.script.ScriptFile;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;

/**
 * The script that the login shell of a host runs as its agent. Headroom sends it anew on each connection and leaves
 * no file on the host. See decisions 0005, 0010 and 0011.
 */
final class AgentScript {
    /** The line of the script that the part for the host's role replaces. */
    private static final String PART = "# @part\n";

    private AgentScript() {}

    static String text(HostId host, ContainerRuntime runtime) {
        return switch (host) {
            case DirectorId _ -> with(director());
            case ServerId _ -> with(server(runtime));
        };
    }

    static String director() {
        return ScriptFile.read(AgentScript.class, "director.sh");
    }

    static String server(ContainerRuntime runtime) {
        return runtime.script() + "\n" + ScriptFile.read(AgentScript.class, "server.sh");
    }

    static String with(String part) {
        return ScriptFile.read(AgentScript.class, "agent.sh").replace(PART, part);
    }
}
