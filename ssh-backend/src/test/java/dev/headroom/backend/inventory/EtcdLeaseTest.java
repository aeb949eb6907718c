package dev.headroom.backend.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.etcd.EtcdSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cluster file that names etcd. */
class EtcdLeaseTest {
    @TempDir
    private Path folder = Path.of(".");

    private ClusterFile file(String lines) throws Exception {
        return ClusterFile.read(Files.writeString(folder.resolve("shop.yaml"), """
            cluster: shop
            %s
            directors:
              - { name: lb1, address: 192.0.2.2 }
            realServers:
              - { name: rs1, address: 192.0.2.11 }
            services:
              - { name: web, virtual: tcp 192.0.2.100:80, containers: "web-*" }
            """.formatted(lines)));
    }

    @Test
    void namesMembersAndHowToLogIn() throws Exception {
        EtcdSettings etcd = file("lease: etcd https://e1:2379, https://[fd00::2]:2379/\n"
                        + "etcd: { ca: /etc/ca.pem, certificate: /etc/c.pem, key: /etc/k.pem, user: headroom, password: /etc/p }")
                .etcd()
                .orElseThrow();
        assertThat(etcd)
                .isEqualTo(new EtcdSettings(
                        List.of(URI.create("https://e1:2379"), URI.create("https://[fd00::2]:2379")),
                        Optional.of(Path.of("/etc/ca.pem")),
                        Optional.of(new EtcdSettings.Identity(Path.of("/etc/c.pem"), Path.of("/etc/k.pem"))),
                        Optional.of(new EtcdSettings.User("headroom", Path.of("/etc/p"))),
                        etcd.place()));
        assertThat(etcd.place()).contains("shop.yaml:2");
        assertThat(file("lease: hosts").etcd()).isEmpty();
        assertThat(file("lease: none").lease()).isEqualTo(LeaseKeeper.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lease: etcd|The lease must be",
                "lease: etcd e1:2379|is no address of etcd",
                "lease: etcd https://e1|is no address of etcd",
                "lease: etcd https://e1:2379/v3|is no address of etcd",
                "lease: etcd https://root:secret@e1:2379|is no address of etcd",
                "lease: etcd ftp://e1:2379|is no address of etcd",
                "lease: etcd https://e1:2379,|is no address of etcd",
                "etcd: { ca: /etc/ca.pem }|the lease is not there"
            })
    void aMistakeIsToldWithItsLine(String line, String said) {
        assertThatThrownBy(() -> file(line))
                .isInstanceOf(ClusterFileException.class)
                .hasMessageContaining("shop.yaml:2")
                .hasMessageContaining(said);
    }

    @Test
    void aCertificateNeedsItsKeyAndAUserThePassword() {
        assertThatThrownBy(() -> file("lease: etcd https://e1:2379\netcd: { certificate: /etc/c.pem }"))
                .hasMessageContaining("shop.yaml:3")
                .hasMessageContaining("'certificate' and no 'key'");
        assertThatThrownBy(() -> file("lease: etcd https://e1:2379\netcd: { user: headroom }"))
                .hasMessageContaining("shop.yaml:3")
                .hasMessageContaining("'user' and no 'password'");
    }
}
