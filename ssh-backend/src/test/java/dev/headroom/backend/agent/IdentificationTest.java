package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.ClusterDefinition.ServiceDefinition;
import dev.headroom.backend.agent.ClusterDefinition.ServicesByName;
import dev.headroom.backend.agent.HostReport.ContainerReport;
import dev.headroom.backend.inventory.ContainerPattern;
import dev.headroom.backend.inventory.ContainerRules;
import dev.headroom.backend.runtime.ConfiguredAddress;
import dev.headroom.backend.runtime.ContainerLine;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerEvidence;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Established;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceCheck;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceSpec;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A container and its destination are matched by any address and the table's port, never by one guessed endpoint. */
class IdentificationTest {
    private static final ServiceId WEB = new ServiceId("web");
    private static final ServerId RS1 = new ServerId("rs1");
    private static final ForwardingMethod NAT = new ForwardingMethod.Masquerading();
    private static final ForwardingMethod ROUTE = new ForwardingMethod.DirectRouting();

    private final List<Destination> destinations = new ArrayList<>();
    private final Map<ContainerId, ContainerReport> reports = new LinkedHashMap<>();
    private String virtual = "tcp 192.0.2.100:80";
    private ContainerRules rules = ContainerRules.NONE;
    private List<ServiceCheck> checks = List.of();

    @Test
    void masqueradingToAnotherPortBelongsToTheContainerWithThatAddress() {
        destination("127.9.0.12:8080", NAT);
        running("web-1", "127.9.0.12");
        assertThat(role("web-1")).isEqualTo(home("127.9.0.12:8080"));
    }

    @Test
    void aFirewallMarkWithARealPortIsTheDestinationOfTheContainerWithThatAddress() {
        virtual = "fwm 11";
        destination("127.9.0.21:443", ROUTE);
        running("web-1", "127.9.0.21");
        assertThat(role("web-1")).isEqualTo(home("127.9.0.21:443"));
    }

    /** A check that names one address is about that destination only. */
    @Test
    void aCheckOfAnotherAddressSaysNothingOfAContainer() {
        virtual = "fwm 11";
        destination("127.9.0.21:443", ROUTE);
        running("web-1", "127.9.0.21");
        checks = List.of(ServiceCheck.parse("tcp 127.9.0.99:8080"));
        assertThat(identified("web-1").listening()).isTrue();
        checks = List.of(ServiceCheck.parse("tcp 127.9.0.21:8080"));
        assertThat(identified("web-1").listening()).isFalse();
    }

    @Test
    void neitherTheVirtualAddressNorAnInnerBridgeIdentifiesAContainer() {
        destination("127.9.0.11:80", ROUTE);
        destination("127.9.0.12:80", ROUTE);
        running("web-1", "192.0.2.100", "127.9.0.11");
        running("web-2", "172.17.0.1", "127.9.0.12");
        running("api-1", "172.17.0.1", "127.9.0.99");
        assertThat(role("web-1")).isEqualTo(home("127.9.0.11:80"));
        assertThat(role("web-2")).isEqualTo(home("127.9.0.12:80"));
    }

    @Test
    void anAddressThatTwoContainersHaveIdentifiesNeither() {
        destination("10.0.0.5:80", ROUTE);
        running("web-1", "10.0.0.5");
        running("web-2", "10.0.0.5");
        assertThat(role("web-1"))
                .isInstanceOfSatisfying(
                        ContainerRole.Ambiguous.class,
                        ambiguous -> assertThat(ambiguous.reason())
                                .contains("rs1/web-1 and rs1/web-2")
                                .contains("10.0.0.5:80"));
        assertThat(role("web-2")).isInstanceOf(ContainerRole.Ambiguous.class);
    }

    @Test
    void twoDestinationsOfOneContainerAreAmbiguousUntilThePortIsGiven() {
        destination("10.0.0.5:8080", NAT);
        destination("10.0.0.5:8081", NAT);
        running("web-1", "10.0.0.5");
        assertThat(role("web-1")).isInstanceOf(ContainerRole.Ambiguous.class);
        rules = new ContainerRules(Set.of(), Optional.empty(), Optional.of(8081));
        assertThat(role("web-1")).isEqualTo(home("10.0.0.5:8081"));
    }

    @Test
    void aNewDestinationGetsThePortThatAllOthersHave() {
        destination("10.0.0.5:8080", NAT);
        stopped("web-2", "10.0.0.6");
        assertThat(role("web-2")).isEqualTo(standBy("10.0.0.6:8080"));
    }

    @Test
    void whereThePortIsNotKnowableNothingIsLent() {
        destination("10.0.0.5:8080", NAT);
        destination("10.0.0.7:9090", NAT);
        stopped("web-2", "10.0.0.6");
        assertThat(role("web-2"))
                .isInstanceOfSatisfying(
                        ContainerRole.Ambiguous.class,
                        ambiguous -> assertThat(ambiguous.reason())
                                .contains("8080 and 9090")
                                .contains("port:"));
        rules = new ContainerRules(Set.of(), Optional.empty(), Optional.of(9090));
        assertThat(role("web-2")).isEqualTo(standBy("10.0.0.6:9090"));
    }

