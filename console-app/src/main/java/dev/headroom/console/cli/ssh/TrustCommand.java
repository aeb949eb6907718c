package dev.headroom.console.cli.ssh;

import dev.headroom.backend.HostKeys;
import dev.headroom.backend.HostKeys.Found;
import dev.headroom.backend.fleet.SshEnvironment;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.remote.trust.KnownHostsWriter;
import dev.headroom.backend.remote.trust.KnownHostsWriter.Change;
import dev.headroom.backend.remote.trust.ShownKey;
import dev.headroom.backend.time.TimeLimit;
import dev.headroom.console.cli.Clusters;
import dev.headroom.console.cli.CommandFailure;
import dev.headroom.console.cli.ExitCode;
import dev.headroom.ma2scf.model.HostId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the keys of hosts, and adds to known_hosts those that the operator trusts. */
@Command(
        name = "trust",
        description =
                "Connects to hosts, shows the key of each that is not in known_hosts, and adds it after you have typed"
                        + " yes. Compare the fingerprint with the host's own first. A key of a jump host on the way is"
                        + " asked about as well.",
        mixinStandardHelpOptions = true)
public final class TrustCommand implements Callable<Integer> {
    /** Of one host: its own key and those of jump hosts on the way. */
    private static final int MOST_KEYS = 10;

    @Option(
            names = "--cluster",
            paramLabel = "FILE",
            description =
                    "Cluster file (YAML), of which HOST are names; without one HOST is what ssh takes: a name or an"
                            + " address, user@host, ssh://user@host:port; also [host]:port.")
    private Optional<Path> cluster = Optional.empty();

    @Option(
            names = "--fingerprint",
            paramLabel = "SHA256:TEXT",
            description =
                    "Asks nothing, and trusts only a key with this fingerprint, as ssh-keygen -l prints it. May be"
                            + " given several times.")
    private List<String> fingerprints = List.of();

    @Option(
            names = "--replace",
            description = "Also trusts the key of a host that is known with another; the lines with that one go.")
    private boolean replace;

    @Parameters(paramLabel = "HOST", arity = "0..*", description = "Hosts (default: all hosts of the cluster file).")
    private List<String> names = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final SshEnvironment environment;
    private final Question question;
    private ExitCode worst = ExitCode.DONE;

    /** Asks on the terminal of this process. */
    public TrustCommand() {
        this(SshEnvironment.current(), Question.onTerminal());
    }

    TrustCommand(SshEnvironment environment, Question question) {
        this.environment = environment;
        this.question = question;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (HostKeys keys = keys()) {
            List<HostId> chosen = chosen(keys);
            TimeLimit limit = TimeLimit.ofHosts(chosen.size());
            keys.begin(chosen);
            for (HostId host : chosen) {
                look(keys, host, limit);
            }
        }
        return worst.number();
    }

    private HostKeys keys() throws IOException {
        if (cluster.isPresent()) {
            ClusterFile file = Clusters.read(cluster.get());
            Clusters.checkHosts(file, cluster.get(), names);
            return HostKeys.of(file, environment);
        }
        if (names.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "Name a host, or a cluster file with --cluster, whose hosts are looked at.");
        }
        try {
            return HostKeys.ofNames(names, environment);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
        }
    }

    private List<HostId> chosen(HostKeys keys) {
        if (cluster.isEmpty()) {
            return keys.hosts();
        }
        return keys.hosts().stream()
                .filter(host -> names.isEmpty() || names.contains(host.name()))
                .toList();
    }

    private void look(HostKeys keys, HostId host, TimeLimit limit) throws IOException, InterruptedException {
        for (int i = 0; i < MOST_KEYS; i++) {
            switch (keys.look(host, limit)) {
                case Found.Trusted() -> {
                    say("The host key of %s is trusted.".formatted(host.name()));
                    return;
                }
                case Found.Refused(var sentence) -> {
                    end(ExitCode.REFUSED, sentence);
                    return;
                }
                case Found.Unreachable(var sentence) -> {
                    end(ExitCode.UNREACHABLE, sentence);
                    return;
                }
                case Found.NotTrusted found -> {
                    if (!limit.standStill(() -> trust(found))) {
                        return;
                    }
                    keys.lookAnew();
                }
            }
        }
        end(ExitCode.REFUSED, "%s shows one key after the other; it was given up.".formatted(host.name()));
    }

    /** @return whether the key is in the file now */
    private boolean trust(Found.NotTrusted found) {
        ShownKey key = found.key();
        try {
            Change change = KnownHostsWriter.preview(key); // first: a key that cannot be kept is not to be compared
            say(TrustText.shown(found));
            if (found.known().isPresent() && !replace) {
                say(TrustText.wouldChange(change));
                return end(
                        ExitCode.REFUSED,
                        "The key of %s has changed, and nothing was written. If its machine shows the new fingerprint at its console, because it was rebuilt or has a new key, run this command again with --replace; if not, do not log in to it."
                                .formatted(found.whose()));
            }
            say(TrustText.change(change));
            if (!isAgreed(found.whose(), key)) {
                return false;
            }
            KnownHostsWriter.trust(key, change);
            say("Added to %s.".formatted(change.file()));
            return true;
        } catch (IOException e) {
            return end(ExitCode.BAD_INPUT, "The key of %s is not added: %s.".formatted(found.whose(), e.getMessage()));
        }
    }

    private boolean isAgreed(String whose, ShownKey key) {
        if (!fingerprints.isEmpty()) {
            return fingerprints.contains(key.fingerprint())
                    || end(
                            ExitCode.REFUSED,
                            "The key of %s is %s, which is not the one that --fingerprint names; nothing was written."
                                    .formatted(whose, key.fingerprint()));
        }
        Optional<String> answer = question.ask("Type yes to trust this key, or its fingerprint: ");
        if (answer.isEmpty()) {
            return end(
                    ExitCode.REFUSED,
                    "The key of %s is not trusted: there is no terminal to ask on. Give --fingerprint with the host's own fingerprint."
                            .formatted(whose));
        }
        String said = answer.get().strip();
        return said.equals("yes")
                || said.equals(key.fingerprint())
                || end(ExitCode.REFUSED, "The key of %s is not trusted; nothing was written.".formatted(whose));
    }

    private boolean end(ExitCode code, String sentence) {
        if (code.number() > worst.number()) {
            worst = code;
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println("headroom: " + Printable.of(sentence));
        err.flush();
        return false;
    }

    private void say(String text) {
        PrintWriter out = spec.commandLine().getOut();
        text.lines().forEach(line -> out.println(Printable.of(line)));
        out.flush();
    }
}
