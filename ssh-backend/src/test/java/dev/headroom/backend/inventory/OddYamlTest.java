package dev.headroom.backend.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unusual YAML that editors and habits produce. */
class OddYamlTest {
    private static final String FILE = ClusterFileTest.SMALLEST;

    @TempDir
    private Path folder = Path.of(".");

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("cluster.yaml"), text);
    }

    /** https://github.com/ansible/ansible/issues/26048 and https://github.com/moonrepo/moon/issues/1903. */
    @Test
    void aByteOrderMarkAndLineEndsOfWindowsAreRead() throws Exception {
        ClusterFile plain = ClusterFile.read(written(FILE));
        assertThat(ClusterFile.read(written("\uFEFF" + FILE.replace("\n", "\r\n")))
                        .services())
                .isEqualTo(plain.services());
    }

    /** https://github.com/ansible/ansible/issues/6022 and https://github.com/saltstack/salt/issues/38754. */
    @Test
    void wordsThatAreTruthValuesInOldYamlAreNames() throws Exception {
        ClusterFile file = ClusterFile.read(written(FILE.replace("rs1", "no").replace("lb1", "off")));
        assertThat(file.hosts()).extracting(host -> host.id().name()).containsExactly("off", "no");
    }

    @Test
    void aNumberThatLooksOctalIsDecimalAndAnExponentIsRefused() throws Exception {
        String minimum = FILE.replace("containers:", "minimum: 010, containers:");
        assertThat(ClusterFile.read(written(minimum))
                        .services()
                        .getFirst()
                        .spec()
                        .minimum())
                .isEqualTo(10);
        Path exponent = written(FILE.replace("containers:", "minimum: 1e3, containers:"));
        assertThatThrownBy(() -> ClusterFile.read(exponent)).hasMessageContaining(":7:58: 'minimum' is '1e3'");
    }

    @Test
    void aMergeKeyIsRefusedWithItsPlace() throws IOException {
        Path file = written(
                FILE.replace("{ name: rs1,", "{ <<: *usual, name: rs1,").replace("{ name: lb1", "&usual { name: lb1"));
        assertThatThrownBy(() -> ClusterFile.read(file))
                .isInstanceOf(ClusterFileException.class)
                .hasMessageContaining(":5:");
    }

    @Test
    void aNonBreakingSpaceIsRefusedWithItsPlace() throws IOException {
        Path file = written(FILE.replace("address: 192.0.2.11", "address:\u00a0192.0.2.11"));
        assertThatThrownBy(() -> ClusterFile.read(file))
                .isInstanceOf(ClusterFileException.class)
                .hasMessageContaining("cluster.yaml:5:");
    }
}
