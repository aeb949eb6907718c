package dev.headroom.backend.remote.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who the members of a file's group are, by the lists of accounts and groups. */
class FileRightsTest {
    @TempDir
    Path folder;

    private Path config;
    private String owner;
    private String group;

    @BeforeEach
    void make() throws IOException {
        config = Files.writeString(folder.resolve("config"), "");
        var view = Files.getFileAttributeView(config, PosixFileAttributeView.class);
        Assumptions.assumeTrue(view != null, "needs owners and groups of POSIX");
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-rw-r--"));
        owner = view.readAttributes().owner().getName();
        group = view.readAttributes().group().getName();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ME:x:7:70::/:   | GROUP:x:70:         | true",
                "ME:x:7:70::/:   | GROUP:x:70:ME       | true",
                "ME:x:7:71::/:   | GROUP:x:70:ME       | true",
                "ME:x:7:71::/:   | GROUP:x:70:         | false",
                "ME:x:7:70::/:   | GROUP:x:70:ME,other | false",
                "ME:x:7:70::/:   | GROUP:x:70:other    | false",
                "other:x:8:70::/:| GROUP:x:70:ME       | false",
                "ME:x:7:70::/:   | another:x:70:       | false",
                "ME              | GROUP               | false"
            })
    void aGroupOfTheUserAloneIsTheUser(String account, String line, boolean isRead) throws IOException {
        var rights = new FileRights(
                owner,
                Files.writeString(folder.resolve("passwd"), account.replace("ME", owner) + "\n"),
                Files.writeString(
                        folder.resolve("group"), line.replace("ME", owner).replace("GROUP", group) + "\n"));
        if (isRead) {
            assertThatCode(() -> rights.check(config)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> rights.check(config)).hasMessageContaining("chmod go-w " + config);
        }
    }
}
