package dev.headroom.program.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The built program in automatic mode against real sshds with scripted tools: clusters as people have them, odd but
 * healthy. Each has one more service (the canary) that really loses a server, so that a master that does nothing at all
 * does not pass. They wait most of the time, so some run at once (see the pom), each in a network of its own.
 */
@Execution(ExecutionMode.CONCURRENT)
class FieldIT extends FieldScenario {
    private static final String CANARY =
            "name: canary, virtual: \"tcp 192.0.2.199:80\", containers: \"canary-*\", minimum: 1";
    private static final List<String> CANARY_TABLE = List.of(
            "-A -t 192.0.2.199:80 -s wrr",
            "-a -t 192.0.2.199:80 -r 127.9.0.91:80 -g -w 100",
            "-a -t 192.0.2.199:80 -r 127.9.0.92:80 -g -w 100");
    /** The only thing that may happen in a cluster that is otherwise healthy. */
    private static final String CANARY_QUIESCED =
            "lb1: ipvsadm -e -t 192.0.2.199:80 -r 127.9.0.91:80 -g -w 0 -x 0 -y 0";

    /** The canary's first container dies: its machine is gone with it, and no connection to it ends any more. */
    private void canaryDies() throws Exception {
        cluster.clients("192.0.2.199:80 127.9.0.91:80", 0, 0, 0);
        cluster.host("rs9").kill("canary-1");
        cluster.host("rs9").cutSsh();
    }

    private void canaries() throws Exception {
        cluster.service(CANARY);
        cluster.server("rs9", 9).containers("canary-1 1 127.9.0.91 80 RUNNING");
        cluster.server("rs8", 8).containers("canary-2 1 127.9.0.92 80 RUNNING");
        cluster.host("rs9").uses("canary-1", 0.05);
        cluster.host("rs8").uses("canary-2", 0.05);
        cluster.clients("192.0.2.199:80 127.9.0.91:80", 2, 0, 0);
        cluster.clients("192.0.2.199:80 127.9.0.92:80", 2, 0, 0);
    }

    private static String[] withCanary(String... rules) {
        return java.util.stream.Stream.concat(java.util.Arrays.stream(rules), CANARY_TABLE.stream())
                .toArray(String[]::new);
    }

    private void onlyTheCanaryWasTouched() throws Exception {
        cluster.awaitReadings(10);
        canaryDies();
        cluster.await("the canary is replaced", () -> cluster.record().contains(CANARY_QUIESCED));
        cluster.awaitReadings(15);
        assertThat(cluster.record()).as(cluster.said()).containsExactly(CANARY_QUIESCED);
    }

    @Test
    void whatCannotBeProbedIsNeverDead() throws Exception {
        canaries();
        cluster.service("name: dns, virtual: \"udp 192.0.2.53:53\", containers: \"dns-*\", minimum: 1");
        cluster.service("name: mail, virtual: \"fwm 5\", containers: \"mail-*\", minimum: 1");
        cluster.director("lb1", 2)
                .table(withCanary(
                        "-A -u 192.0.2.53:53 -s rr",
                        "-a -u 192.0.2.53:53 -r 127.9.0.31:53 -g -w 1",
                        "-a -u 192.0.2.53:53 -r 127.9.0.32:53 -g -w 1",
                        "-A -f 5 -s wlc",
                        "-a -f 5 -r 127.9.0.41:0 -g -w 10",
                        "-a -f 5 -r 127.9.0.42:0 -g -w 10"));
        cluster.server("rs1", 11).containers("dns-1 1 127.9.0.31 9953 RUNNING", "mail-1 1 127.9.0.41 25 RUNNING");
        cluster.server("rs2", 12).containers("dns-2 1 127.9.0.32 9953 RUNNING", "mail-2 1 127.9.0.42 25 RUNNING");
        cluster.start();
        cluster.automatic();
        cluster.awaitReadings(5);
        // their servers can no longer be read, which proves no failure
        cluster.host("rs1").cutSsh();
        cluster.host("rs2").cutSsh();
        onlyTheCanaryWasTouched();
    }

