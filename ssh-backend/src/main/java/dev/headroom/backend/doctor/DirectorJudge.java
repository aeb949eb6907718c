package dev.headroom.backend.doctor;

import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.TableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Judges the settings of one director's kernel, and the schedulers of its services. Pure. */
final class DirectorJudge {
    private static final String KEPT = " (and a line in /etc/sysctl.d, for the next boot)";

    /** Lines of sysctl.d are read at boot after those modules are loaded, and not again when another one comes. */
    private static final String KEPT_FOR_MODULE =
            " (and for the next boot a line in /etc/sysctl.d, with ip_vs in /etc/modules-load.d)";

    private static final String OF_MODULE = "net/ipv4/vs/";

    private DirectorJudge() {}

    /** @param services the services of the cluster file that the director's table has */
    static List<Finding> findings(String host, NetworkFacts network, Map<ServiceId, TableEntry> services) {
        List<Finding> findings = new ArrayList<>();
        forwarding(host, network, services, false, findings);
        forwarding(host, network, services, true, findings);
        connections(host, network, services, findings);
        services.forEach((id, entry) -> scheduler(host, id, entry, findings));
        return findings;
    }

    /** Answers of masqueraded destinations pass the director, which must forward them. */
    private static void forwarding(
            String host,
            NetworkFacts network,
            Map<ServiceId, TableEntry> services,
            boolean ipv6,
            List<Finding> findings) {
        String masqueraded = services.entrySet().stream()
                .filter(service -> service.getValue().destinations().stream()
                        .anyMatch(d -> d.spec().method() instanceof ForwardingMethod.Masquerading
                                && d.endpoint().isIpv6() == ipv6))
                .map(service -> service.getKey().toString())
                .collect(Collectors.joining(", "));
        if (masqueraded.isEmpty()) {
            return;
        }
        String folder = ipv6 ? "net/ipv6/conf/" : "net/ipv4/conf/";
        List<String> links = network.settings().entrySet().stream()
                .filter(setting -> setting.getKey().startsWith(folder)
                        && setting.getKey().endsWith("/forwarding")
                        && !setting.getKey().equals(folder + "lo/forwarding")
                        && !setting.getKey().equals(folder + "default/forwarding"))
                .map(Map.Entry::getValue)
                .toList();
        String name = ipv6 ? "net.ipv6.conf.all.forwarding" : "net.ipv4.ip_forward";
        if (links.isEmpty()) {
            findings.add(Finding.of(
                    Severity.UNKNOWN,
                    Check.FORWARDING,
                    "Whether %s forwards the answers of masqueraded destinations (%s) could not be read."
                            .formatted(host, masqueraded),
                    "sysctl " + name));
        } else if (links.stream().allMatch("0"::equals)) {
            findings.add(Finding.of(
                    Severity.OUTAGE_RISK,
                    Check.FORWARDING,
                    "%s forwards no packets (%s is 0), so the answers of masqueraded destinations (%s) do not reach clients while it is the active director."
                            .formatted(host, name, masqueraded),
                    "sysctl -w " + name + "=1" + KEPT));
        }
    }

