package dev.headroom.backend.agent;

import dev.headroom.backend.runtime.ContainerRuntime;
import dev.headroom.backend.script.ScriptFile;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The script that the login shell of a host runs as its agent. Headroom sends it anew on each connection and leaves
 * no file on the host. See decisions 0005, 0010 and 0011.
 */
final class AgentScript {
    /** The line of the script that the part for the host's role replaces. */
    private static final String PART = "# @part\n";

    /** The first line says whose script it is. */
    private static final String TITLE = "# headroom";

    /** By the part for the role. See decision 0105. */
    private static final Map<String, String> SENT = new ConcurrentHashMap<>();

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
        return SENT.computeIfAbsent(part, AgentScript::brief);
    }

    /** The whole script without comments but its title, and without indentation: each login encrypts it, and the host's shell reads it. */
    private static String brief(String part) {
        return ScriptFile.read(AgentScript.class, "agent.sh")
                .replace(PART, part)
                .lines()
                .map(String::stripLeading)
                .filter(line -> !line.isEmpty() && (line.startsWith(TITLE) || !line.startsWith("#")))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
