package dev.headroom.bench;

import dev.headroom.bench.ssh.SshBench;
import dev.headroom.console.cli.CommandFailure;
import dev.headroom.console.cli.ExitCode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how Headroom and its peers read many hosts over SSH. */
@Command(
        name = "ssh",
        description = {
            "Reads many hosts over SSH with Headroom's own reader, in a process of its own, and prints what that costs.",
            "Up to 100 hosts are sshd processes on loopback addresses, with keys and files made for this run, which needs Linux, root and"
                    + " sshd; more are simulated behind an SSH server in another process. first picture: from the start of Java until each"
                    + " host was read. all loads: until each server was read twice. CPU a round: of the reader, parsing and assembly"
                    + " included. live: hosts with a fresh reading in the worst round. Medians of the rounds after a"
                    + " warm-up, which ends when the cost of a round falls no more."
        },
        mixinStandardHelpOptions = true)
final class SshBenchCommand implements Callable<Integer> {
    private static final int MOST_HOSTS = 2_000;
    private static final int FEWEST_HOSTS = 3;
    private static final int MOST_ROUNDS = 10_000;

    @Option(
            names = "--hosts",
            paramLabel = "N",
            split = ",",
            description = "Directors and servers together; several numbers with commas (default: 20,100,1000).")
    private List<Integer> hosts = List.of(20, 100, 1_000);

    @Option(names = "--rounds", paramLabel = "R", description = "Measured rounds at each pace (default: 20).")
    private int rounds = 20;

    @Option(
            names = "--warm-up",
            paramLabel = "R",
            description =
                    "The most rounds at each pace that are not measured, while Java compiles the code (default: 120).")
    private int warmUp = 120;

    @Option(
            names = "--peers",
            description = "Also measures ssh, pssh, clush and ansible where they are installed, on the same sshd.")
    private boolean peers;

    @Option(names = "--simulated", description = "Simulates up to 100 hosts, too.")
    private boolean simulated;

    @Option(
            names = "--adaptive",
            description =
                    "Asks calm hosts less often, as in production; else each host in every round. Hosts get calm after 30 s:"
                            + " the warm-up has all its rounds then.")
    private boolean adaptive;

    @Option(
            names = "--java-option",
            paramLabel = "OPTION",
            description = "An option for the Java of the reader, such as -XX:TieredStopAtLevel=1; may be repeated.")
    private List<String> options = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        hosts.forEach(number -> check("--hosts", number, FEWEST_HOSTS, MOST_HOSTS));
        check("--rounds", rounds, 1, MOST_ROUNDS);
        check("--warm-up", warmUp, 1, MOST_ROUNDS);
        try {
            new SshBench(rounds, warmUp, peers, simulated, adaptive, options)
                    .run(hosts, spec.commandLine().getOut());
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.UNREACHABLE, String.valueOf(e.getMessage()), e);
        }
        return ExitCode.DONE.number();
    }

    private static void check(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "%s (%d) must be within %d..%d.".formatted(option, value, least, most));
        }
    }
}