    @Test
    void aContainerIsKnownByAnyOfItsAddressesAndNotStarted() throws Exception {
        canaries();
        cluster.service("name: web, virtual: \"tcp 192.0.2.100:80\", containers: \"web-*\", minimum: 1");
        cluster.service("name: tls, virtual: \"fwm 11\", containers: \"tls-*\", minimum: 1");
        cluster.director("lb1", 2)
                .table(withCanary(
                        "-A -t 192.0.2.100:80 -s wrr -p 7200",
                        "-a -t 192.0.2.100:80 -r 127.9.0.12:8080 -m -w 100",
                        "-a -t 192.0.2.100:80 -r 127.9.0.13:8080 -m -w 100",
                        "-A -f 11 -s rr",
                        "-a -f 11 -r 127.9.0.21:443 -i -w 1"));
        // start-at-boot is off everywhere, as LXC has it by default
        cluster.server("rs1", 101)
                .containers("web-1 0 192.0.2.100,172.17.0.1,127.9.0.12 8080 RUNNING", "tls-1 0 127.9.0.21 443 RUNNING");
        cluster.server("rs2", 102).containers("web-2 0 127.9.0.13,172.17.0.1,192.0.2.100 8080 RUNNING");
        cluster.clients("192.0.2.100:80 127.9.0.12:8080", 1, 2, 3);
        cluster.clients("192.0.2.100:80 127.9.0.13:8080", 1, 2, 3);
        cluster.start();
        cluster.automatic();
        onlyTheCanaryWasTouched();
    }

    @Test
    void whatSomebodyElseSetIsTheirs() throws Exception {
        canaries();
        cluster.service("name: web, virtual: \"tcp 192.0.2.100:80\", containers: \"web-*\", minimum: 1");
        cluster.director("lb1", 2)
                .table(withCanary(
                        "-A -t 192.0.2.100:80 -s wrr",
                        "-a -t 192.0.2.100:80 -r 127.9.0.12:80 -g -w 100",
                        "-a -t 192.0.2.100:80 -r 127.9.0.13:80 -g -w 0"));
        cluster.server("rs1", 101).containers("web-1 1 127.9.0.12 80 RUNNING");
        // a stand-by container that a person started and a health checker set to weight 0; and one that gets no clients
        cluster.server("rs2", 102).containers("web-s2 0 127.9.0.13 80 RUNNING", "web-s3 0 127.9.0.14 80 RUNNING");
        cluster.clients("192.0.2.100:80 127.9.0.12:80", 1, 1, 0);
        cluster.start();
        cluster.automatic();
        onlyTheCanaryWasTouched();
    }

    @Test
    void aSchedulerThatRefusesClientsIsAskedBeforeAWeightIsSetToZero() throws Exception {
        canaries();
        cluster.service("name: hash, virtual: \"tcp 192.0.2.120:80\", containers: \"hash-*\", minimum: 1");
        cluster.director("lb1", 2)
                .table(withCanary(
                        "-A -t 192.0.2.120:80 -s sh",
                        "-a -t 192.0.2.120:80 -r 127.9.0.51:80 -g -w 1",
                        "-a -t 192.0.2.120:80 -r 127.9.0.52:80 -g -w 1"));
        cluster.server("rs1", 101).containers("hash-1 1 127.9.0.51 80 RUNNING");
        cluster.server("rs2", 102).containers("hash-2 1 127.9.0.52 80 RUNNING");
        cluster.start();
        cluster.automatic();
        cluster.awaitReadings(5);
        cluster.host("rs1").kill("hash-1");
        cluster.host("rs1").cutSsh();
        canaryDies();
        cluster.await("the canary is replaced", () -> cluster.record().contains(CANARY_QUIESCED));
        cluster.awaitReadings(15);
        assertThat(cluster.record())
                .as(cluster.said())
                .noneMatch(line -> line.contains("192.0.2.120:80") && line.contains("-w 0 "));
    }

