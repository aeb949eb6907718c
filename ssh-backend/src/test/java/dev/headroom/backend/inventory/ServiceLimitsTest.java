package dev.headroom.backend.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.ma2scf.model.ConfiguredCost;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceLimits;
import dev.headroom.ma2scf.policy.Restraint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The limits and figures of a service in a cluster file. */
class ServiceLimitsTest {
    private static final String FULL = """
            cluster: shop
            directors:
              - { name: lb1, address: 192.0.2.2 }
            realServers:
              - { name: rs1, address: 192.0.2.11 }
              - { name: rs2, address: 192.0.2.12 }
              - { name: rs3, address: 192.0.2.13 }
            services:
              - name: web
                virtual: tcp 192.0.2.100:80
                containers: "web-*"
                minimum: 2
                value: 2.5
                maximum: 6
                perServer: 1
                perZone: 3
                containerLimit: 250
                allowedLenders: [rs1, rs2]
                forbiddenLenders: [rs3]
                apart: [db]
                unitCost: { cpu: 0.012, network: 20k }
                footprint: 256M
              - { name: db, virtual: tcp 192.0.2.101:5432, containers: "db-*" }
            policy:
              churnBudget: 4
              spareServer: true
              leastGain: 5%
              rampSteps: 2
              moveMargin: 20%
            """;

    @TempDir
    Path folder;

    private ClusterFile read(String text) throws IOException, ClusterFileException {
        return ClusterFile.read(Files.writeString(folder.resolve("cluster.yaml"), text));
    }

    @Test
    void readsEveryLimitAndFigure() throws Exception {
        ClusterFile file = read(FULL);
        ServiceEntry web = file.services().getFirst();
        assertThat(web.spec().value()).isEqualTo(2.5);
        assertThat(web.limits())
                .isEqualTo(ServiceLimits.NONE
                        .withMaximum(6)
                        .withPerServer(1)
                        .withPerZone(3)
                        .withContainerLimit(250)
                        .withAllowedLenders(Set.of(new ServerId("rs1"), new ServerId("rs2")))
                        .withForbiddenLenders(Set.of(new ServerId("rs3")))
                        .withApart(Set.of(new ServiceId("db"))));
        assertThat(web.spec().cost()).isEqualTo(new ConfiguredCost(0.012, 20 * 1024, 256 << 20));
        assertThat(file.policy().restraint()).isEqualTo(new Restraint(4, true, 0.05, 2, 0.2));
    }

    @Test
    void saysNothingWhereNothingIsSaid() throws Exception {
        ServiceEntry db = read(FULL).services().getLast();
        assertThat(db.spec().value()).isEqualTo(1);
        assertThat(db.limits()).isEqualTo(ServiceLimits.NONE);
        assertThat(db.spec().cost()).isEqualTo(ConfiguredCost.NONE);
    }

    record Case(String from, String to, String message) {}

    static Stream<Case> mistakes() {
        return Stream.of(
                new Case(
                        "maximum: 6",
                        "maximum: 1",
                        ":14:5: 'maximum' is 1 and the minimum is 2; expected a maximum that is not below the minimum."),
                new Case(
                        "maximum: 6",
                        "maximum: -1",
                        ":14:14: 'maximum' is '-1'; expected a whole number from 1 to 10000, such as 'maximum: 6'."),
                new Case(
                        "value: 2.5",
                        "value: 0",
                        ":13:12: 'value' is '0'; expected a number above 0, such as 'value: 2'."),
                new Case(
                        "value: 2.5",
                        "value: .nan",
                        ":13:12: 'value' is '.nan'; expected a number above 0, such as 'value: 2'."),
                new Case(
                        "containerLimit: 250",
                        "containerLimit: many",
                        ":17:21: 'containerLimit' is 'many'; expected connections a second, above 0, such as 'containerLimit: 250'."),
                new Case(
                        "[rs3]",
                        "[rs4]",
                        ":19:24: 'forbiddenLenders' names 'rs4', and there is no such real server; did you mean 'rs1'?"),
                new Case(
                        "[rs3]",
                        "[rs2]",
                        ":19:24: 'rs2' is both in 'allowedLenders' and in 'forbiddenLenders'; remove it from one of the two."),
                new Case(
                        "[rs1, rs2]",
                        "rs1",
                        ":18:5: 'allowedLenders' is 'rs1'; expected a list, such as 'allowedLenders: [rs1]'."),
                new Case(
                        "[rs1, rs2]",
                        "[rs1, [rs2]]",
                        ":18:5: 'allowedLenders' is a list; expected a name, such as 'allowedLenders: rs1'."),
                new Case(
                        "[db]",
                        "[mail]",
                        ":20:13: 'apart' names 'mail', and there is no such service; expected one of db, web."),
                new Case(
                        "[db]",
                        "[web]",
                        ":20:13: 'web' cannot be kept apart from itself; 'perServer: 1' keeps its containers apart."),
                new Case(
                        "cpu: 0.012",
                        "cpu: -1",
                        ":21:22: 'cpu' is '-1'; expected cores for each connection a second, above 0, such as 'cpu: 0.012'."),
                new Case(
                        "cpu: 0.012",
                        "ram: 1",
                        ":21:17: the unit cost has no field 'ram'; expected one of cpu, network."),
                new Case(
                        "footprint: 256M",
                        "footprint: 256 MB",
                        ":22:16: 'footprint' is '256 MB'; expected a whole number of bytes, or of k, M, G or T of 1024, such as 'footprint: 256M'."),
                new Case(
                        "footprint: 256M",
                        "footprint: 999999999999T",
                        ":22:16: 'footprint' is '999999999999T'; expected a whole number of bytes"),
                new Case(
                        "churnBudget: 4",
                        "churnBudget: 0",
                        ":25:16: 'churnBudget' is '0'; expected a whole number from 1 to 1000, such as 'churnBudget: 6'."),
                new Case(
                        "rampSteps: 2",
                        "rampSteps: 4",
                        ":28:14: 'rampSteps' is '4'; expected a whole number from 0 to 3, such as 'rampSteps: 1'."),
                new Case(
                        "leastGain: 5%",
                        "leastGain: 100%",
                        ":27:3: the policy is impossible: leastGain (100 %) must be at least 0 % and below 100 %."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhereAndWhatIsWrong(Case wrong) {
        assertThat(FULL).contains(wrong.from());
        assertThatThrownBy(() -> read(FULL.replace(wrong.from(), wrong.to())))
                .isInstanceOf(ClusterFileException.class)
                .hasMessageContaining("cluster.yaml" + wrong.message());
    }
}
