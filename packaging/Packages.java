import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Makes the packages for the system that it runs on: {@code java Packages.java FOLDER-OF-PACKAGING VERSION}. On Linux the script
 * {@code packages} does it. On Windows and macOS jpackage makes an installer of the program and of the image's Java runtime. See decision
 * 0006.
 */
final class Packages {
    /** With it Windows knows that one version follows another: it must never change. */
    private static final String UPGRADE_ID = "6f0a4a5e-3f0b-4c58-9a0e-6d1f7f2b9c41";

    private static final String MAIN = "dev.headroom.console/dev.headroom.console.Main";

    private final Path packaging;
    private final Path target;
    private final String version;

    private Packages(Path packaging, String version) {
        this.packaging = packaging;
        this.target = packaging.resolve("target").resolve("packages");
        this.version = version;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Packages packages = new Packages(Path.of(arguments[0]).toAbsolutePath(), arguments[1]);
        String system = System.getProperty("headroom.system", System.getProperty("os.name")).toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            packages.install("msi", "runtime/lib/headroom.aot", packages.windows());
        } else if (system.startsWith("mac")) {
            packages.install("dmg", "runtime/Contents/Home/lib/headroom.aot", packages.mac());
        } else if (system.equals("app-image")) {
            // what both have in common, so that it can be tried on Linux
            packages.install("app-image", "runtime/lib/headroom.aot", List.of("--name", "headroom"));
        } else {
            run(List.of(
                    packages.file("packages"), packages.file("target/image"), packages.file("share/target/share"), arguments[1], packages.file("target/packages")));
        }
    }

    private void install(String type, String aotCache, List<String> ofSystem) throws IOException, InterruptedException {
        clear();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jpackage").toString(),
                "--type", type,
                "--dest", target.toString(),
                "--app-version", number(),
                "--vendor", "Headroom developers",
                "--description", "Console for Linux Virtual Server clusters",
                "--copyright", "Apache-2.0",
                "--module", MAIN,
                "--runtime-image", file("target/image/headroom/runtime")));
        for (String option : options(aotCache)) {
            command.addAll(List.of("--java-options", option));
        }
        command.addAll(ofSystem);
        run(command);
        checksums();
    }

    /** As the image's launcher has them; jpackage puts the folder of the installed program in the place of $APPDIR. */
    private List<String> options(String aotCache) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                Files.readString(Path.of(file("src/main/image/java.options"))).strip().split("\\s+")));
        options.add("--add-modules=javafx.controls,org.controlsfx.controls,atlantafx.base");
        options.add("--enable-native-access=javafx.graphics");
        options.add("-XX:AOTCache=$APPDIR/../" + aotCache);
        return options;
    }

    /**
     * Two launchers: headroom.exe for a command prompt, and one without a console for the Start menu. No file association here and on macOS:
     * both look at what follows the last dot only, and {@code *.yaml} is not ours to take.
     */
    private List<String> windows() {
        return List.of(
                "--name", "headroom",
                "--icon", file("share/target/icons/headroom.ico"),
                "--license-file", file("../LICENSE"),
                "--add-launcher", "Headroom=" + file("windows/launcher.properties"),
                "--win-console",
                "--win-dir-chooser",
                "--win-upgrade-uuid", UPGRADE_ID);
    }

    private List<String> mac() {
        return List.of(
                "--name", "Headroom",
                "--icon", file("share/target/icons/headroom.icns"),
                "--license-file", file("../LICENSE"),
                "--mac-package-identifier", "dev.headroom.Headroom",
                "--mac-package-name", "Headroom",
                "--mac-app-category", "public.app-category.utilities");
    }

    /** The version without "-SNAPSHOT": both systems know numbers only. macOS refuses a first number of 0, and gets 0.1.0 as 1.1.0. */
    private String number() {
        String number = version.replace("-SNAPSHOT", "");
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        return mac && number.startsWith("0.") ? "1" + number.substring(1) : number;
    }

    private void clear() throws IOException {
        if (Files.exists(target)) {
            try (Stream<Path> files = Files.walk(target)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(target);
    }

    private void checksums() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(target)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                lines.add(sha256(file) + "  " + file.getFileName() + "\n");
            }
        }
        Files.writeString(target.resolve("SHA256SUMS"), String.join("", lines));
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }

    private String file(String name) {
        return packaging.resolve(name).normalize().toString();
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            System.err.println("packages: exit code " + status + " of " + String.join(" ", command));
            System.exit(status);
        }
    }
}
