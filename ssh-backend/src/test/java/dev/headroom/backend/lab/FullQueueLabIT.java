package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real kernel's queue of connections to accept overflows while its server is idle: that is an overload, too. */
@ExtendWith(Lab.Runs.class)
@Tag("nightly")
final class FullQueueLabIT {
    private static final String WEB_VIP = "10.99.0.100";
    private static final ContainerId HOME = ContainerId.parse("rs1/web-1");
    private static final Duration SOON = Lab.pace().soon();
    private static final Duration LATER = Lab.pace().later();
    private static final String CONF = "/etc/lab/service.conf";

    @TempDir
    private Path folder = Path.of("unset");

    /** The service on rs1 waits half a second for each request, and computes nothing: few workers, and a short queue before them. */
    @BeforeEach
    void aServiceThatWaitsForSomethingElse() {
        Lab.reset();
        Lab.ssh(
                "rs1",
                "cp " + CONF + " /run/service.conf && sed -i 's/^rounds=.*/rounds=1/; s/^pause=.*/pause=0.5/' " + CONF
                        + " && /usr/libexec/lab/lxc-stop -n web-1 -k"
                        + " && /usr/libexec/lab/lxc-start -n web-1 -d -s lxc.sysctl.net.core.somaxconn=2");
    }

    @AfterEach
    void asItWas() {
        Lab.ssh(
                "rs1",
                "cp /run/service.conf " + CONF
                        + " && /usr/libexec/lab/lxc-stop -n web-1 -k && /usr/libexec/lab/lxc-start -n web-1 -d");
        Lab.reset();
    }

    @Test
    void borrowsForAQueueThatOverflowsOnAnIdleServer() throws Exception {
        try (LabMaster master = LabMaster.start(Mode.AUTOMATIC, folder);
                Clients clients = Clients.start(WEB_VIP, 30)) {
            Proposal borrow = master.awaitProposal(PlanKind.BORROW, Status.DONE, LATER);
            System.out.printf("[LAB] full queue: %s%n", borrow.plan().reasons());
            assertThat(borrow.plan().reasons())
                    .anyMatch(
                            r -> r.startsWith("rs1/web-1 has processor time left") && r.contains("(ListenOverflows)"));
            Utilization idle = master.state()
                    .snapshot()
                    .server(HOME.server())
                    .flatMap(server -> server.load().lastKnown())
                    .orElseThrow()
                    .cpu();
            System.out.printf("[LAB] its server is in use to %s%n", idle);
            assertThat(idle).isLessThan(new Utilization(0.8));
            master.await(
                    "web is overloaded no more",
                    LATER,
                    state -> Optional.of(state)
                            .filter(s -> s.assessments().stream()
                                    .filter(a -> a.service().name().equals("web"))
                                    .allMatch(a -> a.utilization().fraction() < 0.8)));
            clients.awaitServed(20, SOON);
        }
    }
}
