package dev.headroom.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.TestPatience;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.simulation.shell.ToolResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SimulatedHostTest {
    private static final HostId LB1 = new DirectorId("lb1");
    private static final HostId RS1 = new ServerId("rs1");
    private static final String SCRIPT = "# headroom agent 2\necho anything\n# headroom agent end\n";

    private final SimulatedCluster cluster = Scenarios.flashCrowd(3).begin();

    @Test
    void answersAsAShellWould() throws IOException {
        assertThat(run(RS1, "foo -x", "")).isEqualTo(new ToolResult(127, "", "sh: 1: foo: not found\n"));
        assertThat(run(RS1, "sudo -n foo", "")).isEqualTo(new ToolResult(1, "", "sudo: foo: command not found\n"));
        assertThat(run(RS1, "ipvsadm -Ln", "").exitCode()).isEqualTo(127);
        assertThat(run(RS1, "echo 'a  b' \"c d\" e\\ f", "")).isEqualTo(ToolResult.of("a  b c d e f\n"));
        assertThat(run(RS1, "cat /nothing", ""))
                .isEqualTo(new ToolResult(1, "", "cat: /nothing: No such file or directory\n"));
        assertThat(run(RS1, "true; rm x", "").exitCode()).isEqualTo(2);
        assertThat(run(RS1, "uname -sm", "")).isEqualTo(ToolResult.of("Linux x86_64\n"));
    }

    @Test
    void startsAndStopsContainersInSimulatedTime() throws IOException {
        assertThat(run(RS1, "lxc-info -n media-1 -s -H", "").output()).isEqualTo("STOPPED\n");
        assertThat(run(RS1, "sudo -n lxc-start -n media-1 -d", "")).isEqualTo(ToolResult.of(""));
        assertThat(run(RS1, "lxc-info -n media-1 -s -H", "").output()).isEqualTo("STARTING\n");
        cluster.advance(Duration.ofMillis(500));
        assertThat(run(RS1, "lxc-info -n media-1 -s -H", "").output()).isEqualTo("RUNNING\n");
        assertThat(run(LB1, "sh -s -- director root", SCRIPT + "frame tcp:10.3.0.2:80\nquit\n")
                        .output())
                .contains("tcp:10.3.0.2:80 refused\n");
        cluster.advance(Duration.ofMillis(1_500));
        assertThat(run(LB1, "sh -s -- director root", SCRIPT + "frame tcp:10.3.0.2:80\nquit\n")
                        .output())
                .contains("tcp:10.3.0.2:80 open\n");
        assertThat(run(RS1, "lxc-stop -n media-1 -t 30", "")).isEqualTo(ToolResult.of(""));
        cluster.advance(Duration.ofMillis(500));
        assertThat(run(RS1, "lxc-wait -n media-1 -s 'STOPPED|FROZEN' -t 1", "").exitCode())
                .isZero();
        assertThat(run(LB1, "sh -s -- director root", SCRIPT + "frame tcp:10.3.0.2:80\nquit\n")
                        .output())
                .contains("tcp:10.3.0.2:80 silent\n");
    }

    @Test
    void complainsAsLxcDoes() throws IOException {
        assertThat(run(RS1, "lxc-start -n shop-1", ""))
                .isEqualTo(new ToolResult(
                        0,
                        "",
                        "lxc-start: shop-1: ../src/lxc/tools/lxc_start.c: main: 256 Container is already running\n"));
        assertThat(run(RS1, "lxc-stop -n media-1", ""))
                .isEqualTo(new ToolResult(
                        2, "", "lxc-stop: media-1: ../src/lxc/tools/lxc_stop.c: main: 168 media-1 is not running\n"));
        assertThat(run(RS1, "lxc-info -n nope-1", "")).isEqualTo(new ToolResult(1, "", "nope-1 doesn't exist\n"));
    }

    @Test
    void speaksTheFrameProtocol() throws IOException {
        cluster.advance(Duration.ofSeconds(2));

        String text = run(RS1, "sh -s -- server sudo", SCRIPT + "frame\nnonsense\nquit\nframe\n")
                .output();

        assertThat(text.lines().filter(l -> l.startsWith("@@frame") || l.startsWith("@@end")))
                .containsExactly("@@frame 1 server", "@@end 1 16", "@@frame 2 server", "@@end 2 15");
        assertThat(text)
                .contains(
                        " containers\nNAME     STATE   AUTOSTART PID  IPV4     IPV6 \n",
                        " cpu shop-1\nusage_usec ",
                        " listening shop-1\n",
                        " address media-1\nlxc.net.0.ipv4.address = 10.3.0.2/24\n@@close address media-1\n")
                .doesNotContain(" cpu media-1\n");
    }

    @Test
    void aStreamWithoutTheAgentsScriptIsRefused() throws IOException {
        assertThat(run(RS1, "sh -s -- server root", "rm -rf /\n").exitCode()).isEqualTo(2);
        assertThat(run(RS1, "sh -s -- server root", "").exitCode()).isZero();
    }

    @Test
    void aDeadHostAnswersNothingAndComesBackWithItsHomes() throws IOException {
        cluster.apply(new Fault(RS1, Fault.Kind.KILL));
        assertThatThrownBy(() -> run(RS1, "true", "")).isInstanceOf(IOException.class);

        cluster.apply(new Fault(RS1, Fault.Kind.HEAL));
        cluster.advance(Duration.ofSeconds(3));

        assertThat(run(RS1, "lxc-ls -1 --running", "").output()).isEqualTo("shop-1\n");
        assertThat(run(RS1, "cat /proc/uptime", "").output()).startsWith("3.00 ");
    }

    @Test
    void aFrozenHostAnswersWhenItIsWellAgain() throws Exception {
        cluster.apply(new Fault(RS1, Fault.Kind.FREEZE));
        FutureTask<ToolResult> answer = new FutureTask<>(() -> run(RS1, "hostname", ""));
        Thread.ofVirtual().start(answer);
        assertThat(answer.isDone()).isFalse();

        cluster.apply(new Fault(RS1, Fault.Kind.HEAL));

        assertThat(answer.get(TestPatience.millis(), TimeUnit.MILLISECONDS)).isEqualTo(ToolResult.of("rs1\n"));
        assertThat(run(RS1, "lxc-ls -1 --running", "").output()).isEqualTo("shop-1\n");
    }

    @Test
    void theSameSeedAndCallsGiveTheSameBytes() throws IOException {
        SimulatedCluster other = Scenarios.flashCrowd(3).begin();
        StringBuilder first = new StringBuilder();
        StringBuilder second = new StringBuilder();
        for (int i = 0; i < 70; i++) {
            cluster.advance(Duration.ofSeconds(1));
            // in other portions: time is time
            other.advance(Duration.ofMillis(370));
            other.advance(Duration.ofMillis(630));
            first.append(run(LB1, "ipvsadm -Ln --stats --exact", "").output()).append(cluster.totals());
            second.append(run(other, LB1, "ipvsadm -Ln --stats --exact", "").output())
                    .append(other.totals());
        }

        assertThat(second.toString()).isEqualTo(first.toString());
        SimulatedCluster third = Scenarios.flashCrowd(4).begin();
        third.advance(Duration.ofSeconds(70));
        assertThat(third.totals()).isNotEqualTo(cluster.totals());
    }

    @Test
    void aGeneratedClusterIsOfTheSizeThatWasAsked() {
        SimulatedCluster big = Scenarios.generated(300, 12, 5).begin();
        big.advance(Duration.ofSeconds(2));

        assertThat(big.hosts()).hasSize(300);
        assertThat(big.totals().failed()).isZero();
        assertThat(big.totals().served()).isPositive();
    }

    private ToolResult run(HostId host, String command, String input) throws IOException {
        return run(cluster, host, command, input);
    }

    private static ToolResult run(SimulatedCluster cluster, HostId host, String command, String input)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        int exitCode = cluster.host(host).run(command, in, out, err);
        return new ToolResult(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
