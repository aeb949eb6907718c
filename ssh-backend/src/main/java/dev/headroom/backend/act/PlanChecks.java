package dev.headroom.backend.act;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.IpvsCommands;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.command.ProbeCommands;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.runtime.ContainerRuntime;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the script of a plan looks at before each step, as calls of the functions of its frame; for clusters whose
 * containers have the default runtime. Pure.
 */
final class PlanChecks {
    private final List<StepProgress> steps;
    private final LeftWeights left;
    /** Whether the steps take a plan back: each may be unneeded. */
    private final boolean back;

    private final ContainerRuntime runtime = Runtimes.USUAL;

    private PlanChecks(List<StepProgress> steps, LeftWeights left, boolean back) {
        this.steps = List.copyOf(steps);
        this.left = left;
        this.back = back;
    }

    /** For a plan itself. */
    static PlanChecks ahead(List<StepProgress> steps) {
        return new PlanChecks(steps, new LeftWeights(List.of()), false);
    }

    /** For steps that take a plan back. */
    static PlanChecks back(List<StepProgress> steps, LeftWeights left) {
        return new PlanChecks(steps, left, true);
    }

    /** The lines before the command of a step: its waits, and what must still be true. */
    List<List<String>> before(int index, ScriptLines script) {
        return switch (steps.get(index).step().action()) {
            case TableAction.AwaitDrained wait -> List.of(drained(wait, wait.deadline(), script));
            // a removal cuts what is left, so the destination must still be drained
            case TableAction.RemoveDestination removal -> List.of(drained(removal, Duration.ZERO, script));
            case ContainerAction.AwaitServing(var container, var deadline) ->
                serving(index, container, deadline, script);
            case ContainerAction _, TableAction _ -> List.of();
        };
    }

    /** What decides whether the command of a step is needed; empty where it always is. */
    Optional<List<String>> condition(Action action, ScriptLines script) {
        return switch (action) {
            case TableAction.SetWeight change -> {
                List<String> words = entry("is_as_left", change, script);
                words.add(change.weight().toString());
                left.before(change).stream().map(Weight::toString).forEach(words::add);
                yield Optional.of(words);
            }
            case TableAction.AddDestination added -> inUndo(entry("is_absent", added, script));
            case TableAction.RemoveDestination removal -> inUndo(List.of("was_there", place(removal)));
            // a start of what runs already fails, and its failure would take the mark of the loan away
            case ContainerAction.StartContainer(var container) -> Optional.of(state(container, "RUNNING", script));
            case ContainerAction.StopContainer(var container) -> inUndo(state(container, "STOPPED", script));
            case TableAction.AwaitDrained _, ContainerAction.AwaitServing _ -> Optional.empty();
        };
    }

    private Optional<List<String>> inUndo(List<String> condition) {
        return Optional.of(condition).filter(_ -> back);
    }

    private static String place(TableAction action) {
        return "%s of %s on %s".formatted(action.endpoint(), action.service(), action.director());
    }

    private List<String> state(ContainerId container, String wanted, ScriptLines script) {
        HostId server = container.server();
        return List.of(
                "is_not_yet",
                script.variable(server),
                privilege(server).apply(runtime.state(container.name())).toShell(),
                container.name(),
                wanted);
    }

    /** A function and where it looks: host, listing, header, endpoint, service. */
    private List<String> entry(String function, TableAction action, ScriptLines script) {
        return new ArrayList<>(List.of(
                function,
                script.variable(action.director()),
                look(action.director(), IpvsCommands.listPersistent()),
                IpvsCommands.header(action.address()),
                action.endpoint().toString(),
                action.service().name()));
    }

    private List<String> drained(TableAction action, Duration deadline, ScriptLines script) {
        HostId director = action.director();
        List<String> words = entry("await_drained", action, script);
        words.add(words.size() - 1, Long.toString(deadline.toSeconds()));
        if (action.address().mayCarryUdp()) {
            words.add(look(director, IpvsCommands.listPackets()));
            words.add(look(director, IpvsCommands.listTimeouts()));
        }
        return words;
    }

    private String look(HostId director, CommandLine listing) {
        return privilege(director).apply(listing).toShell();
    }

    private List<List<String>> serving(int index, ContainerId container, Duration deadline, ScriptLines script) {
        String seconds = Long.toString(deadline.toSeconds());
        HostId server = container.server();
        List<List<String>> waits = new ArrayList<>();
        waits.add(List.of(
                "await_running",
                script.variable(server),
                privilege(server).apply(runtime.state(container.name())).toShell(),
                container.name(),
                seconds));
        firstUse(index)
                .filter(use -> isTcp(use.address()) && use.endpoint().port() > 0)
                .ifPresent(use -> waits.add(List.of(
                        "await_answer",
                        script.variable(use.director()),
                        ProbeCommands.connect(use.endpoint()).toShell(),
                        use.endpoint().toString(),
                        seconds)));
        return waits;
    }

    private static boolean isTcp(VirtualAddress address) {
        return address instanceof VirtualAddress.Socket(Protocol protocol, var _) && protocol == Protocol.TCP;
    }

    /** The destination by which the container gets its clients, according to the steps that follow. */
    private Optional<TableAction.AddDestination> firstUse(int index) {
        return steps.subList(index, steps.size()).stream()
                .map(s -> s.step().action())
                .filter(TableAction.AddDestination.class::isInstance)
                .map(TableAction.AddDestination.class::cast)
                .findFirst();
    }

    /** How the login user of this host gets the rights of root, as read from the plan's other commands on the host. */
    private Privilege privilege(HostId host) {
        boolean sudo = steps.stream()
                .flatMap(s -> s.commands().stream())
                .filter(c -> c.host().equals(host))
                .map(ExactCommand::text)
                .anyMatch(text -> text.startsWith("sudo ") || text.contains(" sudo -n "));
        return sudo ? Privilege.SUDO : Privilege.ROOT;
    }
}
