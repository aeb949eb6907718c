package dev.headroom.bench;

import dev.headroom.console.cli.CommandProvider;
import java.util.List;

/** Adds the command {@code bench}. */
public final class BenchCommands implements CommandProvider {
    @Override
    public List<Object> commands() {
        return List.of(new BenchCommand());
    }
}
