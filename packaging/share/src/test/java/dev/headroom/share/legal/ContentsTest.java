package dev.headroom.share.legal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a package says of its contents is what is in it, and what nobody may pass on is in none. */
class ContentsTest {
    private static final Path KEPT = Path.of("src", "main", "legal");
    private static final JavaRuntime RUNTIME =
            new JavaRuntime("25.0.3", "A vendor", List.of("java.base", "jdk.crypto.ec"));
    private static final Build BUILD = new Build("0.1.0~20261127+g0123456789", Optional.of("0123456789"));
    private static final Part OURS = part("console-app", "dev.headroom", "Apache-2.0", "");
    private static final Part JSCH = part("jsch", "com.github.mwiede", "BSD-3-Clause", "Copyright (c) 2002 JCraft");

    @TempDir
    private Path folder = Path.of("unset");

    private static Part part(String name, String group, String licence, String text) {
        return new Part(
                name + "-1.0.jar",
                group,
                name,
                "1.0",
                List.of(licence),
                "00",
                "pkg:maven/%s/%s@1.0?type=jar".formatted(group, name),
                text.isEmpty() ? List.of() : List.of(text));
    }

    @Test
    void theBillNamesEachJarAndTheRuntimeAndNoMoment() {
        String bill = Sbom.of("headroom", BUILD, List.of(OURS, JSCH), RUNTIME);

        assertThat(bill)
                .contains("\"specVersion\" : \"1.6\"", "pkg:maven/com.github.mwiede/jsch@1.0?type=jar", "BSD-3-Clause")
                .contains("OpenJDK runtime", "25.0.3", "jdk.crypto.ec")
                .contains("cpe:2.3:a:oracle:openjdk:25.0.3:*", "pkg:generic/openjdk@25.0.3")
                .contains("\"version\" : \"0.1.0~20261127+g0123456789\"", "\"uid\" : \"0123456789\"")
                .doesNotContain("serialNumber", "timestamp")
                .isEqualTo(Sbom.of("headroom", BUILD, List.of(OURS, JSCH), RUNTIME));
    }

    @Test
    void theNoticeHasEachTextOnceAndNoneOfOurs() throws IOException {
        Part twin = part("jzlib", "com.github.mwiede", "BSD-3-Clause", "Copyright (c) 2002 JCraft");
        String notice = new Notices(KEPT).notice("headroom", List.of(OURS, JSCH, twin), RUNTIME);

        assertThat(notice)
                .contains(
                        "jsch 1.0 (BSD-3-Clause)\n\nCopyright (c) 2002 JCraft\n",
                        "OpenJDK 25.0.3",
                        "https://github.com/openjdk/jdk25u, tag jdk-25.0.3-ga",
                        "Its text stands above");
        assertThat(notice).doesNotContain("console-app");
    }

    /** Programs of the Independent JPEG Group may be passed on only with this sentence. */
    @Test
    void theNoticeOfJavaFxNamesWhoseWorkItsLibrariesAre() throws IOException {
        Part graphics = part("javafx-graphics", "org.openjfx", "GPL-2.0-with-classpath-exception", "");
        assertThat(new Notices(KEPT).notice("headroom", List.of(graphics), RUNTIME))
                .contains(
                        "this software is based in part on the work of the Independent JPEG Group",
                        "Copyright (C) 1999-2002  Brian Paul");
    }

    @Test
    void theBuildIsWhatTheReleaseFileSays() throws IOException {
        Path release = folder.resolve("release");
        Files.writeString(release, "HEADROOM_VERSION=\"0.1.0~1+g2\"\nHEADROOM_COMMIT=\"2\"\n");
        assertThat(Build.in(folder, "0.1.0-SNAPSHOT")).isEqualTo(new Build("0.1.0~1+g2", Optional.of("2")));
        Files.writeString(release, "HEADROOM_COMMIT=\"unknown\"\n");
        assertThat(Build.in(folder, "0.1.0-SNAPSHOT")).isEqualTo(new Build("0.1.0-SNAPSHOT", Optional.empty()));
    }

