package dev.headroom.console.cli.ssh;

import dev.headroom.backend.HostKeys;
import dev.headroom.backend.HostKeys.Found;
import dev.headroom.backend.control.driver.VmMaster;
import dev.headroom.backend.fleet.SshEnvironment;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.remote.trust.KnownHostsWriter;
import dev.headroom.backend.time.TimeLimit;
import dev.headroom.console.connections.HostRequests;
import dev.headroom.ma2scf.model.HostId;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the window's operator asks about the connections of a running master. */
public record WindowRequests(CompletableFuture<VmMaster> master, CompletableFuture<ClusterFile> cluster)
        implements HostRequests {
    @Override
    public void tryAgain(HostId host) {
        var _ = master.thenAccept(it -> it.tryAgain(host));
    }

    @Override
    public CompletableFuture<Optional<String>> trust(HostId host, String fingerprint) {
        return cluster.thenApplyAsync(
                file -> {
                    try (HostKeys keys = HostKeys.of(file, SshEnvironment.current())) {
                        return add(keys, host, fingerprint);
                    } catch (IOException e) {
                        return notAdded(host, String.valueOf(e.getMessage()));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return notAdded(host, "the look at it was broken off");
                    } finally {
                        tryAgain(host);
                    }
                },
                work -> Thread.ofVirtual().name("trust-" + host.name()).start(work));
    }

    /** Adds the key, if the host still shows it; why it was not added. */
    static Optional<String> add(HostKeys keys, HostId host, String fingerprint)
            throws IOException, InterruptedException {
        return switch (keys.look(host, TimeLimit.ofHosts(1))) {
            case Found.Trusted() -> Optional.empty();
            case Found.Refused(var sentence) -> notAdded(host, sentence);
            case Found.Unreachable(var sentence) -> notAdded(host, sentence);
            case Found.NotTrusted shown
            when shown.known().isEmpty() && shown.key().fingerprint().equals(fingerprint) -> {
                KnownHostsWriter.trust(shown.key(), KnownHostsWriter.preview(shown.key()));
                yield Optional.empty();
            }
            case Found.NotTrusted shown ->
                notAdded(host, "it shows another one now, " + shown.key().fingerprint());
        };
    }

    private static Optional<String> notAdded(HostId host, String why) {
        return Optional.of(
                "The key of %s is not added: %s%s".formatted(host.name(), why, why.endsWith(".") ? "" : "."));
    }
}
