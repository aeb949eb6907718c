package dev.headroom.console.cli.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Java would end at the signal by which logrotate asks for new files. */
@DisabledOnOs(OS.WINDOWS)
final class HangUpTest {
    @Test
    void runsTheActionAtEachSignal() throws IOException, InterruptedException {
        for (int i = 0; i < 2; i++) {
            CountDownLatch asked = new CountDownLatch(1);
            assertThat(HangUp.handled(asked::countDown)).isTrue();
            String pid = Long.toString(ProcessHandle.current().pid());
            assertThat(new ProcessBuilder("kill", "-HUP", pid)
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(asked.await(5, TimeUnit.MINUTES)).isTrue();
        }
    }
}