    @Test
    void anOddLineCostsOnlyItself() throws Exception {
        canaries();
        cluster.service("name: web, virtual: \"tcp 192.0.2.100:80\", containers: \"web-*\", minimum: 1");
        cluster.director("lb1", 2)
                .table(withCanary(
                        "-A -t 192.0.2.100:80 -s wrr",
                        "-a -t 192.0.2.100:80 -r 127.9.0.12:80 -g -w 100",
                        "-A -t 192.0.2.150:25 -s wrr",
                        "-a -t 192.0.2.150:25 -r 127.9.0.61:25 -g -w 100000",
                        "-A -t 192.0.2.77:80 -s rr",
                        "-a -t 192.0.2.77:80 -r 127.9.0.66:80 (null) -w 100"))
                .file("ipvsadm-stderr", "ipvsadm: a warning of some library\n");
        cluster.server("rs1", 101).containers("web-1 1 127.9.0.12 80 RUNNING");
        // what public reports show, on the canary's own hosts: its failover must work all the same
        cluster.host("rs8").file("lxc-ls-before", "Wrong value for 'lxc.start.auto = 2'.\n");
        cluster.host("rs8")
                .file(
                        "lxc-ls-stderr",
                        "lxc-ls: utils.c: switch_to_ns: 1096 Function not implemented - failed to set process 102 to"
                                + " net of 3.\n");
        cluster.host("rs8").file("lxc-info-stderr", "lxc-info: a warning\n");
        cluster.host("rs9").containers("canary-1 1 127.9.0.91 80 RUNNING", "other 0 - - -", "third 0 - - UNKNOWN");
        cluster.start();
        cluster.automatic();
        onlyTheCanaryWasTouched();
        assertThat(cluster.said()).contains("lb1 connected", "rs1 connected", "rs8 connected", "rs9 connected");
    }

    /** A loan is given back from a persistent service; meanwhile another service loses a server. */
    @Test
    void aDrainHoldsUpNoFailover() throws Exception {
        canaries();
        cluster.service("name: web, virtual: \"tcp 192.0.2.100:80\", containers: \"web-*\", minimum: 1");
        cluster.director("lb1", 2)
                .table(withCanary(
                        "-A -t 192.0.2.100:80 -s wrr -p 300", "-a -t 192.0.2.100:80 -r 127.9.0.12:80 -g -w 100"));
        cluster.server("rs1", 101).containers("web-1 1 127.9.0.12 80 RUNNING");
        cluster.server("rs2", 102).containers("web-s2 0 127.9.0.13 80 STOPPED");
        cluster.host("rs1").uses("web-1", 1.95);
        cluster.clients("192.0.2.100:80 127.9.0.12:80", 20, 4, 2);
        cluster.start();
        cluster.automatic();
        String added = "-a -t 192.0.2.100:80 -r 127.9.0.13:80 -g";
        cluster.await("a loan is made", () -> cluster.record().stream().anyMatch(l -> l.contains(added)));
        cluster.host("rs2").uses("web-s2", 0.1);
        cluster.host("rs1").uses("web-1", 0.1);
        cluster.clients("192.0.2.100:80 127.9.0.12:80", 1, 1, 1);
        cluster.clients("192.0.2.100:80 127.9.0.13:80", 1, 1, 1);
        cluster.await(
                "the loan is being returned",
                () -> cluster.record()
                        .contains("lb1: ipvsadm -e -t 192.0.2.100:80 -r 127.9.0.13:80 -g -w 0 -x 0 -y 0"));
        cluster.clients("192.0.2.100:80 127.9.0.13:80", 0, 0, 1);
        canaryDies();
        cluster.await(
                "the canary is replaced while web drains",
                () -> cluster.record().contains(CANARY_QUIESCED));
        assertThat(cluster.record())
                .as("still draining")
                .noneMatch(l -> l.contains("ipvsadm -d") || l.contains("lxc-stop"));
        cluster.clients("192.0.2.100:80 127.9.0.13:80", 0, 0, 0);
        cluster.await("the loan is back", () -> cluster.record().stream().anyMatch(l -> l.startsWith("rs2: lxc-stop")));
        assertThat(cluster.record()).contains("lb1: ipvsadm -d -t 192.0.2.100:80 -r 127.9.0.13:80");
    }

