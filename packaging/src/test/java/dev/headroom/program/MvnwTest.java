package dev.headroom.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code mvnw} on a computer with a shell and its tools only: a home, a path and archives of a JDK and of Maven made for the test. */
@DisabledOnOs(OS.WINDOWS)
final class MvnwTest {
    private static final List<String> TOOLS = List.of(
            "cat",
            "chmod",
            "dirname",
            "find",
            "gzip",
            "ldd",
            "mkdir",
            "mktemp",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "tar",
            "tr",
            "uname",
            "sha256sum",
            "sha512sum",
            "shasum",
            "perl");

    /** With spaces, as the folders of many users are. */
    @TempDir
    private Path folder = Path.of("unset");

    private Path home = Path.of("unset");
    private Path tools = Path.of("unset");
    private Path jdk = Path.of("unset");
    private Path maven = Path.of("unset");
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void makeTheComputer() throws Exception {
        home = Files.createDirectories(folder.resolve("home of a user"));
        tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : TOOLS) {
            Path found = onPath(tool);
            if (Files.exists(found)) {
                program(tools.resolve(tool), "#!/bin/sh\nexec " + found + " \"$@\"\n");
            }
        }
        Path project = Files.createDirectory(folder.resolve("a project"));
        // the places of this computer would hide that there is no JDK
        String script = Files.readString(Path.of("../mvnw"))
                .replace("/usr/lib/jvm/", "/nonexistent/")
                .replace("/usr/lib/apt/apt-helper", "\"" + tools.resolve("apt-helper") + "\"")
                .replace("/opt/", "/nonexistent/")
                .replace("/Library/Java/JavaVirtualMachines", "/nonexistent");
        Files.writeString(project.resolve("mvnw"), script);
        jdk = archive(
                "jdk",
                Map.of(
                        "jdk-25.0.9+1/release", "JAVA_VERSION=\"25.0.9\"\n",
                        "jdk-25.0.9+1/bin/javac", "#!/bin/sh\n",
                        "jdk-25.0.9+1/bin/java", "#!/bin/sh\n"));
        maven = archive(
                "maven",
                Map.of(
                        "apache-maven-3.10.0/bin/mvn",
                        "#!/bin/sh\nprintf 'maven on %s:' \"$JAVA_HOME\"; printf ' <%s>' \"$@\"; echo\n"));
        environment.put("MVNW_JDK_URL", jdk.toString());
        environment.put("MVNW_JDK_SHA256", sum("SHA-256", jdk));
        environment.put("MVNW_DISTRIBUTION", maven.toString());
        environment.put("MVNW_DISTRIBUTION_SHA512", sum("SHA-512", maven));
    }

    static Stream<List<String>> shells() {
        return Stream.of(List.of("sh"), List.of("dash"), List.of("bash"), List.of("busybox", "sh"))
                .filter(shell -> Files.exists(onPath(shell.getFirst())));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aJdkThatIsThereIsTaken(List<String> shell) throws Exception {
        Path own = home.resolve(".jdks").resolve("temurin 26");
        plant(own, "26-ea");
        assertThat(run(0, shell, "-v", "a b"))
                .contains("maven on " + own + ": <-v> <a b>")
                .doesNotContain("fetching JDK", "fetching the JDK");
        assertThat(home.resolve(".m2/wrapper/jdks")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whereNoneIsOneIsFetchedOnceAndFoundAgainWithoutTheArchive(List<String> shell) throws Exception {
        String said = run(0, shell, "verify");
        Path installed = onlyJdk();
        assertThat(said)
                .contains("no JDK 25 or newer was found")
                .contains("from " + jdk + " into " + installed)
                .contains("maven on " + installed + ": <verify>");
        Files.delete(jdk);
        Files.delete(maven);
        assertThat(run(0, shell, "verify")).isEqualTo("maven on " + installed + ": <verify>\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anArchiveWithTheWrongChecksumInstallsNothing(List<String> shell) throws Exception {
        environment.put("MVNW_JDK_SHA256", "0".repeat(64));
        assertThat(run(2, shell))
                .contains("the JDK has the wrong checksum", sum("SHA-256", jdk), "nothing was installed");
        assertNothingIsInstalled();
        environment.put("MVNW_JDK_SHA256", sum("SHA-256", jdk));
        environment.put("MVNW_DISTRIBUTION_SHA512", "0".repeat(128));
        assertThat(run(2, shell)).contains("Maven 3.10.0 has the wrong checksum", "nothing was installed");
        assertThat(home.resolve(".m2/wrapper/dists")).isEmptyDirectory();
    }

    /** As PowerShell's Get-FileHash writes it. */
    @ParameterizedTest
    @MethodSource("shells")
    void aChecksumInCapitalsIsTheSameChecksum(List<String> shell) throws Exception {
        environment.put("MVNW_JDK_SHA256", sum("SHA-256", jdk).toUpperCase(Locale.ROOT));
        environment.put("MVNW_DISTRIBUTION_SHA512", sum("SHA-512", maven).toUpperCase(Locale.ROOT));
        assertThat(run(0, shell, "-v")).contains("maven on " + onlyJdk() + ": <-v>");
        assertThat(onlyJdk().getFileName().toString())
                .startsWith("jdk-" + sum("SHA-256", jdk).substring(0, 12));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anArchiveThatEndsEarlyInstallsNothingThoughItsChecksumIsAsTold(List<String> shell) throws Exception {
        byte[] whole = Files.readAllBytes(jdk);
        Files.write(jdk, java.util.Arrays.copyOf(whole, whole.length / 2));
        environment.put("MVNW_JDK_SHA256", sum("SHA-256", jdk));
        assertThat(run(2, shell)).contains("could not be unpacked", "nothing was installed");
        assertNothingIsInstalled();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void twoBuildsAtOnceInstallOneWholeJdk(List<String> shell) throws Exception {
        List<Process> builds = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            builds.add(start(shell, "build" + i));
        }
        for (Process build : builds) {
            assertThat(output(build)).contains("maven on ");
            assertThat(build.exitValue()).isZero();
        }
        try (Stream<Path> files = Files.list(onlyJdk())) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("bin", "release");
        }
        try (Stream<Path> files = Files.list(home.resolve(".m2/wrapper/dists/apache-maven-3.10.0"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("bin");
        }
    }

    /** A build that is stopped while Java is tried has unpacked the JDK, but not yet installed it. */
    @ParameterizedTest
    @MethodSource("shells")
    void aBuildThatIsStoppedWhileItUnpacksLeavesNoHalfJdk(List<String> shell) throws Exception {
        Path begun = folder.resolve("begun");
        jdk = archive(
                "slow",
                Map.of(
                        "jdk/release", "JAVA_VERSION=\"25\"\n",
                        "jdk/bin/javac", "#!/bin/sh\n",
                        "jdk/bin/java", "#!/bin/sh\nmkdir '" + begun + "'; exec cat\n"));
        environment.put("MVNW_JDK_URL", jdk.toString());
        environment.put("MVNW_JDK_SHA256", sum("SHA-256", jdk));
        Process build = start(shell);
        while (!Files.exists(begun) && build.isAlive()) {
            Thread.onSpinWait();
        }
        // not by Process, which would close what it says; Java ends with its standard input
        build.toHandle().destroy();
        output(build);
        assertThat(build.exitValue()).isEqualTo(143);
        assertNothingIsInstalled();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aFullDiskLeavesNoHalfJdk(List<String> shell) throws Exception {
        byte[] large = new byte[1 << 20];
        new java.util.Random(1).nextBytes(large);
        jdk = archive(
                "large",
                Map.of(
                        "jdk/release", "JAVA_VERSION=\"25\"\n",
                        "jdk/bin/javac", "#!/bin/sh\n",
                        "jdk/bin/java", "#!/bin/sh\n",
                        "jdk/lib/modules", HexFormat.of().formatHex(large)));
        environment.put("MVNW_JDK_URL", jdk.toString());
        environment.put("MVNW_JDK_SHA256", sum("SHA-256", jdk));
        List<String> limited = new ArrayList<>(shell);
        limited.addAll(List.of("-c", "ulimit -f 8; trap '' XFSZ; exec \"$@\"", "limit"));
        limited.addAll(shell);
        limited.set(shell.size() + 3, onPath(shell.getFirst()).toString());
        assertThat(run(2, limited)).contains("could not be unpacked", "no space?", "nothing was installed");
        assertNothingIsInstalled();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aCacheFolderThatCannotBeWrittenIsNamed(List<String> shell) throws Exception {
        environment.put(
                "MAVEN_USER_HOME", Files.createFile(folder.resolve("a file")).toString());
        assertThat(run(2, shell)).contains("a file/wrapper/jdks cannot be written. Set MAVEN_USER_HOME");
    }

    @Test
    void aRuntimeWithoutCompilerAndAnOlderJdkAreNotTaken() throws Exception {
        Path old = home.resolve(".jdks/jdk-21");
        plant(old, "21.0.9");
        Path runtime = home.resolve(".jdks/jre-25");
        plant(runtime, "25.0.9");
        Files.delete(runtime.resolve("bin/javac"));
        environment.put("JAVA_HOME", old.toString());
        assertThat(run(0, List.of("sh"), "-v"))
                .contains("(JAVA_HOME, " + old + ", is none)")
                .contains("maven on " + onlyJdk() + ": <-v>");
    }

    @Test
    void anArchiveIsTakenByItsFileAddressAndFromARelativeFolder() throws Exception {
        Path apart = Files.createDirectory(folder.resolve("archives of mine"));
        Files.move(jdk, apart.resolve("jdk.tar.gz"));
        environment.put("MVNW_JDK_URL", apart.resolve("jdk.tar.gz").toUri().toString());
        environment.put("MAVEN_USER_HOME", "kept here");
        assertThat(run(0, List.of("sh"), "-v"))
                .contains("maven on " + folder.toRealPath() + "/kept here/wrapper/jdks/");
        assertThat(home.resolve(".m2")).doesNotExist();
    }

    @Test
    void anArchiveOfAnOlderJdkOrOfNoJdkInstallsNothing() throws Exception {
        jdk = archive("old", Map.of("jdk/release", "JAVA_VERSION=\"17\"\n", "jdk/bin/javac", "", "jdk/bin/java", ""));
        environment.put("MVNW_JDK_URL", jdk.toString());
        environment.put("MVNW_JDK_SHA256", sum("SHA-256", jdk));
        assertThat(run(2, List.of("sh"))).contains(jdk + " holds no JDK 25 or newer; nothing was installed");
        assertNothingIsInstalled();
    }

    @Test
    void aJdkThatDoesNotStartHereIsNotInstalled() throws Exception {
        jdk = archive(
                "other",
                Map.of(
                        "jdk/release", "JAVA_VERSION=\"25\"\n",
                        "jdk/bin/javac", "#!/bin/sh\n",
                        "jdk/bin/java", "#!/bin/sh\necho 'not for this system' >&2; exit 127\n"));
        environment.put("MVNW_JDK_URL", jdk.toString());
        environment.put("MVNW_JDK_SHA256", sum("SHA-256", jdk));
        assertThat(run(2, List.of("sh"))).contains("does not start on this computer (not for this system)");
        assertNothingIsInstalled();
    }

    @Test
    void aFolderThatHoldsNoJdkGivesWayAndLeftoversOfStoppedBuildsAreNoJdk() throws Exception {
        run(0, List.of("sh"));
        Path installed = onlyJdk();
        Files.delete(installed.resolve("bin/javac"));
        plant(home.resolve(".m2/wrapper/jdks/.new-abcdef"), "25");
        assertThat(run(0, List.of("sh"))).contains("maven on " + installed);
        assertThat(installed.resolve("bin/javac")).exists();
    }

    @Test
    void withoutAProgramThatDownloadsTheSentenceSaysWhatToInstallOrFetch() throws Exception {
        environment.put("MVNW_JDK_URL", "https://example.invalid/jdk.tar.gz");
        assertThat(run(2, List.of("sh")))
                .contains("neither curl nor wget is installed", "set MVNW_JDK_URL to the path of that file");
        assertNothingIsInstalled();
    }

    /** A minimal Debian has neither curl nor wget. */
    @Test
    void aptDownloadsWhereNothingElseDoes() throws Exception {
        program(
                tools.resolve("apt-helper"),
                "#!/bin/sh\nwhile [ \"$1\" != download-file ]; do shift; done\ncat '" + jdk + "' >\"$3\"\n");
        environment.put("MVNW_JDK_URL", "https://example.invalid/jdk.tar.gz");
        assertThat(run(0, List.of("sh"), "-v")).contains("maven on " + onlyJdk() + ": <-v>");
    }

    /** That of BusyBox 1.35 died of a time limit. */
    @Test
    void theWgetOfBusyboxIsGivenNoOptionThatItDiesOf() throws Exception {
        program(
                tools.resolve("wget"),
                "#!/bin/sh\ncase \"$*\" in\n--help) echo 'BusyBox v1.35.0'; exit 1 ;;\n'-q -O '*) cat '" + jdk
                        + "' >\"$3\" ;;\n*) exit 139 ;;\nesac\n");
        environment.put("MVNW_JDK_URL", "https://example.invalid/jdk.tar.gz");
        assertThat(run(0, List.of("sh"), "-v")).contains("maven on " + onlyJdk() + ": <-v>");
    }

    @Test
    void aDownloadThatFailsInstallsNothingAndNamesTheAddress() throws Exception {
        program(tools.resolve("curl"), "#!/bin/sh\nexit 6\n");
        environment.put("MVNW_JDK_URL", "https://example.invalid/jdk.tar.gz");
        assertThat(run(2, List.of("sh")))
                .contains(
                        "the JDK could not be fetched from https://example.invalid/jdk.tar.gz",
                        "https_proxy",
                        "MVNW_JDK_URL");
        assertNothingIsInstalled();
    }

    @Test
    void withoutAnAddressTheArchiveOfThisComputerIsAskedForAndItsChecksumIsPinned() throws Exception {
        program(
                tools.resolve("curl"),
                "#!/bin/sh\nwhile [ \"$1\" != -o ]; do shift; done\necho \"asked $3\"; echo other >\"$2\"\n");
        environment.remove("MVNW_JDK_URL");
        environment.remove("MVNW_JDK_SHA256");
        assertThat(run(2, List.of("sh")))
                .containsPattern(
                        "asked https://github\\.com/adoptium/temurin25-binaries/releases/download/jdk-25\\.[0-9.]+%2B[0-9]+/"
                                + "OpenJDK25U-jdk_(x64|aarch64)_(linux|alpine-linux|mac)_hotspot_25\\.[0-9.]+_[0-9]+\\.tar\\.gz")
                .contains("has the wrong checksum");
        assertNothingIsInstalled();
    }

    @Test
    void withoutAHomeTheSentenceSaysWhatToSet() throws Exception {
        environment.put("HOME", "");
        assertThat(run(2, List.of("sh"))).contains("HOME is not set");
    }

    @Test
    void bothScriptsFetchTheSameReleases() throws Exception {
        String unix = Files.readString(Path.of("../mvnw"));
        String windows = Files.readString(Path.of("../mvnw.cmd"));
        for (String name : List.of("maven_version", "maven_sha512")) {
            assertThat(windows).contains("set \"" + name.toUpperCase(Locale.ROOT) + "=" + value(unix, name) + "\"");
        }
        String[] jdkVersion = value(unix, "jdk_version").split("\\+", -1);
        assertThat(windows)
                .contains("set \"JDK_VERSION=" + jdkVersion[0] + "\"", "set \"JDK_BUILD=" + jdkVersion[1] + "\"");
    }

    private static String value(String script, String name) {
        return Stream.of(script.split("\n", -1))
                .filter(line -> line.startsWith(name + "="))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 1);
    }

    /** A clone made on Windows that turned these lines round could not start on the other system. */
    @Test
    void theLinesOfEachScriptEndAsItsShellNeeds() throws Exception {
        assertThat(Files.readString(Path.of("../mvnw"))).doesNotContain("\r");
        assertThat(Files.readString(Path.of("../mvnw.cmd")).replace("\r\n", "")).doesNotContain("\n");
    }

    private void assertNothingIsInstalled() throws IOException {
        assertThat(home.resolve(".m2/wrapper/jdks")).isEmptyDirectory();
    }

    private Path onlyJdk() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(".m2/wrapper/jdks"))) {
            return assertThat(
                            files.filter(file -> !file.getFileName().toString().startsWith("."))
                                    .toList())
                    .singleElement()
                    .actual();
        }
    }

    private static void plant(Path jdk, String version) throws IOException {
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        for (String program : List.of("java", "javac")) {
            program(jdk.resolve("bin").resolve(program), "#!/bin/sh\n");
        }
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Path archive(String name, Map<String, String> files) throws Exception {
        Path tree = Files.createDirectory(folder.resolve(name));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = tree.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            program(path, file.getValue());
        }
        Path made = folder.resolve(name + ".tar.gz");
        Process tar = new ProcessBuilder(
                        "tar",
                        "-czf",
                        made.toString(),
                        "-C",
                        tree.toString(),
                        files.keySet().iterator().next().replaceAll("/.*", ""))
                .redirectErrorStream(true)
                .start();
        output(tar);
        return made;
    }

    private String run(int exitCode, List<String> shell, String... arguments) throws Exception {
        Process process = start(shell, arguments);
        String said = output(process);
        assertThat(process.exitValue()).as(said).isEqualTo(exitCode);
        return said;
    }

    private Process start(List<String> shell, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(shell);
        command.set(0, onPath(shell.getFirst()).toString());
        command.add(folder.resolve("a project").resolve("mvnw").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", home.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String output(Process process) throws Exception {
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ended").isTrue();
        return said;
    }

    private static Path onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of("/nonexistent"));
    }

    private static String sum(String algorithm, Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
    }
}
