package dev.headroom.console.cli;

import java.util.List;

/**
 * Adds commands to the command line from a module that the program does not need. {@link HeadroomCommand} finds the
 * providers of the modules that are there by {@link java.util.ServiceLoader}. A provider names its class in its
 * module's {@code provides} and in {@code META-INF/services}, and opens its package to picocli. See decision 0011.
 */
public interface CommandProvider {
    /** New command objects, each annotated with {@link picocli.CommandLine.Command}, in the order of the help text. */
    List<Object> commands();
}
