package dev.headroom.backend.agent;

import dev.headroom.backend.act.ActionCommands;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.ControlSettings;
import dev.headroom.backend.control.core.Effect;
import dev.headroom.backend.control.core.Event;
import dev.headroom.backend.control.core.Transition;
import dev.headroom.backend.inventory.ContainerPattern;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.FrameReader;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ProbeTarget;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The whole loop in automatic mode on a simulated cluster, in simulated time and on one thread: hosts are read by frames, the core
 * decides, and the commands reach the hosts as text. Only the network is missing.
 */
final class SimulatedLoop {
    private static final Instant BEGINNING = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration STEP = Duration.ofMillis(200);

    private final Scenario story;
    private final SimulatedCluster cluster;
    private final ActionCommands commands;
    private final SnapshotAssembler assembler;
    private final ControlCore core;
    private final List<String> diary = new ArrayList<>();
    private Assembly assembly;
    private ControlState state;
    private boolean hurried;
    private Duration nextLook = Duration.ZERO;

    SimulatedLoop(Scenario story) {
        this.story = story;
        this.cluster = story.begin();
        ClusterDescription description = story.cluster();
        Map<HostId, Privilege> privileges = new HashMap<>();
        description.hosts().forEach(h -> privileges.put(h, Privilege.SUDO));
        this.commands = ActionCommands.withUsualRuntime(privileges, Installation.NONE);
        this.core = new ControlCore(new ControlSettings(description.policy(), Map.of()), commands::preview);
        this.state = ControlCore.initial(Mode.AUTOMATIC, now());
        this.assembler = new SnapshotAssembler(definition(description), description.interval());
        this.assembly = assembler.first(now());
    }

    SimulatedCluster cluster() {
        return cluster;
    }

    ControlState state() {
        return state;
    }

    /** What happened, was decided and was sent, a line each. */
    List<String> diary() {
        return List.copyOf(diary);
    }

    void runUntil(Duration time) {
        while (cluster.now().compareTo(time) < 0) {
            Duration last = cluster.now();
            cluster.advance(STEP);
            story.between(last, cluster.now()).forEach(m -> note("* " + m.caption()));
            if (hurried || cluster.now().compareTo(nextLook) >= 0) {
                nextLook = cluster.now().plus(story.cluster().interval());
                hurried = false;
                look();
            }
        }
    }

    /** What a host prints. */
    String output(HostId host, String command) {
        try {
            return run(host, command, "").output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Instant now() {
        return BEGINNING.plus(cluster.now());
    }

    private void note(String text) {
        diary.add("%5.1f %s".formatted(cluster.now().toMillis() / 1e3, text));
    }

    private void look() {
        Set<ProbeTarget> probes = FaultDetector.wantedProbes(assembly.snapshot());
        List<HostReport> reports =
                story.cluster().hosts().stream().map(h -> report(h, probes)).toList();
        assembly = assembler.next(assembly, reports, now());
        step(new Event.Observed(new Observation(assembly.snapshot(), List.of())));
    }

    private HostReport report(HostId host, Set<ProbeTarget> probes) {
        boolean director = host instanceof DirectorId;
        String trigger = director
                ? probes.stream().map(ProbeTarget::toString).collect(Collectors.joining(" ", "frame ", "\n"))
                : "";
        String script = AgentScript.text(host, Runtimes.USUAL) + trigger + "quit\n";
        try {
            Run run = run(host, "sh -s -- " + (director ? "director" : "server") + " sudo", script);
            FrameReader reader = new FrameReader();
            List<Frame> frames =
                    run.output().lines().flatMap(l -> reader.accept(l).stream()).toList();
            return FrameInterpreter.report(host, Runtimes.USUAL, now(), frames.getLast());
        } catch (IOException e) {
            return new HostReport.Failed(host, now(), host.name() + ": " + e.getMessage(), true);
        }
    }

    private void step(Event event) {
        ControlState earlier = state;
        Transition transition = core.step(state, event, now());
        state = transition.state();
        state.proposals().stream()
                .sorted(Comparator.comparing(p -> p.id().toString()))
                .filter(p -> !earlier.proposal(p.id()).map(Proposal::status).equals(Optional.of(p.status())))
                .forEach(p -> note(p.plan().kind() + " of " + p.plan().service() + " " + p.status()));
        for (Effect effect : transition.effects()) {
            switch (effect) {
                case Effect.Send send ->
                    step(new Event.CommandEnded(send.permit().proposal(), send.step(), send(send)));
                case Effect.Hurry _ -> hurried = true;
                case Effect.Note _, Effect.Refuse _ -> {}
            }
        }
    }

    private CommandOutcome send(Effect.Send send) {
        String text = commands.command(send.action()).orElseThrow().toShell();
        note(send.action().host().name() + "$ " + text);
        try {
            Run run = run(send.action().host(), text, "");
            return run.exitCode() == 0 ? new CommandOutcome.Ran(run.output()) : new CommandOutcome.Refused(run.error());
        } catch (IOException e) {
            return new CommandOutcome.Indeterminate(e.toString());
        }
    }

    private record Run(int exitCode, String output, String error) {}

    private Run run(HostId host, String command, String input) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = cluster.host(host)
                .run(command, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err);
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static ClusterDefinition definition(ClusterDescription d) {
        return new ClusterDefinition(
                d.directors().stream()
                        .map(ClusterDescription.DirectorDescription::id)
                        .toList(),
                d.servers().stream()
                        .map(s -> new ClusterDefinition.ServerDefinition(s.id(), s.zone(), true))
                        .toList(),
                d.services().stream()
                        .map(s -> new ClusterDefinition.ServiceDefinition(
                                new ServiceSpec(s.id(), s.address(), s.priority(), s.minimum()),
                                new ContainerPattern(s.containers())))
                        .toList());
    }
}
