package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.driver.Answer;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What once stopped protection, on real kernels: it holds up no failover, no relief and no halt. */
@Tag("nightly")
@ExtendWith(Lab.Runs.class)
final class WorstFaultsLabIT {
    private static final String WEB_VIP = "10.99.0.100";
    private static final int CLIENTS = 12;
    private static final Duration SOON = Lab.pace().soon();
    private static final Duration LATER = Lab.pace().later();
    private static final String STOP = "/usr/libexec/lab/lxc-stop";

    @TempDir
    private Path folder = Path.of("unset");

    private LabBefore began = LabBefore.UNSEEN;

    @BeforeEach
    void beginAsTheLabBegan() {
        began = LabBefore.reset();
    }

    @AfterAll
    static void leaveNothingBehind() {
        Lab.reset();
    }

    @Test
    void aStopThatHangsHoldsUpNoFailoverOfAnotherService() throws Exception {
        try (LabMaster master = LabMaster.start(Mode.AUTOMATIC, folder, PlanStory.lentBy(folder, "web", "rs3"))) {
            master.awaitAllRead(SOON);
            borrow(master);
            Lab.ssh(
                    "rs3",
                    "mv " + STOP + " " + STOP
                            + ".own && touch /run/hangs && printf '#!/bin/sh\nwhile [ -e /run/hangs ]; do"
                            + " sleep 0.5; done\nexec " + STOP + ".own \"$@\"\n' >" + STOP + " && chmod 755 " + STOP);
            Proposal hanging;
            try {
                hanging = master.await(
                        "a stop hangs",
                        LATER,
                        state -> state.proposals().stream()
                                .filter(p -> p.plan().kind() == PlanKind.GIVE_BACK && p.status() == Status.RUNNING)
                                .filter(p -> p.steps().stream()
                                        .anyMatch(s -> s.step().action() instanceof ContainerAction.StopContainer
                                                && s.state() == StepProgress.State.RUNNING))
                                .findFirst());
                Lab.fault("kill", "rs2");
                long killed = System.nanoTime();
                try {
                    master.awaitProposal(PlanKind.FAILOVER, Status.DONE, SOON);
                    System.out.printf(
                            "[LAB] lxc-stop hangs in %s of web, rs2 killed: api is served elsewhere %.1f s later, %s is %s%n",
                            hanging.id(),
                            seconds(killed),
                            hanging.id(),
                            master.state().proposal(hanging.id()).orElseThrow().status());
                } finally {
                    Lab.fault("heal", "rs2");
                }
            } finally {
                Lab.ssh("rs3", "rm -f /run/hangs");
            }
            Proposal ended = master.await(
                    "the stop has ended",
                    LATER,
                    state ->
                            state.proposal(hanging.id()).filter(p -> !p.status().live()));
            if (ended.status() == Status.FAILED) {
                // it hung for longer than a stop may take: then the next one is an operator's for a while
                master.approveNext(PlanKind.GIVE_BACK, LATER);
            }
            KilledMasterLabIT.awaitConfigured(master);
            Lab.ssh("rs3", "mv " + STOP + ".own " + STOP);
        }
        assertAsItWas();
    }

    /** A second director, on the guest of a real server that serves nothing: its cable is cut. */
    @Test
    void aDirectorThatIsNotReadHoldsUpNoFailover() throws Exception {
        Lab.ssh("rs3", "/usr/libexec/lab/director");
        try {
            String text = Files.readString(Lab.clusterFile());
            Path file = Files.writeString(
                    folder.resolve("cluster.yaml"),
                    text.replaceFirst("(  - \\{ name: lb1, [^\\n]*\\n)", "$1  - { name: lb2, address: 10.99.0.13 }\n")
                            .replaceFirst("  - \\{ name: rs3, [^\\n]*\\n", ""));
            try (LabMaster master = LabMaster.start(Mode.AUTOMATIC, folder, file)) {
                master.awaitAllRead(SOON);
                Lab.fault("cut", "rs3");
                try {
                    master.await(
                            "lb2 is not read",
                            SOON,
                            state -> state.snapshot()
                                    .director(new DirectorId("lb2"))
                                    .filter(d -> d.table().fresh().isEmpty()));
                    Lab.fault("kill", "rs1");
                    long killed = System.nanoTime();
                    try (Trickle web = Trickle.tcp(WEB_VIP, 80)) {
                        long before = web.answered();
                        master.await(
                                "web is served elsewhere",
                                SOON,
                                state -> Optional.of(state).filter(_ -> web.answered() > before + 1));
                        System.out.printf(
                                "[LAB] director lb2 cut off, rs1 killed: web is served elsewhere %.1f s later%n",
                                seconds(killed));
                    } finally {
                        Lab.fault("heal", "rs1");
                    }
                } finally {
                    Lab.fault("heal", "rs3");
                }
                KilledMasterLabIT.awaitConfigured(master);
            }
            assertThat(Lab.table("rs3")).as("both directors are the same").isEqualTo(began.table());
        } finally {
            Lab.ssh(
                    "rs3",
                    "/usr/libexec/lab/ipvsadm -C; modprobe -ra ip_vs_rr ip_vs_wrr ip_vs_lc ip_vs_wlc ip_vs_sh ip_vs_mh ip_vs");
        }
        assertAsItWas();
    }

    @Test
    void aHaltStopsWhatRunsAndNothingIsSentUntilItIsResumed() throws Exception {
        try (LabMaster master = LabMaster.start(Mode.AUTOMATIC, folder)) {
            master.awaitAllRead(SOON);
            try (Clients _ = Clients.start(WEB_VIP, CLIENTS)) {
                master.await(
                        "a loan has begun",
                        LATER,
                        state -> state.running().stream()
                                .filter(p -> p.steps().stream().anyMatch(StepProgress::finished))
                                .findFirst());
                long asked = System.nanoTime();
                Answer answer = master.running()
                        .master()
                        .submit(new Intent.Halt("tester"))
                        .get(SOON.toSeconds(), TimeUnit.SECONDS);
                double took = seconds(asked);
                assertThat(answer).isInstanceOf(Answer.Accepted.class);
                master.await(
                        "nothing runs",
                        SOON,
                        state -> Optional.of(state).filter(s -> s.running().isEmpty()));
                String changes = changes();
                Lab.fault("kill", "rs2");
                try {
                    master.awaitReadings(10, LATER);
                    assertThat(changes()).isEqualTo(changes);
                } finally {
                    Lab.fault("heal", "rs2");
                }
                System.out.printf("[LAB] a halt in a loan is answered after %.3f s, and nothing is sent%n", took);
            }
            assertThat(master.running()
                            .master()
                            .submit(new Intent.Resume("tester"))
                            .get(SOON.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(Answer.Accepted.class);
            // what an operator has halted an operator takes back
            master.approveNext(PlanKind.UNDO, SOON);
            KilledMasterLabIT.awaitConfigured(master);
        }
        assertAsItWas();
    }

    /** On the hosts that no test kills. */
    private static String changes() {
        return Lab.changes("lb1") + Lab.changes("rs1") + Lab.changes("rs3");
    }

    private static void borrow(LabMaster master) throws InterruptedException {
        try (Clients _ = Clients.start(WEB_VIP, CLIENTS)) {
            master.awaitProposal(PlanKind.BORROW, Status.DONE, LATER);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private void assertAsItWas() {
        began.assertIsAgain("at the end");
    }
}
