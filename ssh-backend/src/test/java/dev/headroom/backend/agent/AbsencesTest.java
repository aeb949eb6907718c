package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.ClusterDefinition.ServerDefinition;
import dev.headroom.backend.agent.ClusterDefinition.ServiceDefinition;
import dev.headroom.backend.agent.ClusterDefinition.ServicesByName;
import dev.headroom.backend.agent.HostReport.ContainerReport;
import dev.headroom.backend.agent.HostReport.ServerReport;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.inventory.ContainerPattern;
import dev.headroom.backend.inventory.ContainerRules;
import dev.headroom.backend.inventory.Places;
import dev.headroom.backend.parse.ProcFiles.CpuTimes;
import dev.headroom.backend.parse.ProcFiles.Memory;
import dev.headroom.backend.runtime.ContainerLine;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceSpec;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.ZoneId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Names in the cluster file that no host has: the operator is told once the hosts were read, with the place in the
 * file.
 */
class AbsencesTest extends AssemblerFixture {
    private static final ServerId RS2 = new ServerId("rs2");
    private static final ServiceId DNS = new ServiceId("dns");
    private static final VirtualAddress OTHER =
            new VirtualAddress.Socket(Protocol.UDP, new Endpoint("10.99.0.200", 53));

    private final ClusterDefinition definition = new ClusterDefinition(
            List.of(LB1, LB2),
            List.of(new ServerDefinition(RS1, new ZoneId("a"), true), new ServerDefinition(RS2, new ZoneId("b"), true)),
            List.of(
                    new ServiceDefinition(
                            new ServiceSpec(WEB, VIP, 1, 1),
                            new ContainerPattern("web-*"),
                            new ContainerRules(
                                    Set.of(new ContainerId(RS1, "web-1"), new ContainerId(RS1, "web-nope")),
                                    Optional.of(new ContainerPattern("web-s*")),
                                    Optional.empty())),
                    new ServiceDefinition(new ServiceSpec(DNS, OTHER, 1, 1), new ContainerPattern("dns-*"))),
            "",
            new Places(
                    Map.of(RS2, "c.yaml:6"),
                    Map.of(DNS, "c.yaml:9"),
                    Map.of(DNS, "c.yaml:10"),
                    Map.of(WEB, "c.yaml:15"),
                    Map.of(new ContainerId(RS1, "web-nope"), "c.yaml:14")));

    private final SnapshotAssembler own = new SnapshotAssembler(definition, Duration.ofSeconds(5));

    private static ServerReport server(ServerId id, List<String> notUnderstood, String... containers) {
        return new ServerReport(
                id,
                at(1),
                Duration.ofHours(1),
                new CpuTimes(2, 100, 50),
                Optional.of(new Memory(100 * MEGABYTE, 70 * MEGABYTE)),
                OptionalLong.of(1),
                Stream.of(containers)
                        .map(name -> new ContainerReport(
                                new ContainerLine(name, ContainerState.STOPPED, false, List.of()),
                                Optional.<String>empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Set.of()))
                        .toList(),
                notUnderstood);
    }

    private Assembly after(HostReport... reports) {
        return own.next(own.first(START), List.of(reports), at(2));
    }

    @Test
    void tellsWhatNoHostHas() {
        Assembly read = after(
                director(LB1, 1, 0, 0),
                director(LB2, 1, 0, 0),
                server(RS1, List.of(), "web-1"),
                server(RS2, List.of()));
        Map<?, List<String>> notes = absences(definition, read);
        assertThat(notes.get(RS1))
                .containsExactly(
                        "rs1 has no container web-nope, which the cluster file names as home of web (c.yaml:14).",
                        "No real server has a container that 'dns-*' matches, which the cluster file names as the containers of dns (c.yaml:10).",
                        "No real server has a container that 'web-s*' matches, which the cluster file names as the stand-by containers of web (c.yaml:15).");
        assertThat(notes.get(RS2))
                .containsExactly(
                        "rs2 has no container of any service of the cluster file (c.yaml:6), so it can neither lend nor be relieved.");
        assertThat(notes.get(LB1))
                .containsExactly(
                        "No director has the virtual service UDP 10.99.0.200:53 in its table, which the cluster file names as dns (c.yaml:9).");
        assertThat(notes.get(LB2)).isNull();
    }

    @Test
    void aHostThatWasNotReadMayHaveIt() {
        assertThat(absences(definition, after())).isEmpty();
        assertThat(absences(definition, after(director(LB1, 1, 0, 0), server(RS2, List.of(), "web-s1"))))
                .isEmpty();
    }

    @Test
    void aLineThatIsNotUnderstoodMayBeAboutIt() {
        assertThat(absences(
                        definition, after(server(RS1, List.of("a line"), "web-1"), server(RS2, List.of(), "web-s1"))))
                .isEmpty();
    }

    @Test
    void whatIsThereIsNotTold() {
        assertThat(absences(
                        definition,
                        after(server(RS1, List.of(), "web-1", "web-nope", "dns-1"), server(RS2, List.of(), "web-s1"))))
                .isEmpty();
    }

    @Test
    void aNoteIsAddedToThoseOfTheHost() {
        HostStatus status = new HostStatus(
                RS1,
                "192.0.2.1",
                HostStatus.State.CONNECTED,
                Optional.empty(),
                START,
                List.of("It is old."),
                Optional.of("rs1 lacks a right."));
        Assembly read = after(server(RS1, List.of(), "web-1"));
        assertThat(Absences.told(definition, new ServicesByName(definition.services()), read, List.of(status)))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.notes()).hasSize(2).first().isEqualTo("It is old.");
                    assertThat(told.lacking()).contains("rs1 lacks a right.");
                });
    }

    private static Map<HostId, List<String>> absences(ClusterDefinition definition, Assembly assembly) {
        return Absences.of(definition, new ServicesByName(definition.services()), assembly);
    }
}
