package dev.headroom.backend.remote.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.remote.trust.KnownHostsWriter.Change;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsWriterTest {
    private static final byte[] NEW = key("new");
    private static final String OLD = "ssh-ed25519 " + Base64.getEncoder().encodeToString(key("old"));
    private static final String KEY = "ssh-ed25519 " + Base64.getEncoder().encodeToString(NEW);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("known_hosts");
    }

    @Test
    void aNewFileAndItsFolderAreForTheirOwnerOnly() throws IOException {
        Assumptions.assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no permissions here");
        file = folder.resolve(".ssh").resolve("known_hosts");
        trust();
        assertThat(file).hasContent("rs1 " + KEY);
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(file.getParent())).isEqualTo("rwx------");
    }

    /**
     * Every other byte stays, also of lines that nobody understands, without a newline at the end, in other encodings:
     * https://github.com/paramiko/paramiko/issues/680 and https://github.com/ContextLab/clustrix/issues/157
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# caf\u00e9\n",
                "a b\r\n\n\n",
                "rs2 x",
                "\u0000\n",
                "gamma.example.com,10.0.0.7 OLD\nb sk-ssh-ed25519@openssh.com AAAA c\n",
                "@revoked rs1 OLD\n",
                "rs2 OLD\r\n"
            })
    void everyOtherByteStays(String before) throws IOException {
        byte[] bytes = before.replace("OLD", OLD).getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, bytes);
        trust();
        String after = Files.readString(file, StandardCharsets.ISO_8859_1);
        String start = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(after)
                .isEqualTo(start + (start.isEmpty() || start.endsWith("\n") ? "" : "\n") + "rs1 " + KEY + "\n");
        assertThat(siblings()).containsExactly("known_hosts");
    }

    @Test
    void aLinkToAFileThatIsNotThereYetLeadsToIt() throws IOException {
        Path real = Files.createDirectory(folder.resolve("dotfiles")).resolve("hosts");
        Files.createSymbolicLink(file, Path.of("dotfiles/hosts"));
        trust();
        assertThat(file).isSymbolicLink();
        assertThat(real).hasContent("rs1 " + KEY);
    }

    /** The dots of a link count from the folder in which it really is. */
    @Test
    void aLinkInAFolderThatIsALinkLeadsToTheFile() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a/b/ssh"));
        Files.createSymbolicLink(folder.resolve(".ssh"), deep);
        Files.createSymbolicLink(deep.resolve("known_hosts"), Path.of("../hosts"));
        file = folder.resolve(".ssh/known_hosts");
        trust();
        assertThat(file).isSymbolicLink();
        assertThat(folder.resolve("a/b/hosts")).hasContent("rs1 " + KEY);
        assertThat(folder.resolve("hosts")).doesNotExist();
    }

    /** As ssh, which makes no folder but ~/.ssh. */
    @Test
    void aFolderThatIsNotThereIsNotMade() throws IOException {
        Files.createSymbolicLink(file, Path.of("unmounted/hosts"));
        assertThatThrownBy(this::trust)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no folder " + folder.resolve("unmounted"))
                .hasMessageContaining("the symbolic link %s leads".formatted(file));
        assertThat(file).isSymbolicLink();
        file = folder.resolve("other/hosts");
        assertThatThrownBy(this::trust).hasMessageContaining("there is no folder " + folder.resolve("other"));
        assertThat(siblings()).containsExactly("known_hosts");
    }

    @Test
    void permissionsStayAndASymbolicLinkLeadsToTheFile() throws IOException {
        Assumptions.assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no permissions here");
        Path real = Files.writeString(
                Files.createDirectory(folder.resolve("dotfiles")).resolve("hosts"), "# mine\n");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r--r--"));
        Files.createSymbolicLink(file, Path.of("dotfiles", "hosts"));
        trust();
        assertThat(file).isSymbolicLink();
        assertThat(real).hasContent("# mine\nrs1 " + KEY);
        assertThat(mode(real)).isEqualTo("rw-r--r--");
    }

    /** OLD stands for another key. Of what is about several hosts only this one goes; what is a pattern stays. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "rs1 OLD; 1; ''",
                "# a|rs1 OLD a comment|rs2 OLD; 2; # a|rs2 OLD",
                "rs1,192.0.2.1 OLD; 1; 192.0.2.1 OLD",
                "a,RS1 OLD x; 1; a OLD x",
                "rs1 OLD|rs1 OLD; 12; ''",
                "r* OLD; ''; r* OLD",
                "@cert-authority rs1 OLD; ''; @cert-authority rs1 OLD",
                "@revoked rs1 OLD; ''; @revoked rs1 OLD"
            })
    void theOldKeyGoesForThisHostOnly(String before, String goes, String stays) throws IOException {
        Files.writeString(file, lines(before));
        Change change = KnownHostsWriter.preview(shown(false));
        assertThat(change.removed()).hasSize(goes.length());
        for (int i = 0; i < goes.length(); i++) {
            assertThat(change.removed().get(i)).startsWith(file + ":" + goes.charAt(i) + " ");
        }
        assertThat(change.kept()).hasSize(before.startsWith("r*") ? 1 : 0);
        KnownHostsWriter.trust(shown(false), change);
        assertThat(file).hasContent(lines(stays) + "rs1 " + KEY);
    }

    @Test
    void aHashedNameIsReplacedAndWrittenHashed() throws IOException {
        Files.writeString(
                file, HostNames.hashed("rs1") + " " + OLD + "\n" + HostNames.hashed("rs2") + " " + OLD + "\n");
        KnownHostsWriter.trust(shown(true), KnownHostsWriter.preview(shown(true)));
        assertThat(Files.readAllLines(file)).hasSize(2).allMatch(line -> line.startsWith("|1|"));
        assertThat(new KnownHosts().judge(files(true), "rs1", 22, NEW)).isEqualTo(new HostKeyVerdict.Trusted());
        assertThat(new KnownHosts().judge(files(true), "rs2", 22, NEW)).isInstanceOf(HostKeyVerdict.Changed.class);
    }

    @Test
    void whatTheOperatorHasNotSeenDoesNotGo() throws IOException {
        Change seen = KnownHostsWriter.preview(shown(false));
        Files.writeString(file, "rs1 " + OLD + "\n");
        assertThatThrownBy(() -> KnownHostsWriter.trust(shown(false), seen))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing was written");
        assertThat(file).hasContent("rs1 " + OLD);
        assertThat(siblings()).containsExactly("known_hosts");
    }

    @Test
    void aFileThatKeepsNothingAndANameThatIsAPatternAreRefused() {
        for (Path odd : List.of(folder, Path.of("/dev/null"))) {
            ShownKey key = ShownKey.of(HostKeyFiles.only(odd), "rs1", 22, NEW);
            assertThatThrownBy(() -> KnownHostsWriter.preview(key)).isInstanceOf(IOException.class);
        }
        var files = new HostKeyFiles(
                List.of(Path.of("/dev/null")),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of("/h/.ssh/config:3 says 'UserKnownHostsFile none'"));
        assertThat(KnownHostsWriter.objection(ShownKey.of(files, "rs1", 22, NEW)))
                .contains(
                        "/h/.ssh/config:3 says 'UserKnownHostsFile none', which keeps no keys: name a file in its place");
        assertThat(KnownHostsWriter.objection(ShownKey.of(HostKeyFiles.only(file), "rs1", 22, NEW)))
                .isEmpty();
        for (String name : List.of("a,b", "*", "r?", "a b", "a\nb", "|1|x", "@revoked")) {
            ShownKey key = ShownKey.of(new HostKeyFiles(List.of(file), List.of(), Optional.of(name)), "rs1", 22, NEW);
            assertThatThrownBy(() -> KnownHostsWriter.preview(key))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot stand");
        }
    }

    /** Writers wait for each other: https://github.com/paramiko/paramiko/issues/835 */
    @Test
    void manyWritersLoseNoLine() throws Exception {
        int writers = 24;
        List<Future<?>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < writers; i++) {
                ShownKey key = ShownKey.of(HostKeyFiles.only(file), "host" + i, 22, NEW);
                ends.add(threads.submit(() -> {
                    KnownHostsWriter.trust(key, KnownHostsWriter.preview(key));
                    return key;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
        assertThat(Files.readAllLines(file)).hasSize(writers);
    }

    private void trust() throws IOException {
        KnownHostsWriter.trust(shown(false), KnownHostsWriter.preview(shown(false)));
    }

    private ShownKey shown(boolean hashed) {
        return ShownKey.of(files(hashed), "rs1", 22, NEW);
    }

    private HostKeyFiles files(boolean hashed) {
        return new HostKeyFiles(List.of(file), List.of(), Optional.empty(), Optional.empty(), hashed);
    }

    private static String lines(String text) {
        return text.isEmpty() ? "" : text.replace("OLD", OLD).replace('|', '\n') + "\n";
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private List<String> siblings() throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] key(String body) {
        byte[] type = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
        byte[] key = new byte[8 + type.length + 32];
        key[3] = (byte) type.length;
        System.arraycopy(type, 0, key, 4, type.length);
        key[4 + type.length + 3] = 32;
        System.arraycopy(body.getBytes(StandardCharsets.US_ASCII), 0, key, 8 + type.length, body.length());
        return key;
    }
}
