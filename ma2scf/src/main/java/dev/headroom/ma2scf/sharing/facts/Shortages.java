package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Pressure;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Strain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells what a real server and its containers get less of than they ask for, where it is enough to overload a service. For an operator:
 * rules act on what is more than that, see {@link Signs}, and on what lasts.
 */
public final class Shortages {
    /** The share of stolen processor time at which a machine is noticeably slower. */
    private static final double STOLEN = 0.1;

    private static final double SOME_CPU = 0.25;
    private static final double FULL_MEMORY = 0.05;
    private static final double FULL_IO = 0.2;
    private static final double THROTTLED = 0.25;

    private Shortages() {}

    /** One sentence each, the server's own first; from fresh readings only. */
    public static List<String> of(RealServer server) {
        List<String> sentences = new ArrayList<>();
        server.load().fresh().ifPresent(load -> {
            stolen(load).ifPresent(sentences::add);
            sentences.addAll(of(server.id().name(), load.strain()));
        });
        server.containers().fresh().orElse(List.of()).stream()
                .filter(Container::isRunning)
                .forEach(container -> sentences.addAll(of(container.id().toString(), container.strain())));
        return sentences;
    }

    /** All that is known of what a server or a container lacks, in figures; empty where nothing is known. */
    public static String figures(Strain strain) {
        List<String> figures = new ArrayList<>();
        strain.cpu().ifPresent(pressure -> figures.add("PSI cpu some " + percent(pressure.some())));
        strain.memory().flatMap(Pressure::full).ifPresent(full -> figures.add("memory full " + percent(full)));
        strain.io().flatMap(Pressure::full).ifPresent(full -> figures.add("io full " + percent(full)));
        strain.throttled().ifPresent(share -> figures.add("throttled in %s of periods".formatted(percent(share))));
        strain.overflows().ifPresent(rate -> figures.add(String.format(Locale.ROOT, "%.1f overflows/s", rate)));
        return String.join(", ", figures);
    }

    private static Optional<String> stolen(ServerLoad load) {
        return load.stolen()
                .filter(cores -> cores >= STOLEN * load.capacity().cpu())
                .map(cores -> "The hypervisor gives %s of this server's %s to other machines (steal in /proc/stat)."
                        .formatted(
                                Wording.cores(cores),
                                Wording.cores(load.capacity().cpu())));
    }

    private static List<String> of(String name, Strain strain) {
        List<String> sentences = new ArrayList<>();
        strain.overflows()
                .filter(rate -> rate > 0)
                .ifPresent(rate -> sentences.add(
                        "%s dropped %.1f new connections/s because a queue of connections to accept was full (ListenOverflows%s)."
                                .formatted(name, rate, ago(strain))));
        strain.throttled()
                .filter(share -> share >= THROTTLED)
                .ifPresent(share -> sentences.add("%s waited in %s of the periods for its CPU quota (nr_throttled%s)."
                        .formatted(name, percent(share), ago(strain))));
        strain.cpu()
                .map(Pressure::some)
                .filter(share -> share >= SOME_CPU)
                .ifPresent(share -> sentences.add("Processes of %s waited %s of 10 s for a processor (PSI cpu some%s)."
                        .formatted(name, percent(share), ago(strain))));
        strain.memory()
                .flatMap(Pressure::full)
                .filter(share -> share >= FULL_MEMORY)
                .ifPresent(
                        share -> sentences.add("All processes of %s waited %s of 10 s for memory (PSI memory full%s)."
                                .formatted(name, percent(share), ago(strain))));
        strain.io()
                .flatMap(Pressure::full)
                .filter(share -> share >= FULL_IO)
                .ifPresent(share -> sentences.add("All processes of %s waited %s of 10 s for a disk (PSI io full%s)."
                        .formatted(name, percent(share), ago(strain))));
        return sentences;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    private static String ago(Strain strain) {
        return strain.age().compareTo(Duration.ofSeconds(1)) < 0
                ? ""
                : ", read %s earlier".formatted(Wording.seconds(strain.age()));
    }
}
