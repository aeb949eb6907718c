package dev.headroom.backend.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.Examination;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.HostEntry;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.remote.RemoteShells;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.backend.time.TimeLimit;
import dev.headroom.ma2scf.model.HostId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An examination ends in the time that it has as a whole, whatever the hosts do. */
@Timeout(60)
class EndlessHostTest {
    private static final Duration BRIEF = Duration.ofMillis(300);

    @TempDir
    private Path folder = Path.of("unset");

    /** What a host on which nothing ends does when the script comes. */
    private enum Kind {
        /** The log-in has no end. */
        NO_LOGIN,
        /** Another program than a shell runs, and prints nothing. */
        MUTE,
        /** Another program than a shell runs, and prints without end. */
        CHATTY
    }

    @Test
    void aLogInWithoutEndIsGivenUp() throws Exception {
        assertThat(notAsked(Kind.NO_LOGIN, _ -> {}))
                .hasSize(2)
                .allSatisfy(
                        what -> assertThat(what).contains("was not logged in to, or did not tell of itself", "--host"));
    }

    @Test
    void aForcedCommandIsNamedAsTheLikelyCause() throws Exception {
        assertThat(notAsked(Kind.MUTE, _ -> {}))
                .hasSize(2)
                .allSatisfy(what ->
                        assertThat(what).contains("ForceCommand in sshd_config", "command= in authorized_keys"));
        assertThat(notAsked(Kind.CHATTY, _ -> {})).hasSize(2);
    }

    @Test
    void anExaminationThatIsEndedSaysWhatWasNotAsked() throws Exception {
        assertThat(notAsked(Kind.NO_LOGIN, TimeLimit::end))
                .hasSize(2)
                .allSatisfy(what -> assertThat(what).contains("was not asked to its end: the examination was ended"));
    }

    private List<String> notAsked(Kind kind, Consumer<TimeLimit> begins) throws Exception {
        ClusterFile file = ClusterFile.read(Files.writeString(folder.resolve("shop.yaml"), """
                cluster: shop
                directors:
                  - { name: lb1, address: 192.0.2.2 }
                realServers:
                  - { name: rs1, address: 192.0.2.11 }
                services:
                  - { name: web, virtual: tcp 192.0.2.100:80, containers: "web-*" }
                """));
        var limit = new TimeLimit(BRIEF, System::nanoTime);
        try (ClusterConnection connection = new ClusterConnection(file, new Endless(file, kind), _ -> "root")) {
            Diagnosis diagnosis = new Examination(connection, SteadyClock.ofThisProcess(), limit)
                    .examine(Installation.NONE, _ -> true, new Examination.Progress() {
                        @Override
                        public void begins(int all) {
                            begins.accept(limit);
                        }

                        @Override
                        public void asked(HostId host, boolean told, int answered, int all) {
                            assertThat(told).isFalse();
                        }

                        @Override
                        public void reading(Set<HostId> awaited) {
                            throw new AssertionError("No host can be read.");
                        }
                    });
            assertThat(diagnosis.worst()).isEqualTo(Severity.NOT_ASKED);
            return diagnosis.parts().stream()
                    .flatMap(part -> part.findings().stream())
                    .filter(finding -> finding.severity() == Severity.NOT_ASKED)
                    .map(Finding::what)
                    .toList();
        }
    }

    private record Endless(ClusterFile file, Kind kind) implements RemoteShells {
        @Override
        public List<HostId> hosts() {
            return file.hosts().stream().map(HostEntry::id).toList();
        }

        @Override
        public RemoteShell shell(HostId host) {
            return new RemoteShell() {
                @Override
                public HostId host() {
                    return host;
                }

                @Override
                public RemoteResult run(CommandLine command, Duration deadline) {
                    throw new AssertionError("A doctor needs one channel.");
                }

                @Override
                public RemoteStream open(CommandLine command, Duration deadline) {
                    return switch (kind) {
                        case NO_LOGIN -> {
                            new CompletableFuture<RemoteStream>().join();
                            throw new AssertionError("It has no end.");
                        }
                        case MUTE, CHATTY -> new Stream(kind);
                    };
                }

                @Override
                public void close() {
                    // The threads that wait are daemons.
                }
            };
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private record Stream(Kind kind, CompletableFuture<Event> end) implements RemoteStream {
        Stream(Kind kind) {
            this(kind, new CompletableFuture<>());
        }

        @Override
        public void send(String text) {
            // It is not read.
        }

        @Override
        public Event next(Duration deadline) {
            return kind == Kind.CHATTY
                    ? new Event.Line("Welcome!")
                    : end.completeOnTimeout(new Event.Silent(), deadline.toMillis(), TimeUnit.MILLISECONDS)
                            .join();
        }

        @Override
        public void close() {
            end.complete(new Event.Ended(0, ""));
        }
    }
}
