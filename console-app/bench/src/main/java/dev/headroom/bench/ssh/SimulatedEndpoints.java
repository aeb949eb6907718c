package dev.headroom.bench.ssh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Simulated hosts behind one SSH server (MINA) in another Java process. */
record SimulatedEndpoints(Process process, int hosts, Path clusterFile) implements Endpoints {

    static SimulatedEndpoints start(Path folder, int hosts) throws IOException {
        Process process = JavaProcess.start(
                SimulatedHosts.class, List.of("-Xmx3g"), List.of(folder.toString(), Integer.toString(hosts)));
        // The reader stays open: the process prints one line only.
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String ready = lines.readLine();
        if (ready == null) {
            throw new IOException("The process of the simulated hosts has ended before they were ready.");
        }
        return new SimulatedEndpoints(process, hosts, Path.of(ready));
    }

    @Override
    public String kind() {
        return "simulated";
    }

    @Override
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public Optional<PeerAccess> peers() {
        return Optional.empty();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
