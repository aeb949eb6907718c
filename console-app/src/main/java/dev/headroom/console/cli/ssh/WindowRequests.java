package dev.headroom.console.cli.ssh;

import dev.headroom.backend.HostKeys;
import dev.headroom.backend.HostKeys.Found;
import dev.headroom.backend.control.driver.VmMaster;
import dev.headroom.backend.fleet.SshEnvironment;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.remote.trust.KnownHostsWriter;
import dev.headroom.console.connections.HostRequests;
import dev.headroom.ma2scf.model.HostId;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** What the window's operator asks about the connections of a running master. */
public record WindowRequests(CompletableFuture<VmMaster> master, CompletableFuture<ClusterFile> cluster)
        implements HostRequests {
    @Override
    public void tryAgain(HostId host) {
        var _ = master.thenAccept(it -> it.tryAgain(host));
    }

    @Override
    public void trust(HostId host, String fingerprint) {
        var _ = cluster.thenAccept(
                file -> Thread.ofVirtual().name("trust-" + host.name()).start(() -> add(file, host, fingerprint)));
    }

    private void add(ClusterFile file, HostId host, String fingerprint) {
        try {
            Found found = HostKeys.of(file, SshEnvironment.current()).look(host);
            if (found instanceof Found.NotTrusted shown
                    && shown.known().isEmpty()
                    && shown.key().fingerprint().equals(fingerprint)) {
                KnownHostsWriter.trust(shown.key(), KnownHostsWriter.preview(shown.key()));
            }
        } catch (IOException e) {
            System.err.println("headroom: the key of %s is not added: %s".formatted(host.name(), e.getMessage()));
        } finally {
            tryAgain(host);
        }
    }
}
