package dev.headroom.simulation.schedule;

import dev.headroom.backend.control.driver.SimulatedMaster;
import dev.headroom.backend.control.driver.SimulatedMaster.Fate;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.simulation.Fault;
import dev.headroom.simulation.SimulatedCluster;
import dev.headroom.simulation.Truth;
import dev.headroom.simulation.schedule.Trouble.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Begins the troubles of a schedule and ends them. One thread. */
final class Troubles {
    /** A process that passes no point meets its fate after this time. */
    private static final Duration AT_LATEST = Duration.ofSeconds(10);

    private final SimulatedCluster cluster;
    private final Consoles consoles;
    private final Masters masters;
    private final Partings partings;
    private final Wires wires;
    private final Rules rules;
    private final OtherProgram other;
    private final Consumer<String> diary;
    private final Set<ContainerId> taken = new HashSet<>();
    private final Set<DirectorId> refused = new HashSet<>();
    private final Set<DirectorId> refusing = new HashSet<>();
    private final Set<ContainerId> flawed = new HashSet<>();
    private final List<Ending> endings = new ArrayList<>();

    /** What happens at the end of a trouble. */
    private record Ending(Duration at, String what, boolean disables, Optional<DirectorId> out, Runnable end) {}

    Troubles(
            SimulatedCluster cluster,
            Consoles consoles,
            Partings partings,
            Wires wires,
            Rules rules,
            Consumer<String> diary) {
        this.cluster = cluster;
        this.consoles = consoles;
        this.masters = consoles.first();
        this.partings = partings;
        this.wires = wires;
        this.rules = rules;
        this.diary = diary;
        this.other = new OtherProgram(cluster);
    }

    /** Whether all have ended. */
    boolean over() {
        return endings.isEmpty();
    }

    /** Whether a line of the configuration is about a container that somebody took over: that is theirs now. */
    boolean isTheirs(String line) {
        return cluster.description().servers().stream()
                .flatMap(s -> s.containers().stream()
                        .filter(c -> taken.contains(new ContainerId(s.id(), c.name())))
                        .map(c -> c.endpoint().toString()))
                .anyMatch(line::contains);
    }

    /** The directors of which no change can be expected: those in trouble, and those that refused one and are asked again after a while. */
    Set<DirectorId> excused() {
        Set<DirectorId> excused = new HashSet<>(refused);
        endings.forEach(ending -> ending.out().ifPresent(excused::add));
        return excused;
    }

    /** Whether nothing but hosts and containers is in trouble. */
    boolean able() {
        return endings.stream().noneMatch(Ending::disables);
    }

    /** Ends what is due. */
    void advance() {
        // What has a flaw may end by itself at any time.
        flawed.forEach(container -> rules.touches(container.server()));
        endings.sort(Comparator.comparing(Ending::at));
        while (!endings.isEmpty() && endings.getFirst().at().compareTo(cluster.now()) <= 0) {
            Ending ending = endings.removeFirst();
            if (!ending.what().isEmpty()) {
                diary.accept("* over: " + ending.what());
            }
            ending.end().run();
            endings.sort(Comparator.comparing(Ending::at));
        }
    }

    private void after(Duration lasts, Trouble what, Runnable end) {
        endings.add(new Ending(cluster.now().plus(lasts), what.toString(), disables(what), out(what), end));
    }

    private static Optional<DirectorId> out(Trouble trouble) {
        return trouble instanceof Trouble.OfHost(DirectorId director, var _, var _)
                ? Optional.of(director)
                : Optional.empty();
    }

    private static boolean disables(Trouble trouble) {
        return switch (trouble) {
            case Trouble.OfHost _,
                    Trouble.OfContainer _,
                    Trouble.ByHand _,
                    Trouble.TakenOver _,
                    Trouble.ClockSet _,
                    Trouble.Maintenance _,
                    Trouble.Refuses _ -> false;
            case Trouble.OfProcess _,
                    Trouble.Takeover _,
                    Trouble.Halt _,
                    Trouble.DiskFull _,
                    Trouble.OnTheWire _,
                    Trouble.Parted _,
                    Trouble.Sleeps _,
                    Trouble.TakesLease _,
                    Trouble.OfTable _ -> true;
        };
    }