    /** As of JSpecify, whose annotations only the compiler reads. */
    @Test
    void aJarThatIsNotInTheRuntimeIsNotInThePackage() throws IOException {
        Files.writeString(folder.resolve("release"), "MODULES=\"java.base com.jcraft.jsch\"\n");
        for (String name : List.of("com.jcraft.jsch", "org.jspecify")) {
            try (OutputStream out = Files.newOutputStream(folder.resolve(name + "-1.0.jar"));
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
                zip.write("Manifest-Version: 1.0\nAutomatic-Module-Name: %s\n"
                        .formatted(name)
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        Part linked = part("com.jcraft.jsch", "com.github.mwiede", "BSD-3-Clause", "");
        Part left = part("org.jspecify", "org.jspecify", "Apache-2.0", "");

        assertThat(new Linked(folder).of(List.of(linked, left), folder)).containsExactly(linked);
    }

    @Test
    void aLicenceThatIsNotOnTheListStopsTheBuild() {
        Part foreign = part("secret", "com.example", "Commercial", "All rights reserved");

        assertThatThrownBy(() -> Contents.write(List.of(JSCH, foreign), RUNTIME, KEPT, "headroom", BUILD, folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("secret-1.0.jar has the licences [Commercial]");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLibraryWithoutALicenceTextStopsTheBuild() {
        Part silent = part("silent", "com.example", "MIT", "");

        assertThatThrownBy(() -> Contents.write(List.of(silent), RUNTIME, KEPT, "headroom", BUILD, folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("silent-1.0.jar brings no text of its licence");
    }

    @Test
    void aJarThatMavenDidNotResolveStopsTheBuild() throws IOException {
        Files.createFile(folder.resolve("stray-1.0.jar"));

        assertThatThrownBy(() -> new Resolved(List.of()).parts(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("stray-1.0.jar was not resolved by Maven");
    }

    @Test
    void aJarIsFoundByItsNameWithItsSystemAndItsTextsAreRead() throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve("javafx-base-26-linux.jar"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("META-INF/LICENSE.txt"));
            zip.write("The text".getBytes(StandardCharsets.UTF_8));
        }
        Path poms = folder.resolve("org/openjfx");
        Path jar = poms.resolve("javafx-base/26/javafx-base-26-linux.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar.resolveSibling("javafx-base-26.pom"), """
            <project><parent><groupId>org.openjfx</groupId><artifactId>javafx</artifactId><version>26</version></parent></project>
            """);
        Files.writeString(Files.createDirectories(poms.resolve("javafx/26")).resolve("javafx-26.pom"), """
            <project><licenses><license><name>GPLv2+CE</name></license></licenses></project>
            """);
        List<Part> parts = new Resolved(List.of(
                        "The following files have been resolved:",
                        "   org.openjfx:javafx-base:jar:linux:26:compile:%s -- module javafx.base".formatted(jar)))
                .parts(folder);

        assertThat(parts).singleElement().satisfies(part -> {
            assertThat(part.licences()).containsExactly("GPL-2.0-with-classpath-exception");
            assertThat(part.texts()).containsExactly("The text");
            assertThat(part.sha256()).hasSize(64);
        });
    }

    @Test
    void theRuntimeIsWhatItsReleaseFileSays() throws IOException {
        Files.writeString(
                folder.resolve("release"),
                "JAVA_VERSION=\"25.0.3\"\nMODULES=\"java.base org.slf4j jdk.zipfs dev.headroom.console java.sql\"\n");

        assertThat(JavaRuntime.in(folder, "A vendor"))
                .isEqualTo(new JavaRuntime("25.0.3", "A vendor", List.of("java.base", "java.sql", "jdk.zipfs")));
    }

    @Test
    void debianFindsEachLibraryAndEachLicence() {
        assertThat(Notices.copyright("headroom-master", List.of(OURS, JSCH)))
                .startsWith("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n")
                .contains(
                        "Files: usr/lib/headroom-master/runtime/*\n",
                        "\n jsch 1.0: BSD-3-Clause\n",
                        "\nLicense: Apache-2.0\n On Debian")
                .contains("\nLicense: Apache-2.0 and BSD-3-Clause and GPL-2 with Classpath exception\n")
                .contains("\nLicense: BSD-3-Clause\n The text of each library's licence is in NOTICE.gz")
                .doesNotContain("META-INF", "the jars");
    }
}
