package dev.headroom.program.field;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A scenario with a cluster of its own, which ends with it. */
abstract class FieldScenario {
    @TempDir
    Path folder;

    FieldCluster cluster;

    @BeforeEach
    void begin() throws Exception {
        FieldNeeds.areMet();
        cluster = new FieldCluster(folder);
    }

    @AfterEach
    void end() throws Exception {
        if (cluster != null) {
            cluster.end();
        }
    }
}