    void begin(Trouble trouble) {
        diary.accept("* " + trouble);
        switch (trouble) {
            case Trouble.OfHost(var host, var kind, Duration lasts) -> {
                if (!cluster.reachable(host)) {
                    return;
                }
                if (kind == Fault.Kind.KILL && host instanceof ServerId server) {
                    Truth.containers(cluster, server, false).forEach(rules::lost);
                }
                if (kind == Fault.Kind.KILL) {
                    rules.dies(host);
                }
                rules.touches(host);
                cluster.apply(new Fault(host, kind));
                after(lasts, trouble, () -> {
                    rules.touches(host);
                    cluster.apply(new Fault(host, Fault.Kind.HEAL));
                });
            }
            case Trouble.OfProcess(Fate fate, int points, Duration lasts) ->
                process(
                        masters,
                        fate,
                        points,
                        master -> after(lasts, trouble, () -> {
                            if (fate == Fate.STOPS) {
                                master.thaw();
                            } else {
                                master.kill();
                                masters.start();
                            }
                        }));
            case Trouble.Takeover(int points, Duration lasts) ->
                process(masters, Fate.STOPS, points, master -> {
                    masters.start();
                    after(lasts, trouble, master::thaw);
                });
            case Trouble.Halt(Duration lasts) -> {
                masters.halt();
                after(lasts, trouble, () -> masters.operator().wantsHalt(false));
            }
            case Trouble.ClockSet(Duration by) -> masters.setClock(by);
            case Trouble.DiskFull(Duration lasts) -> {
                masters.diskFull(true);
                after(lasts, trouble, () -> masters.diskFull(false));
            }
            case Trouble.OnTheWire(Wire wire, Duration lasts) -> {
                wires.trouble(wire);
                after(lasts, trouble, () -> wires.trouble(Wire.SOUND));
            }
            case Trouble.OfContainer(ContainerId container, var flaw, Duration lasts) -> {
                rules.touches(container.server());
                cluster.flaw(container, flaw);
                flawed.add(container);
                after(lasts, trouble, () -> {
                    cluster.flaw(container, Fault.Flaw.NONE);
                    flawed.remove(container);
                });
            }
            case Trouble.OfTable(DirectorId director, var change, int pick, Duration lasts) -> {
                rules.touches(director);
                rules.tableChanged();
                other.change(director, change, pick).ifPresent(e -> rules.ofOthers(director, Optional.of(e)));
                after(
                        lasts,
                        trouble,
                        () -> watch(() -> cluster.reachable(director) && !refusing.contains(director), () -> {
                            rules.touches(director);
                            other.putBack(director);
                            rules.ofOthers(director, Optional.empty());
                        }));
            }
            case Trouble.TakenOver(Duration lasts) ->
                wires.onceStopping(container -> {
                    rules.lost(container);
                    taken.add(container);
                    Truth.takeOver(cluster, container);
                    after(lasts, trouble, () -> stopByHand(container));
                });
            case Trouble.Parted(int console, Set<HostId> hosts, Duration lasts) -> {
                String letter = consoles.of(console).letter();
                partings.set(letter, hosts);
                after(lasts, trouble, () -> partings.set(letter, Set.of()));
            }
            case Trouble.Sleeps(int console, int points, Duration lasts) ->
                process(consoles.of(console), Fate.STOPS, points, master -> after(lasts, trouble, master::thaw));
            case Trouble.TakesLease(int console) -> {
                if (consoles.of(console).newest().runs()) {
                    consoles.of(console).takeOver();
                    after(Duration.ofSeconds(15), trouble, () -> {});
                }
            }
            case Trouble.Refuses(DirectorId director, Duration lasts) -> {
                refused.add(director);
                refuse(director, true);
                after(lasts, trouble, () -> refuse(director, false));
            }
            case Trouble.Maintenance(ServerId server, Duration lasts) -> {
                // One whose answer was lost may hold, too.
                masters.maintains(server, true);
                after(lasts, trouble, () -> watch(() -> masters.maintains(server, false), () -> {}));
            }
            case Trouble.ByHand(ContainerId container, Duration lasts) -> {
                rules.lost(container);
                Truth.byHand(cluster, container, true);
                after(lasts, trouble, () -> stopByHand(container));
            }
        }
    }

    /** On a host that does not answer a person tries it again until it does. */
    private void stopByHand(ContainerId container) {
        watch(() -> cluster.reachable(container.server()), () -> {
            rules.lost(container);
            Truth.byHand(cluster, container, false);
        });
    }

    private void refuse(DirectorId director, boolean now) {
        cluster.refuseChanges(director, now);
        if (now) {
            refusing.add(director);
        } else {
            refusing.remove(director);
        }
    }

    /** Lets the newest master's process meet its fate, at the latest after {@link #AT_LATEST}. */
    private void process(Masters of, Fate fate, int points, Consumer<SimulatedMaster> then) {
        if (!of.met() || !of.newest().runs()) {
            return;
        }
        SimulatedMaster master = of.newest();
        of.meets(fate, points);
        Duration begun = cluster.now();
        watch(
                () -> {
                    boolean late = cluster.now().minus(begun).compareTo(AT_LATEST) > 0;
                    if (!of.met() && late) {
                        of.meetsNow();
                    }
                    return of.met();
                },
                () -> then.accept(master));
    }

    /** Asks again and again whether it is so, and then does what follows. */
    private void watch(BooleanSupplier isSo, Runnable then) {
        endings.add(new Ending(cluster.now().plusMillis(200), "", true, Optional.empty(), () -> {
            if (isSo.getAsBoolean()) {
                then.run();
            } else {
                watch(isSo, then);
            }
        }));
    }
}
