package dev.headroom.backend.runtime;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.Tool;
import java.time.Duration;
import java.util.List;

/** One kind of container runtime. It spells commands and reads answers; others run them. Equal to another of its kind. See decision 0015. */
public interface ContainerRuntime {

    /** As a cluster file names it. */
    String name();

    /** Its part of the agent's script; {@code agent/server.sh} says what it must define. */
    String script();

    /** Starts a container; ends when it runs or could not be started. */
    CommandLine start(String container);

    /** Stops a container: asks it first, then ends it. Always ends by itself. */
    CommandLine stop(String container);

    /** Prints the state of a container, {@code RUNNING} when it runs. */
    CommandLine state(String container);

    /** How long {@link #start} and {@link #stop} may run on their host, with a reserve for a busy one; then they are ended there. */
    Duration patience();

    /** What the agent asks for the list of all containers. */
    Tool listing();

    /** Reads the list of all containers, running or not, in order of name. */
    ContainerListing containers(Section section);

    /** Reads the addresses that a container gets by its configuration, in the order in which they are configured. */
    List<ConfiguredAddress> addresses(Section section);
}
