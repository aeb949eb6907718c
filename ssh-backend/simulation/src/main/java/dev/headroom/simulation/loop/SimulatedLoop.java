package dev.headroom.simulation.loop;

import dev.headroom.backend.act.ActionCommands;
import dev.headroom.backend.agent.ClusterDefinition;
import dev.headroom.backend.agent.SteppedObserver;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Kept;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.ControlSettings;
import dev.headroom.backend.control.core.Effect;
import dev.headroom.backend.control.core.Event;
import dev.headroom.backend.control.core.Transition;
import dev.headroom.backend.control.driver.Concerns;
import dev.headroom.backend.inventory.ContainerPattern;
import dev.headroom.backend.pace.PaceRules;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceSpec;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.sharing.facts.FaultDetector;
import dev.headroom.simulation.ClusterDescription;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.SimulatedCluster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The control loop on a simulated cluster, in simulated time and on one thread: it reads hosts by frames, the core
 * decides, and the commands reach the hosts as text. Only the network is missing. The same calls give the same
 * states. Not thread-safe. Seeded schedules of faults drive the master itself instead of the core: see decision 0002.
 */
public final class SimulatedLoop {
    private static final Duration STEP = Duration.ofMillis(200);

    private final Scenario story;
    private final Instant beginning;
    private final SimulatedCluster cluster;
    private final ActionCommands commands;
    private final SteppedObserver observer;
    private final ControlCore core;
    private final List<String> diary = new ArrayList<>();
    private final List<JournalEntry> journal = new ArrayList<>();
    private final Deque<Effect.Send> onTheWay = new ArrayDeque<>();
    private Function<Effect.Send, Optional<CommandOutcome>> troubles = _ -> Optional.empty();
    private BinaryOperator<String> hearing = (_, frame) -> frame;
    private ControlState state;
    private boolean hurried;
    private Duration nextLook = Duration.ZERO;

    /** A loop in automatic mode; every server may lend, and the cluster needs no adoption. */
    public SimulatedLoop(Scenario story) {
        this(story, Instant.parse("2026-11-22T12:00:00Z"), Installation.NONE, Set.of());
        state = ControlCore.initial(Mode.AUTOMATIC, now());
    }

    /**
     * A loop in watch mode, on a cluster that no operator has adopted.
     *
     * @param beginning the wall time at which the scenario begins
     * @param ours the installation whose mark started containers bear
     * @param keeps servers that do not lend, by the cluster file
     */
    public SimulatedLoop(Scenario story, Instant beginning, Installation ours, Set<ServerId> keeps) {
        this(
                story,
                beginning,
                ours,
                keeps,
                PaceRules.of(story.cluster().policy(), story.cluster().interval()));
    }

    /** A loop whose hosts are asked at a pace that is not the policy's. */
    SimulatedLoop(Scenario story, Instant beginning, Installation ours, Set<ServerId> keeps, PaceRules pace) {
        this.story = story;
        this.beginning = beginning;
        this.cluster = story.begin();
        ClusterDescription description = story.cluster();
        Map<HostId, Privilege> privileges = new HashMap<>();
        description.hosts().forEach(h -> privileges.put(h, Privilege.SUDO));
        this.commands = ActionCommands.withUsualRuntime(privileges, ours);
        this.core = new ControlCore(new ControlSettings(description.policy(), Map.of()), commands::preview);
        this.state = core.resumed(Mode.WATCH, Kept.NOTHING, List.of(), now());
        this.observer = new SteppedObserver(
                definition(description, ours, keeps),
                hosts(description),
                pace,
                FaultDetector::wantedProbes,
                this::read,
                now());
    }

    public SimulatedCluster cluster() {
        return cluster;
    }

    public ControlState state() {
        return state;
    }

    /** The command speller of this loop. */
    public ActionCommands commands() {
        return commands;
    }

    public Instant now() {
        return beginning.plus(cluster.now());
    }

    /** The events, decisions and commands so far, one line each. */
    public List<String> diary() {
        return List.copyOf(diary);
    }

    /** Restores the state from the journal so far, as a new master would. */
    public void restart(Mode mode) {
        onTheWay.clear();
        Kept kept = new Kept(state.adoption(), state.memory().lasting());
        state = core.resumed(mode, kept, journal, now());
    }

    /** Lets {@code next} answer commands in place of the hosts; where it gives no answer, the host runs the command. */
    public void trouble(Function<Effect.Send, Optional<CommandOutcome>> next) {
        troubles = next;
    }

    /** Lets {@code next} alter what hosts print when they are read: it is given the name of the host, and the frame. */
    public void hear(BinaryOperator<String> next) {
        hearing = next;
    }

    /** Sends an operator's intent. */
    public void ask(Intent intent) {
        step(new Event.Asked(intent));
    }

    public void runUntil(Duration time) {
        run(_ -> cluster.now().compareTo(time) >= 0);
        sendAll();
    }

