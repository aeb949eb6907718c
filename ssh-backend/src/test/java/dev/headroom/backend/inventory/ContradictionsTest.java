package dev.headroom.backend.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.policy.AutomaticLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two settings of a cluster file that contradict each other: the error names both places. */
class ContradictionsTest {
    @TempDir
    private Path folder = Path.of(".");

    private Path written(String directors, String servers, String ofService, String policy) throws IOException {
        return Files.writeString(folder.resolve("cluster.yaml"), """
                cluster: shop
                directors: [ %s ]
                realServers: [ %s ]
                services:
                  - { name: web, virtual: "tcp 192.0.2.100:80", containers: "web-*", %s }
                policy: { %s }
                """.formatted(directors, servers, ofService, policy));
    }

    private static final String LB1 = "{ name: lb1, address: 192.0.2.2 }";
    private static final String RS1 = "{ name: rs1, address: 192.0.2.11 }";
    private static final String THREE =
            RS1 + ", { name: rs2, address: 192.0.2.12 }, { name: rs3, address: 192.0.2.13, lends: false }";

    private void refuses(Path file, String message) {
        assertThatThrownBy(() -> ClusterFile.read(file))
                .isInstanceOf(ClusterFileException.class)
                .hasMessage(file + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            address: 192.0.2.11                          | 192.0.2.11
            address: rs1.example.org, ssh: { port: 2222 } | RS1.EXAMPLE.ORG., ssh: { port: 2222 }
            address: fd00:0:0::11                        | fd00::11
            address: 192.0.2.11                          | 192.0.2.11, ssh: { port: 22 }
            """)
    void refusesTwoRealServersAtOneAddress(String one, String other) throws IOException {
        Path file = written(LB1, "{ name: rs1, " + one + " }, { name: rs2, address: " + other + " }", "minimum: 1", "");
        assertThatThrownBy(() -> ClusterFile.read(file))
                .isInstanceOf(ClusterFileException.class)
                .hasMessageStartingWith(file + ":3:")
                .hasMessageContaining("of rs2 is that of rs1 in line 3; two real servers cannot be one machine");
    }

    @Test
    void refusesTwoDirectorsAtOneAddress() throws IOException {
        refuses(
                written(LB1 + ", { name: lb2, address: 192.0.2.2 }", RS1, "minimum: 1", ""),
                ":2:62: the address '192.0.2.2' of lb2 is that of lb1 in line 2; two directors cannot be one machine, so correct one of the two, or remove it.");
    }

    @Test
    void takesADirectorThatIsARealServerToo() throws Exception {
        ClusterFile file = ClusterFile.read(written(LB1, "{ name: rs1, address: 192.0.2.2 }", "minimum: 1", ""));
        assertThat(file.hosts()).hasSize(2);
    }

    @Test
    void takesTwoRealServersBehindOneAddressWithPortsOfTheirOwn() throws Exception {
        String two = "{ name: rs1, address: 192.0.2.11, ssh: { port: 2201 } }, { name: rs2, address: 192.0.2.11 }";
        assertThat(ClusterFile.read(written(LB1, two, "minimum: 1", "")).servers())
                .hasSize(2);
    }

    /** The user was taken; ssh refuses it, since it becomes an option or a command where %r stands in a ProxyCommand. */
    @ParameterizedTest
    @ValueSource(strings = {"-oProxyCommand=x", "a -oProxyCommand=x", "$(id);x", "a`id`", "a\\"})
    void refusesAUserThatSshRefuses(String user) throws IOException {
        String entry = "{ name: rs1, address: 192.0.2.11, ssh: { user: '" + user + "' } }";
        refuses(
                written(LB1, entry, "minimum: 1", ""),
                ":3:63: 'user' is '" + user
                        + "'; expected a user name as ssh takes it, without a leading '-' and without signs that a shell"
                        + " understands, such as 'user: headroom'.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            192.0.2.11:2222 | :3:38: 'address' is '192.0.2.11:2222': A port is written apart from the address: ssh: { port: 2222 }. For example: 'address: 192.0.2.2'.
            010.0.0.11      | :3:38: 'address' is '010.0.0.11': The address must have four numbers from 0 to 255 without leading zeros. For example: 'address: 192.0.2.2'.
            192.0.2         | :3:38: 'address' is '192.0.2': The address must have four numbers from 0 to 255 without leading zeros. For example: 'address: 192.0.2.2'.
            192.0.2.300     | :3:38: 'address' is '192.0.2.300': The address must have four numbers from 0 to 255 without leading zeros. For example: 'address: 192.0.2.2'.
            "fd00:::11"     | :3:38: 'address' is 'fd00:::11': The address 'fd00:::11' must be a numeric IPv6 address. For example: 'address: 192.0.2.2'.
            "[fd00::11]"    | :3:38: 'address' is '[fd00::11]'; expected a host name or a numeric address without brackets, such as 'address: 192.0.2.2'.
            """)
    void refusesAnAddressThatIsNone(String address, String message) throws IOException {
        refuses(written(LB1, "{ name: rs1, address: " + address + " }", "minimum: 1", ""), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            home: [rs1/db-1] | 'home' names rs1/db-1, and 'containers' is 'web-*', which does not match db-1; correct one of the two.
            home: [rs1/web-1, rs1/web-1] | 'home' names rs1/web-1 twice; remove one of the two.
            standBy: "db-*" | 'standBy' is 'db-*' and 'containers' is 'web-*': no name matches both, so no container could ever be a stand-by container; correct one of the two.
            """)
    void refusesAServiceThatContradictsItself(String ofService, String message) throws IOException {
        Path file = written(LB1, THREE, ofService, "");
        assertThatThrownBy(() -> ClusterFile.read(file))
                .isInstanceOf(ClusterFileException.class)
                .hasMessageStartingWith(file + ":5:")
                .hasMessageEndingWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            reserve: 95%                       | :6:11: the policy is impossible: reserve (95 %) must be at most 90 %: a server that uses 5 % of its processors, as an idle one may, could lend nothing.
            giveBackAt: 0%                     | :6:11: the policy is impossible: giveBackAt (0 %) must be above 0 %: no utilization is below 0 %, so no loan would ever be given back.
            startDeadline: 1s, interval: 2s    | :6:11: the policy is impossible: startDeadline (1 s) must not be shorter than interval (2 s): no reading could show in time that a container serves.
            drainDeadline: 500ms               | :6:11: the policy is impossible: drainDeadline (500 ms) must not be shorter than interval (1 s): no reading could show in time that the connections have ended.
            interval: 5m, proposalTerm: 1m, startDeadline: 10m, drainDeadline: 10m, overloadHold: 5m, giveBackHold: 5m | :6:25: the policy is impossible: proposalTerm (60 s) must not be shorter than interval (5 m): a proposal would expire before the next reading.
            overloadAt: 80%, giveBackAt: 75%   | :6:28: the policy is impossible: giveBackAt (75 %) must be at least 10 points below overloadAt (80 %), else loans would come and go at a steady load.
            overloadAt: 100%                   | :6:11: the policy is impossible: overloadAt (100 %) must be below 100 %: no server is in use to more than 100 %, so nothing would ever be borrowed.
            pressureAt: 0%                     | :6:11: the policy is impossible: pressureAt (0 %) must be at least 50 % and at most 100 %: on a server that is half in use processes wait now and then.
            overloadHold: 2s, interval: 3s     | :6:11: the policy is impossible: overloadHold (2 s) must not be shorter than interval (3 s): one reading would count as an overload that lasts.
            giveBackHold: 20s, interval: 30s, overloadHold: 30s, drainDeadline: 2m | :6:11: the policy is impossible: giveBackHold (20 s) must not be shorter than interval (30 s): one reading would count as a calm that lasts.
            giveBackHold: 0s                   | :6:11: the policy is impossible: giveBackHold (0 s) must be longer than 0.
            """)
    void refusesAPolicyThatCanNeverWork(String policy, String message) throws IOException {
        refuses(written(LB1, THREE, "minimum: 1", policy), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            minimum: 4, perServer: 1  |                        | :5:70: 'minimum' of web is 4, and 3 real servers with 'perServer: 1' carry 3 containers at most; lower the one or raise the other.
            minimum: 7, perZone: 2    |                        | :5:70: 'minimum' of web is 7, and 3 zones with 'perZone: 2' carry 6 containers at most; lower the one or raise the other.
            minimum: 4                |                        | :5:70: 'minimum' of web is 4, and the file names 3 real servers: one of them must carry more than one container of web; lower 'minimum' if none does.
            allowedLenders: [rs3]     |                        | :5:70: 'allowedLenders' leaves no real server that lends, so web can never borrow; name another, or correct 'lends'.
            forbiddenLenders: [rs1, rs2] |                     | :5:70: 'forbiddenLenders' leaves no real server that lends, so web can never borrow; name another, or correct 'lends'.
            minimum: 1                | maximumQuiesced: 0%    | :6:11: maximumQuiesced is 0 %, so no destination ever gets weight 0 by Headroom, not even a dead one, and no loan is drained to be given back; raise it, or use 'watch' mode if that is what you want.
            minimum: 1                | churnBudget: 1, moveMargin: 20% | :6:27: moveMargin has no effect: churnBudget is 1, and a loan that makes room for another needs 2 changes; raise churnBudget, or leave moveMargin out.
            """)
    void remarksWhatIsSaidInVain(String ofService, @Nullable String policy, String remark) throws Exception {
        Path file = written(LB1, THREE, ofService, policy == null ? "" : policy);
        assertThat(ClusterFile.read(file).remarks()).containsExactly(file + remark);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            zone: a | zone: A | the zones 'A' of rs2 and 'a' of rs1 (line 3) differ in capitals only and count as two; write them alike if they are one.
            lends: true | zone: rs1 | the zone 'rs1' of rs2 is also the one that rs1 has to itself, for want of a 'zone' of its own (line 3), so the two count as one; give both the same 'zone', or rs2 another name.
            """)
    void remarksAZoneThatIsTakenForAnother(String one, String other, String remark) throws Exception {
        String two =
                "{ name: rs1, address: 192.0.2.11, %s }, { name: rs2, address: 192.0.2.12, %s }".formatted(one, other);
        assertThat(ClusterFile.read(written(LB1, two, "minimum: 1", "")).remarks())
                .singleElement()
                .asString()
                .startsWith(folder.resolve("cluster.yaml") + ":3:")
                .endsWith(remark);
    }

    @Test
    void remarksNothingWhereNothingIsInVain() throws Exception {
        assertThat(ClusterFile.read(written(LB1, THREE, "minimum: 1", "")).remarks())
                .isEmpty();
    }

    @Test
    void remarksASpareServerWithoutAnotherThatLends() throws Exception {
        assertThat(ClusterFile.read(written(LB1, RS1, "minimum: 1", "spareServer: true"))
                        .remarks())
                .singleElement()
                .asString()
                .contains(
                        ":6:11: spareServer keeps the load of one lender free at the others, and 1 real servers lend");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            notifyBefore: 10m                    | notifyBefore (10 m) must be shorter than proposalTerm (10 m): a proposal would expire before it begins by itself.
            notifyBeforeFaults: 20s, proposalTerm: 20s | notifyBeforeFaults (20 s) must be shorter than proposalTerm (20 s): a proposal would expire before it begins by itself.
            """)
    void refusesANoticeThatOutlastsTheProposal(String policy, String sentence) throws IOException {
        Path file = written(LB1, RS1, "minimum: 1", policy);
        assertThatThrownBy(() -> ClusterFile.read(file))
                .isInstanceOf(ClusterFileException.class)
                .hasMessageStartingWith(file + ":6:")
                .hasMessageEndingWith("the policy is impossible: " + sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            plansPerHour: 0          | a whole number from 1 to 10000
            automaticUpTo: everything | one of faults, recalls, loans, balance, all
            notifyBefore: 30         | a time with its unit (ms, s, m or h)
            """)
    void refusesLimitsOfAutomaticModeThatAreNone(String policy, String expected) throws IOException {
        Path file = written(LB1, RS1, "minimum: 1", policy);
        assertThatThrownBy(() -> ClusterFile.read(file))
                .isInstanceOf(ClusterFileException.class)
                .hasMessageStartingWith(file + ":6:")
                .hasMessageContaining(expected);
    }

    @Test
    void limitsOfAutomaticModeAreThoseOfTheFile() throws IOException, ClusterFileException {
        ClusterFile file = ClusterFile.read(written(
                LB1,
                RS1,
                "plansPerHour: 5, automaticUpTo: loans",
                "plansPerHour: 12, automaticUpTo: recalls, notifyBefore: 30s"));
        AutomaticLimits limits = file.limits();
        assertThat(limits.plansPerHour()).isEqualTo(12);
        assertThat(limits.plansPerHour(new ServiceId("web"))).isEqualTo(5);
        assertThat(limits.plansPerHour(new ServiceId("other"))).isEqualTo(12);
        assertThat(limits.upTo(new ServiceId("web"))).isEqualTo(AutomaticLimits.Ceiling.LOANS);
        assertThat(limits.upTo(new ServiceId("other"))).isEqualTo(AutomaticLimits.Ceiling.RECALLS);
        assertThat(limits.notifyBefore()).isEqualTo(Duration.ofSeconds(30));
        assertThat(limits.notifyBeforeFaults()).isZero();
        assertThat(file.remarks()).isEmpty();
    }

    @Test
    void limitsOfAutomaticModeInVainAreRemarkedOn() throws IOException, ClusterFileException {
        assertThat(ClusterFile.read(written(LB1, RS1, "minimum: 1", "plansPerHour: 5, plansPerHourOfService: 9"))
                        .remarks())
                .singleElement()
                .asString()
                .contains("plansPerHourOfService (9) has no effect");
        assertThat(ClusterFile.read(written(LB1, RS1, "minimum: 1", "automaticUpTo: faults, notifyBefore: 9s"))
                        .remarks())
                .singleElement()
                .asString()
                .contains("notifyBefore has no effect");
    }
}