    private static void connections(
            String host, NetworkFacts network, Map<ServiceId, TableEntry> services, List<Finding> findings) {
        OptionalInt nodest = network.setting("net/ipv4/vs/expire_nodest_conn");
        if (lacksModule(network)) {
            findings.add(Finding.of(
                    Severity.UNKNOWN,
                    Check.CONNECTIONS,
                    "The kernel module ip_vs is not loaded on %s, so it has no table yet, and net.ipv4.vs.expire_nodest_conn cannot be set."
                            .formatted(host),
                    "modprobe ip_vs, then sysctl -w net.ipv4.vs.expire_nodest_conn=1" + KEPT_FOR_MODULE));
        } else if (nodest.isEmpty()) {
            findings.add(Finding.of(
                    Severity.UNKNOWN,
                    Check.CONNECTIONS,
                    "What %s does with connections to removed destinations could not be read (net.ipv4.vs.expire_nodest_conn)."
                            .formatted(host),
                    "sysctl net.ipv4.vs"));
        } else if (nodest.getAsInt() == 0) {
            findings.add(Finding.of(
                    Severity.ADVICE,
                    Check.CONNECTIONS,
                    "%s drops packets of a client whose destination was removed until its connection times out, so a client that reuses a port waits after a loan is given back."
                            .formatted(host),
                    "sysctl -w net.ipv4.vs.expire_nodest_conn=1" + KEPT_FOR_MODULE));
        }
        String persistent = services.entrySet().stream()
                .filter(service -> !service.getValue().persistence().isZero())
                .map(service -> "%s, %d s"
                        .formatted(
                                service.getKey(),
                                service.getValue().persistence().toSeconds()))
                .collect(Collectors.joining("; "));
        OptionalInt template = network.setting("net/ipv4/vs/expire_quiescent_template");
        if (!persistent.isEmpty() && template.isPresent() && template.getAsInt() == 0) {
            findings.add(Finding.of(
                    Severity.ADVICE,
                    Check.CONNECTIONS,
                    "On %s a client of a persistent service (%s) goes on to its destination also at weight 0, so a drain lasts as long as clients come back within that time."
                            .formatted(host, persistent),
                    "sysctl -w net.ipv4.vs.expire_quiescent_template=1" + KEPT_FOR_MODULE));
        }
        for (String name : List.of("drop_packet", "drop_entry")) {
            OptionalInt always = network.setting("net/ipv4/vs/" + name);
            if (always.isPresent() && always.getAsInt() == 3) {
                findings.add(Finding.of(
                        Severity.OUTAGE_RISK,
                        Check.CONNECTIONS,
                        "%s always drops a part of the %s (net.ipv4.vs.%s is 3), also while it has memory enough."
                                .formatted(host, name.equals("drop_packet") ? "packets" : "connections", name),
                        "sysctl -w net.ipv4.vs." + name + "=1" + KEPT_FOR_MODULE));
            }
        }
    }

    /** Whether settings were read, and none of IPVS is among them. Anybody may read those. */
    private static boolean lacksModule(NetworkFacts network) {
        return network.settings().keySet().stream().anyMatch(name -> name.startsWith("net/ipv4/conf/"))
                && network.settings().keySet().stream().noneMatch(name -> name.startsWith(OF_MODULE));
    }

    private static void scheduler(String host, ServiceId id, TableEntry entry, List<Finding> findings) {
        String name = entry.scheduler().name();
        if (entry.scheduler().quiesceRefusesClients()) {
            String quiesced = entry.destinations().stream()
                    .filter(d -> d.spec().weight().value() == 0)
                    .map(Destination::endpoint)
                    .map(Object::toString)
                    .collect(Collectors.joining(", "));
            boolean now = !quiesced.isEmpty() && entry.destinations().size() > 1;
            findings.add(Finding.of(
                    now ? Severity.OUTAGE_RISK : Severity.ADVICE,
                    Check.SCHEDULER,
                    "The scheduler %s of %s on %s refuses the clients that it has assigned to a destination of weight 0%s, so Headroom drains no destination of it."
                            .formatted(name, id, host, now ? ", as " + quiesced + " is now" : ""),
                    name.equals("dh")
                            ? "Use another scheduler: dh has no fallback."
                            : "Give the service the flag -b %s-fallback (with ipvsadm -E and all its other options, or in the health checker's configuration)."
                                    .formatted(name)));
            return;
        }
        switch (entry.scheduler().weightUse()) {
            case ZERO_OR_NOT ->
                findings.add(Finding.of(
                        Severity.ADVICE,
                        Check.SCHEDULER,
                        "The scheduler %s of %s on %s does not look at weights above 0, so no weight shifts load there; containers can be started and drained."
                                .formatted(name, id, host),
                        "Use %s to have weights count.".formatted(name.equals("rr") ? "wrr" : "wlc")));
            case LIMIT, PRIORITY ->
                findings.add(Finding.of(
                        Severity.ADVICE,
                        Check.SCHEDULER,
                        "To the scheduler %s of %s on %s a weight is %s, not a share of the clients."
                                .formatted(
                                        name,
                                        id,
                                        host,
                                        name.equals("ovf")
                                                ? "a limit of connections"
                                                : "a rank, of which the highest gets all"),
                        "Use wrr or wlc to have weights share the load."));
            case SHARE, BUCKETS -> {}
        }
    }
}
