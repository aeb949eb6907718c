package dev.headroom.demo;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.driver.StateSink;
import dev.headroom.console.cli.PlanText;
import dev.headroom.console.cli.StateNarrator;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.simulation.ClusterDescription;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.SimulatedCluster;
import dev.headroom.simulation.ipvs.ServiceTotals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Prints a scenario in the terminal: the events of the cluster, and the master's actions. Called on the master's
 * thread.
 */
final class DemoStory implements StateSink {
    private final SimulatedCluster cluster;
    private final Duration end;
    private final PrintWriter out;
    private final StateNarrator narrator;
    private final String tableBefore;
    private final CountDownLatch over = new CountDownLatch(1);
    private Duration told = Duration.ZERO;

    DemoStory(SimulatedCluster cluster, Duration end, PrintWriter out) {
        this.cluster = cluster;
        this.end = end;
        this.out = out;
        this.narrator = new StateNarrator(out);
        this.tableBefore = tables();
    }

    @Override
    public void accept(ControlState state) {
        Duration now = cluster.now();
        for (Scenario.Moment moment : cluster.scenario().between(told, now)) {
            out.println(String.format(Locale.ROOT, "── %3d s ── %s", moment.at().toSeconds(), moment.caption()));
        }
        told = now;
        narrator.accept(state);
        boolean quiet = state.running().isEmpty();
        if (now.compareTo(end) >= 0 && quiet) {
            over.countDown();
        }
    }

    boolean awaitEnd(long time, TimeUnit unit) throws InterruptedException {
        return over.await(time, unit);
    }

    /** The parts of the story that did not happen. A story that was cut short must only have had no failure. */
    List<String> missing(ControlState state, boolean cutShort) {
        List<String> missing = new ArrayList<>();
        state.proposals().stream()
                .filter(p -> p.status() == Proposal.Status.FAILED)
                .forEach(p -> missing.add("%s failed (%s)".formatted(p.id(), p.note())));
        boolean eventful =
                cluster.scenario().moments().stream().anyMatch(m -> m.fault().isPresent());
        if (cutShort || !eventful) {
            return missing;
        }
        Map<PlanKind, Integer> done = done(state);
        for (PlanKind kind : List.of(PlanKind.BORROW, PlanKind.GIVE_BACK, PlanKind.FAILOVER)) {
            if (!done.containsKey(kind)) {
                missing.add("no plan to %s was carried out".formatted(PlanText.verb(kind)));
            }
        }
        long loans = state.snapshot()
                .containers()
                .filter(c -> c.isStandBy() && c.isRunning())
                .map(Container::id)
                .count();
        if (loans > 0) {
            missing.add("%d loans were not given back".formatted(loans));
        }
        if (!tables().equals(tableBefore)) {
            missing.add("the IPVS tables are not as they were");
        }
        return missing;
    }

    void printSummary(ControlState state) {
        ServiceTotals totals = cluster.totals();
        out.println("Carried out: " + done(state) + ". " + describe(totals));
        out.println(
                tables().equals(tableBefore)
                        ? "The IPVS tables of all directors are as they were."
                        : "The IPVS tables differ from the first ones.");
        out.flush();
    }

    private static String describe(ServiceTotals totals) {
        return String.format(
                Locale.ROOT,
                "Connections: %.0f offered, %.0f served, %.0f failed.",
                totals.offered(),
                totals.served(),
                totals.failed());
    }

    /** The output of {@code ipvsadm -Sn} on every director. */
    private String tables() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (ClusterDescription.DirectorDescription director :
                cluster.description().directors()) {
            try {
                int exit = cluster.host(director.id()).run("ipvsadm -Sn", InputStream.nullInputStream(), text, text);
                text.write(("exit " + exit + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static Map<PlanKind, Integer> done(ControlState state) {
        Map<PlanKind, Integer> done = new EnumMap<>(PlanKind.class);
        state.proposals().stream()
                .filter(p -> p.status() == Proposal.Status.DONE)
                .forEach(p -> done.merge(p.plan().kind(), 1, Integer::sum));
        return done;
    }
}
