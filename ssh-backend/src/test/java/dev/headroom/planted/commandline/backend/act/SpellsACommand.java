package dev.headroom.planted.commandline.backend.act;

import dev.headroom.backend.command.CommandLine;

final class SpellsACommand {
    private SpellsACommand() {}

    static CommandLine dangerous() {
        return CommandLine.of("reboot");
    }
}
