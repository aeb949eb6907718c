import org.jspecify.annotations.NullMarked;

/** The built-in clusters as commands: the demo and the simulated hosts. */
@NullMarked
module dev.headroom.demo {
    requires dev.headroom.console;
    requires dev.headroom.simulation;
    requires info.picocli;
    requires static org.jspecify;

    provides dev.headroom.console.cli.CommandProvider with
            dev.headroom.demo.DemoCommands;

    opens dev.headroom.demo to
            info.picocli;
}
