package dev.headroom.console.welcome;

import java.nio.file.Path;

/** What an operator wants who started the program without naming anything. */
public sealed interface Choice {
    /** Opens the console on the cluster of a file. */
    record ClusterFile(Path file) implements Choice {}

    /** Shows the built-in cluster. */
    record Demo() implements Choice {}

    /** Ends the program. */
    record Nothing() implements Choice {}
}