    @Test
    void ofSeveralConfiguredAddressesTheOneBesideTheOtherDestinationsIsTaken() {
        destination("10.0.0.5:80", ROUTE);
        stopped("web-2", "192.168.7.6", "10.0.0.6", "192.0.2.100");
        assertThat(role("web-2")).isEqualTo(standBy("10.0.0.6:80"));
        stopped("web-3", "192.168.7.7", "192.168.8.7");
        assertThat(role("web-3")).isInstanceOf(ContainerRole.Ambiguous.class);
    }

    @Test
    void aContainerWithIpv6OnlyServesAServiceOfIpv6() {
        virtual = "tcp [2001:db8::100]:80";
        destination("[fd00::5]:80", ROUTE);
        running("web-1", "fe80::1", "fd00::5");
        stopped("web-2", "fd00::6");
        assertThat(role("web-1")).isEqualTo(home("[fd00::5]:80"));
        assertThat(role("web-2")).isEqualTo(standBy("[fd00::6]:80"));
    }

    /** IPVS refuses a destination of the other family, and would do so after the container was started. */
    @Test
    void anAddressOfTheOtherFamilyIsNoDestination() {
        destination("10.0.0.5:80", ROUTE);
        stopped("web-2", "fd00::6");
        assertThat(role("web-2"))
                .isInstanceOfSatisfying(
                        ContainerRole.Ambiguous.class,
                        ambiguous -> assertThat(ambiguous.reason())
                                .isEqualTo(
                                        "It has only fd00::6 that is known, and web is an IPv4 service, so no client can be sent to it."));
        stopped("web-3", "fd00::7", "10.0.0.7");
        assertThat(role("web-3")).isEqualTo(standBy("10.0.0.7:80"));
        virtual = "fwm6 7";
        destinations.clear();
        destination("[fd00::5]:0", ROUTE);
        assertThat(role("web-2")).isEqualTo(standBy("[fd00::6]:0"));
    }

    @Test
    void aContainerWhoseAddressesAreNotKnownIsUnknown() {
        destination("10.0.0.5:80", ROUTE);
        running("web-1");
        running("web-2", "fe80::216:3eff:fe28:5412", "169.254.3.4");
        stopped("web-3");
        for (String name : List.of("web-1", "web-2", "web-3")) {
            assertThat(role(name))
                    .isInstanceOfSatisfying(
                            ContainerRole.Ambiguous.class,
                            ambiguous -> assertThat(ambiguous.reason()).contains("no address of its own"));
        }
    }

    @Test
    void theClusterFileSaysWhatIsAtHomeBeforeTheRuntimeDoes() {
        stopped("web-2", "10.0.0.6");
        running("web-1", "10.0.0.5");
        rules = new ContainerRules(
                Set.of(new ContainerId(RS1, "web-2")), Optional.of(new ContainerPattern("web-1")), Optional.empty());
        assertThat(role("web-2")).isEqualTo(home("10.0.0.6:80"));
        assertThat(role("web-1")).isEqualTo(standBy("10.0.0.5:80"));
    }

    private void destination(String endpoint, ForwardingMethod method) {
        destinations.add(Destination.idle(
                new DestinationSpec(Endpoint.parse(endpoint), method, new Weight(1), Thresholds.NONE)));
    }

    private void running(String name, String... addresses) {
        put(new ContainerLine(name, ContainerState.RUNNING, true, List.of(addresses)), List.of());
    }

    private void stopped(String name, String... configured) {
        put(
                new ContainerLine(name, ContainerState.STOPPED, false, List.of()),
                Stream.of(configured).map(a -> new ConfiguredAddress(a, 24)).toList());
    }

    private void put(ContainerLine line, List<ConfiguredAddress> configured) {
        reports.put(
                new ContainerId(RS1, line.name()),
                new ContainerReport(
                        line,
                        configured,
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        Optional.empty(),
                        Established.UNKNOWN,
                        Optional.empty()));
    }

    private ContainerRole role(String name) {
        return identified(name).role();
    }

    private Container identified(String name) {
        VirtualAddress address = VirtualAddress.parse(virtual);
        TableEntry entry = new TableEntry(address, Scheduler.of("wrr"), Duration.ZERO, destinations);
        Director director = new Director(
                new DirectorId("lb1"), new Reading.Fresh<>(new DirectorTable(List.of(entry), Map.of()), Instant.EPOCH));
        ServiceDefinition service = new ServiceDefinition(
                new ServiceSpec(WEB, address, 1, 1).withChecks(checks), new ContainerPattern("web-*"), rules);
        List<Container> containers = reports.entrySet().stream()
                .map(e -> container(e.getKey(), e.getValue()))
                .toList();
        ContainerId id = new ContainerId(RS1, name);
        ContainerReport report = Optional.ofNullable(reports.get(id)).orElseThrow();
        return new Identification(new ServicesByName(List.of(service)), List.of(director), containers)
                .identified(container(id, report), report);
    }

    private static Container container(ContainerId id, ContainerReport report) {
        TreeSet<String> addresses = new TreeSet<>(report.line().addresses());
        report.configured().forEach(c -> addresses.add(c.address()));
        return new Container(
                id,
                new ContainerRole.Unrelated(),
                report.line().state(),
                Resources.NONE,
                false,
                ContainerEvidence.NONE.withAddresses(addresses));
    }

    private static ContainerRole home(String endpoint) {
        return new ContainerRole.Home(WEB, Endpoint.parse(endpoint));
    }

    private static ContainerRole standBy(String endpoint) {
        return new ContainerRole.StandBy(WEB, Endpoint.parse(endpoint));
    }
}
