package dev.headroom.program.field;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Hosts that let a command wait before it begins, as an overloaded server does, which is the case that Headroom is made
 * for.
 */
class SlowLoginIT extends FieldScenario {
    /** Longer than connecting, logging in and the first report took together when they had one deadline of 10 s. */
    private static final int WAIT_SECONDS = 12;

    @Test
    void oneLookWaitsForASlowHostAndLogsInOnce() throws Exception {
        cluster.service("name: web, virtual: \"tcp 192.0.2.100:80\", containers: \"web-*\", minimum: 1");
        cluster.director("lb1", 2)
                .table("-A -t 192.0.2.100:80 -s wrr", "-a -t 192.0.2.100:80 -r 127.9.0.12:80 -g -w 100")
                .commandsWait(WAIT_SECONDS);
        cluster.server("rs1", 11).containers("web-1 1 127.9.0.12 80 RUNNING").commandsWait(WAIT_SECONDS);
        cluster.server("rs2", 12).containers("web-s2 0 127.9.0.13 80 STOPPED");
        cluster.start();

        String said = cluster.headroom(0, "observe", "--cluster", cluster.clusterFile(), "--once");

        assertThat(said).contains("web-1", "web-s2", "192.0.2.100:80").doesNotContain("not read");
        for (String host : new String[] {"lb1", "rs1", "rs2"}) {
            assertThat(cluster.host(host).logins()).as("logins at " + host).isEqualTo(1);
        }
    }
}
