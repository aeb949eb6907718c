package dev.headroom.share.legal;

import dev.headroom.share.Gzip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes what a package says of its contents into its folder {@code doc}. */
public final class Contents {
    private Contents() {}

    /**
     * The list that Maven wrote, the folder of kept licence texts, the package's name and version, its libraries, its
     * runtime, and the folder for {@code copyright}, {@code NOTICE.gz} and the bill of materials.
     */
    public static void main(String[] arguments) throws IOException {
        Path libraries = Path.of(arguments[4]);
        List<Part> resolved = new Resolved(Files.readAllLines(Path.of(arguments[0]))).parts(libraries);
        List<Part> parts = new Linked(Path.of(arguments[5])).of(resolved, libraries);
        JavaRuntime runtime = JavaRuntime.in(Path.of(arguments[5]), System.getProperty("java.vendor", "unknown"));
        Build build = Build.in(Path.of(arguments[5]), arguments[3]);
        write(parts, runtime, Path.of(arguments[1]), arguments[2], build, Path.of(arguments[6]));
    }

    static void write(List<Part> parts, JavaRuntime runtime, Path kept, String name, Build build, Path folder)
            throws IOException {
        List<String> refusals = Licences.refusals(parts);
        if (!refusals.isEmpty()) {
            throw new IOException(String.join(System.lineSeparator(), refusals));
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("copyright"), Notices.copyright(name, parts));
        Files.write(folder.resolve("NOTICE.gz"), Gzip.of(new Notices(kept).notice(name, parts, runtime)));
        Files.write(
                folder.resolve(name + "-sbom.cdx.json"),
                Sbom.of(name, build, parts, runtime).getBytes(StandardCharsets.UTF_8));
    }
}
