package dev.headroom.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** README's first command on a computer with git and a shell only. Takes minutes, and the packages of an empty Debian: only where it is asked for. */
@Tag("nightly")
@Isolated("it builds all, and tells a story at the speed of the clock")
final class FreshMachineIT {
    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void theFirstCommandOfTheReadmeTellsTheDemoToItsEnd() throws Exception {
        if (!"required".equals(System.getenv("HEADROOM_FRESH"))) {
            System.out.println("[FRESH] left out: HEADROOM_FRESH=required runs it, as root on Debian with mmdebstrap");
            Assumptions.abort("HEADROOM_FRESH=required runs it");
        }
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder("./fresh-machine").redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home", ""));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            assertThat(process.waitFor(60, TimeUnit.MINUTES)).as("it ended").isTrue();
        } finally {
            process.destroy();
        }
        String said = Files.readString(output);
        System.out.println(said);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said)
                .contains("no java", "no curl", "no wget")
                .contains(
                        "could not be fetched from https:",
                        "set MVNW_JDK_URL to another address or to the path of such a file")
                .contains("fetching the JDK from /srv/jdk.tar.gz into /root/.m2/wrapper/jdks/")
                .contains("The IPVS tables of all directors are as they were.")
                .contains("done: git and a shell were enough");
    }
}
