package dev.headroom.planted.constructor.backend.agent;

import dev.headroom.backend.command.CommandLine;
import java.util.List;

final class ConstructsACommand {
    private ConstructsACommand() {}

    static CommandLine dangerous() {
        return new CommandLine(List.of("reboot"));
    }
}
