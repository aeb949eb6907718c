import org.jspecify.annotations.NullMarked;

/** The benchmarks as a command: the finder against its peers, a recorded day under rival rules, many hosts over SSH. */
@NullMarked
module dev.headroom.bench {
    requires dev.headroom.console;
    requires dev.headroom.simulation;
    requires jdk.management;
    requires info.picocli;
    requires static org.jspecify;

    provides dev.headroom.console.cli.CommandProvider with
            dev.headroom.bench.BenchCommands;

    opens dev.headroom.bench to
            info.picocli;
}
