package dev.headroom.backend.doctor;

import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes facts and table entries for the tests of the judges. */
final class Texts {
    static final ServiceId WEB = new ServiceId("web");
    static final ForwardingMethod MASQ = new ForwardingMethod.Masquerading();
    static final ForwardingMethod ROUTE = new ForwardingMethod.DirectRouting();

    private Texts() {}

    /** What a host told by these lines. */
    static HostFacts facts(String lines) {
        FactsReader reader = new FactsReader();
        lines.lines().forEach(reader::accept);
        return reader.facts();
    }

    /** An entry with destinations written as {@code 192.0.2.11:80 1}, endpoint and weight. */
    static TableEntry entry(
            String virtual, Scheduler scheduler, int persistence, ForwardingMethod method, String... rows) {
        List<Destination> destinations = new ArrayList<>();
        for (String row : rows) {
            String[] words = row.split(" ", 2);
            destinations.add(new Destination(
                    new DestinationSpec(
                            Endpoint.parse(words[0]), method, new Weight(Integer.parseInt(words[1])), Thresholds.NONE),
                    ConnectionCounts.NONE,
                    0));
        }
        return new TableEntry(VirtualAddress.parse(virtual), scheduler, Duration.ofSeconds(persistence), destinations);
    }

    static Scheduler flagged(String name, String flag) {
        return new Scheduler(name, Set.of(flag));
    }

    /** Severities and checks of findings, for a short assertion. */
    static List<String> brief(List<Finding> findings) {
        return findings.stream()
                .map(finding ->
                        finding.severity().words() + ": " + finding.check().word())
                .toList();
    }
}