    @Test
    void datagramsAreDrainedUntilNoneComesAnyMore() throws Exception {
        canaries();
        cluster.service("name: dns, virtual: \"udp 192.0.2.53:53\", containers: \"dns-*\", minimum: 1");
        cluster.director("lb1", 2)
                .table(withCanary("-A -u 192.0.2.53:53 -s wrr", "-a -u 192.0.2.53:53 -r 127.9.0.31:53 -g -w 100"))
                .file("timeouts", "900 120 5\n");
        cluster.server("rs1", 101).containers("dns-1 1 127.9.0.31 9953 RUNNING");
        cluster.server("rs2", 102).containers("dns-s2 0 127.9.0.32 9953 STOPPED");
        cluster.host("rs1").uses("dns-1", 1.95);
        cluster.clients("192.0.2.53:53 127.9.0.31:53", 20, 0, 0);
        cluster.start();
        cluster.automatic();
        cluster.await(
                "a loan is made", () -> cluster.record().stream().anyMatch(l -> l.contains("-r 127.9.0.32:53 -g")));
        cluster.host("rs2").uses("dns-s2", 0.1);
        cluster.host("rs1").uses("dns-1", 0.1);
        cluster.clients("192.0.2.53:53 127.9.0.31:53", 1, 0, 0);
        cluster.clients("192.0.2.53:53 127.9.0.32:53", 1, 0, 0);
        cluster.await(
                "the loan is being returned",
                () -> cluster.record().contains("lb1: ipvsadm -e -u 192.0.2.53:53 -r 127.9.0.32:53 -g -w 0 -x 0 -y 0"));
        cluster.awaitReadings(15);
        assertThat(cluster.record())
                .as("packets still come")
                .noneMatch(l -> l.contains("ipvsadm -d") || l.contains("lxc-stop"));
        cluster.clients("192.0.2.53:53 127.9.0.32:53", 0, 0, 0);
        cluster.await("the loan is back", () -> cluster.record().stream().anyMatch(l -> l.startsWith("rs2: lxc-stop")));
    }

    @Test
    void aToolThatHangsLeavesNoProcessesBehind() throws Exception {
        canaries();
        cluster.director("lb1", 2).table(withCanary());
        cluster.server("rs1", 101).containers("web-1 1 127.9.0.12 80 RUNNING").file("lxc-ls-hangs", "yes\n");
        cluster.start();
        cluster.automatic();
        cluster.awaitSaid("on rs1 hangs");
        cluster.await(
                "lxc-ls was called again", () -> cluster.host("rs1").calls().size() >= 3);
        assertThat(cluster.host("rs1").hung()).hasSizeLessThanOrEqualTo(1);
        cluster.stopMaster();
        cluster.await(
                "nothing of ours is left", () -> cluster.host("rs1").hung().isEmpty());
        assertThat(cluster.said()).contains("lxc-ls");
    }

    /** TERM does not end this one. What it was to do may be wrong by the time at which it would go on. */
    @Test
    void aToolThatHangsWhileItChangesSomethingIsEndedOnItsHost() throws Exception {
        canaries();
        cluster.director("lb1", 2).table(withCanary()).file("ipvsadm-hangs", "yes\n");
        cluster.start();
        cluster.automatic();
        cluster.awaitReadings(5);
        canaryDies();
        cluster.await("ipvsadm hangs", () -> !cluster.host("lb1").hung().isEmpty());
        assertThat(cluster.record()).contains(CANARY_QUIESCED);
        cluster.awaitSaid("'ipvsadm' on lb1 was ended");
        cluster.stopMaster();
        cluster.await("no ipvsadm is left", () -> cluster.host("lb1").hung().isEmpty());
        assertThat(cluster.said()).contains("more than 10 s");
    }

    @Test
    void aStartThatHangsIsEndedOnItsHostAlsoWhenTheMasterIsGoneAndIsNotSentAgainBefore() throws Exception {
        cluster.service("name: web, virtual: \"tcp 192.0.2.100:80\", containers: \"web-*\", minimum: 1");
        cluster.director("lb1", 2)
                .table("-A -t 192.0.2.100:80 -s wrr", "-a -t 192.0.2.100:80 -r 127.9.0.12:80 -g -w 100");
        cluster.server("rs1", 101).containers("web-1 1 127.9.0.12 80 RUNNING");
        cluster.server("rs2", 102).containers("web-s2 0 127.9.0.13 80 STOPPED").file("lxc-start-hangs", "yes\n");
        cluster.host("rs1").uses("web-1", 1.95);
        cluster.clients("192.0.2.100:80 127.9.0.12:80", 20, 4, 2);
        cluster.start();
        cluster.automatic();
        cluster.await("lxc-start hangs", () -> !cluster.host("rs2").hung().isEmpty());
        cluster.killMaster();
        cluster.automatic();
        cluster.awaitSaid("P1 for web was interrupted");
        cluster.await("no lxc-start is left", () -> cluster.host("rs2").hung().isEmpty());
        assertThat(cluster.record()).containsExactly("rs2: lxc-start -n web-s2 -d");
    }
}
