package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.act.PlanScripts.Script;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A loan and its undo as scripts, run by a person on real kernels after the console has gone. */
@Tag("nightly")
@ExtendWith(Lab.Runs.class)
final class PlanScriptLabIT {
    private static final Duration SOON = Lab.pace().soon();
    private static final Duration LATER = Lab.pace().later();

    @TempDir
    private Path folder = Path.of("unset");

    private record Scripts(String plan, String undo) {}

    private record Ended(int code, String output) {}

    @BeforeEach
    void beginAsTheLabBegan() {
        Lab.reset();
    }

    @AfterAll
    static void leaveNothingBehind() {
        Lab.reset();
    }

    @Test
    void aLoanAndItsUndoRunWithoutTheConsole() throws Exception {
        String table = Lab.table("lb1");
        String containers = Lab.containers();
        Scripts scripts;
        try (LabMaster master = LabMaster.start(Mode.MANUAL, folder.resolve("state"))) {
            master.awaitAllRead(LATER);
            scripts = awaitLoan(master);
            String before = Lab.allChanges();

            Ended refused = run(scripts.plan());

            System.out.printf("[LAB] while the master runs: %s%n", refused.output());
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.output()).contains(" holds the lease of ", "nothing was changed: a master may change");
            assertThat(Lab.allChanges()).isEqualTo(before);
        }
        assertThat(Lab.table("lb1")).isEqualTo(table);

        Ended lent = run(scripts.plan());
        assertThat(lent.code()).as(lent.output()).isZero();
        assertThat(Lab.table("lb1")).isNotEqualTo(table);
        Ended undone = run(scripts.undo());
        System.out.printf("[LAB] the undo: %s%n", undone.output());
        assertThat(undone.code()).as(undone.output()).isZero();
        assertThat(Lab.table("lb1")).isEqualTo(table);
        assertThat(Lab.containers()).isEqualTo(containers);

        String before = Lab.allChanges();
        assertThat(run(scripts.undo()).code()).isZero();
        assertThat(Lab.allChanges()).isEqualTo(before);

        assertThat(run(scripts.plan()).code()).isZero();
        String other =
                "ipvsadm -Sn | sed -n 's/^-a \\(-t 10.99.0.100:80 -r [0-9.:]* -g -w\\).*/ipvsadm -e \\1 77/p' | sh";
        Lab.ssh("lb1", other);
        String drifted = Lab.table("lb1");
        Ended stopped = run(scripts.undo());
        System.out.printf("[LAB] after another's weight: %s%n", stopped.output());
        assertThat(stopped.code()).isEqualTo(1);
        assertThat(stopped.output()).contains("has weight 77, not ", "somebody else has set it");
        assertThat(Lab.table("lb1")).isEqualTo(drifted);
    }

    /** Both scripts of the first loan that is proposed. */
    private static Scripts awaitLoan(LabMaster master) throws Exception {
        try (Clients _ = Clients.start("10.99.0.100", 12)) {
            return master.await(
                    "a loan is proposed",
                    SOON,
                    state -> state.proposals().stream()
                            .filter(p -> p.plan().kind() == PlanKind.BORROW && p.status() == Status.OPEN)
                            .flatMap(p -> text(master.running().script(p.id(), false))
                                    .flatMap(plan -> text(master.running().script(p.id(), true))
                                            .map(undo -> new Scripts(plan, undo))))
                            .findFirst());
        }
    }

    private static Stream<String> text(Script script) {
        return switch (script) {
            case Script.Written(String text) -> Stream.of(text);
            case Script.None _ -> Stream.of();
        };
    }

    private Ended run(String text) throws IOException, InterruptedException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        // ssh -n -o X -o Y HOST COMMAND
        Path ssh = Files.writeString(bin.resolve("ssh"), """
            #!/bin/sh
            PATH=${PATH#*:} exec "$LAB" ssh "$6" "$7" < /dev/null
            """);
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));
        Path script = Files.writeString(folder.resolve("script.sh"), text);
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(List.of("sh", script.toString())).redirectErrorStream(true);
        builder.redirectOutput(output.toFile());
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        builder.environment()
                .put("LAB", Path.of("src", "lab", "lab").toAbsolutePath().toString());
        Process process = builder.start();
        assertThat(process.waitFor(LATER.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(output));
    }
}
