package dev.headroom.demo;

import dev.headroom.console.cli.CommandProvider;
import java.util.List;

/** Adds the commands {@code demo} and {@code simulate}. */
public final class DemoCommands implements CommandProvider {
    @Override
    public List<Object> commands() {
        return List.of(new DemoCommand(), new SimulateCommand());
    }
}