    /**
     * Runs until a state fulfils {@code wanted}, also one in which a command is on the way.
     *
     * @throws IllegalStateException if none does within {@code atMost}
     */
    public void runUntil(Predicate<ControlState> wanted, Duration atMost) {
        run(now -> wanted.test(now) || cluster.now().compareTo(atMost) >= 0);
        if (!wanted.test(state)) {
            throw new IllegalStateException("That did not come to pass within %d s: %s"
                    .formatted(atMost.toSeconds(), String.join("\n", diary)));
        }
    }

    private void run(Predicate<ControlState> enough) {
        while (!enough.test(state)) {
            if (!onTheWay.isEmpty()) {
                send(onTheWay.remove());
                continue;
            }
            Duration last = cluster.now();
            cluster.advance(STEP);
            story.between(last, cluster.now()).forEach(m -> note("* " + m.caption()));
            if (hurried || cluster.now().compareTo(nextLook) >= 0) {
                nextLook = cluster.now().plus(story.cluster().interval());
                hurried = false;
                step(new Event.Observed(observer.observe(now())));
            }
        }
    }

    private void sendAll() {
        while (!onTheWay.isEmpty()) {
            send(onTheWay.remove());
        }
    }

    /** The standard output of a command on a host. */
    public String output(HostId host, String command) {
        try {
            return run(host, command, "").output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note(String text) {
        diary.add("%5.1f %s".formatted(cluster.now().toMillis() / 1e3, text));
    }

    private void step(Event event) {
        ControlState earlier = state;
        Transition transition = core.step(state, event, now());
        state = transition.state();
        observer.attend(Concerns.of(state));
        state.proposals().stream()
                .sorted(Comparator.comparing(p -> p.id().toString()))
                .filter(p -> !earlier.proposal(p.id()).map(Proposal::status).equals(Optional.of(p.status())))
                .forEach(p -> note(p.plan().kind() + " of " + p.plan().service() + " " + p.status()));
        for (Effect effect : transition.effects()) {
            switch (effect) {
                case Effect.Send send -> onTheWay.add(send);
                case Effect.Hurry(var hosts) -> {
                    hurried = true;
                    observer.hurry(hosts);
                }
                case Effect.Note(JournalEntry entry) -> journal.add(entry);
                case Effect.TakeOver() -> note("takes over");
                case Effect.Order _, Effect.Noted _ -> {
                    // There is no other master.
                }
                case Effect.Refuse(String sentence) -> note("refused: " + sentence);
            }
        }
    }

    private void send(Effect.Send send) {
        CommandOutcome outcome = troubles.apply(send).orElseGet(() -> outcome(send));
        step(new Event.CommandEnded(send.permit().proposal(), send.step(), outcome));
    }

    private CommandOutcome outcome(Effect.Send send) {
        String text = commands.command(send.action()).orElseThrow().toShell();
        note(send.action().host().name() + "$ " + text);
        try {
            Run run = run(send.action().host(), text, "");
            return run.exitCode() == 0 ? new CommandOutcome.Ran(run.output()) : new CommandOutcome.Refused(run.error());
        } catch (IOException e) {
            return new CommandOutcome.Indeterminate(e.toString());
        }
    }

    private String read(HostId host, String command, String input) throws IOException {
        if (!cluster.reachable(host)) {
            throw new IOException("it does not answer on port 22; tried again by itself.");
        }
        return hearing.apply(host.name(), run(host, command, input).output());
    }

    private record Run(int exitCode, String output, String error) {}

    private Run run(HostId host, String command, String input) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = cluster.host(host)
                .run(command, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err);
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The hosts of a simulated cluster, as an observer knows them. */
    public static List<SteppedObserver.Host> hosts(ClusterDescription d) {
        return Stream.concat(
                        d.directors().stream().map(each -> new SteppedObserver.Host(each.id(), each.address())),
                        d.servers().stream().map(each -> new SteppedObserver.Host(each.id(), each.address())))
                .toList();
    }

    /**
     * The definition of a simulated cluster, as its cluster file would have it.
     *
     * @param keeps servers that do not lend
     */
    public static ClusterDefinition definition(ClusterDescription d, Installation ours, Set<ServerId> keeps) {
        return new ClusterDefinition(
                d.directors().stream()
                        .map(ClusterDescription.DirectorDescription::id)
                        .toList(),
                d.servers().stream()
                        .map(s -> new ClusterDefinition.ServerDefinition(s.id(), s.zone(), !keeps.contains(s.id())))
                        .toList(),
                d.services().stream()
                        .map(s -> new ClusterDefinition.ServiceDefinition(
                                new ServiceSpec(s.id(), s.address(), s.priority(), s.minimum()),
                                new ContainerPattern(s.containers())))
                        .toList(),
                ours.id());
    }
}
