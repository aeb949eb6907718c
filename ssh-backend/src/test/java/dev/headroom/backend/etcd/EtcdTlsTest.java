package dev.headroom.backend.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.lease.Election.Standing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real etcd that wants certificates. */
class EtcdTlsTest {
    @TempDir
    private Path folder = Path.of(".");

    @BeforeEach
    void certificates() throws Exception {
        EtcdServer.isNeeded();
        openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=ca -keyout ca.key -out ca.pem");
        for (String name : List.of("server", "client")) {
            openssl("req -newkey rsa:2048 -nodes -subj /CN=%1$s -keyout %1$s.key -out %1$s.csr".formatted(name));
            Files.writeString(
                    folder.resolve("san"), "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n");
            openssl("x509 -req -in %1$s.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile san -out %1$s.pem"
                    .formatted(name));
        }
    }

    private void openssl(String words) throws Exception {
        Process process = new ProcessBuilder(("openssl " + words).split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private String outcome(EtcdServer server, Optional<Path> ca, Optional<EtcdSettings.Identity> identity)
            throws Exception {
        EtcdSettings settings =
                new EtcdSettings(List.of(server.endpoint()), ca, identity, Optional.empty(), "shop.yaml:2:8");
        EtcdElection election = EtcdElection.start(settings, "shop", "ann@laptop", Duration.ofSeconds(5));
        try {
            election.want(true);
            TestPatience.until(
                    "it is elected, or told why not",
                    () -> election.now() instanceof Standing.Elected
                            || (election.now() instanceof Standing.Waits waits
                                    && waits.sentence().contains("does not say")),
                    () -> election.now().toString());
            return election.now().toString();
        } finally {
            election.close();
        }
    }

    @Test
    void trustsTheGivenCertificatesAloneAndShowsItsOwn() throws Exception {
        List<String> options = List.of(
                "--cert-file=" + folder.resolve("server.pem"),
                "--key-file=" + folder.resolve("server.key"),
                "--trusted-ca-file=" + folder.resolve("ca.pem"),
                "--client-cert-auth");
        try (EtcdServer server = EtcdServer.start(folder, "https", options)) {
            Optional<Path> ca = Optional.of(folder.resolve("ca.pem"));
            Optional<EtcdSettings.Identity> own =
                    Optional.of(new EtcdSettings.Identity(folder.resolve("client.pem"), folder.resolve("client.key")));
            assertThat(outcome(server, ca, own)).startsWith("Elected");
            assertThat(outcome(server, Optional.empty(), own))
                    .contains("shop.yaml:2:8", "no secure connection to https://127.0.0.1");
            assertThat(outcome(server, ca, Optional.empty())).startsWith("Waits");
            assertThat(outcome(server, Optional.of(folder.resolve("none.pem")), own))
                    .contains("none.pem cannot be read");
            assertThat(outcome(
                            server,
                            ca,
                            Optional.of(new EtcdSettings.Identity(
                                    folder.resolve("client.pem"), folder.resolve("client.pem")))))
                    .contains("client.pem has no private key");
        }
    }
}
