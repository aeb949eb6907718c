package dev.headroom.backend.lease;

import dev.headroom.backend.command.CommandLine;

/** A command that changes a host. */
final class TestCommand {
    static final CommandLine TOUCH = CommandLine.of("touch", "it");

    private TestCommand() {}
}
