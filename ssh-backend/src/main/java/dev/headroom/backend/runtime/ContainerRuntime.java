package dev.headroom.backend.runtime;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.Sudoers;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.Tool;
import java.time.Duration;
import java.util.List;

/**
 * One kind of container runtime. It spells commands and reads their output; other classes run them. Immutable; two
 * objects of one kind are equal. See decision 0015.
 */
public interface ContainerRuntime {

    /** The name in a cluster file. */
    String name();

    /** Its part of the agent's script; {@code agent/server.sh} says what the part must define. */
    String script();

    /** The command that starts a container and ends when the container runs or could not be started. */
    CommandLine start(String container);

    /**
     * The command that stops a container: it asks the container to shut down, and then ends it. It ends in any case.
     */
    CommandLine stop(String container);

    /** The command that prints the state of a container, {@code RUNNING} when it runs. */
    CommandLine state(String container);

    /**
     * How long {@link #start} and {@link #stop} may run before their host ends them, with a reserve for a busy host.
     */
    Duration limit();

    /** What the login user of a host must be allowed to run as root. */
    Sudoers.Rights rights();

    /** The tool by which the agent lists all containers. */
    Tool listing();

    /** The tool by which the agent reads the configured addresses of a container, if it may not read the configuration. */
    Tool addressing();

    /** Reads the list of all containers, running or not, in order of name. */
    ContainerListing containers(Section section);

    /** Reads the addresses in a container's configuration, in the order of the configuration. */
    List<ConfiguredAddress> addresses(Section section);
}
