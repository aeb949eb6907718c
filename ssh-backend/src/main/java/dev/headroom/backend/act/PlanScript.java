package dev.headroom.backend.act;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.IpvsCommands;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.command.ProbeCommands;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.runtime.ContainerRuntime;
import dev.headroom.backend.script.ScriptFile;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan as a POSIX shell script for an administrator's computer: the exact commands over {@code ssh}, in order. The
 * script stops at the first failure, and at a condition that does not come true: without its waits, a plan that gives
 * back would cut connections.
 *
 * <p>It judges "drained" as {@code DirectorTable.isDrained} does (see decision 0063 of ma2scf): no active connections and
 * no bound clients, and where the service may carry UDP no packet for the director's UDP timeout. It differs so: it sees the
 * packets only from its first look on, and looks at one director after another, so it may wait longer; it looks for bound
 * clients at the removal too; it measures time by the clock of the administrator's computer; and it knows nothing of the
 * rest of the cluster, which Headroom checks before each step.
 *
 * <p>Pure, save that it reads its frame from the class path.
 */
public final class PlanScript {
    private static final String FRAME = "plan.sh";

    private final List<StepProgress> steps;
    private final ContainerRuntime runtime;
    private final Map<HostId, String> variables = new LinkedHashMap<>();

    private PlanScript(List<StepProgress> steps, ContainerRuntime runtime) {
        this.steps = steps;
        this.runtime = runtime;
        steps.forEach(
                s -> variables.computeIfAbsent(s.step().action().host(), host -> "host_" + (variables.size() + 1)));
    }

    /** The script for {@code steps}, for clusters whose containers have the default runtime; ends with a line break. */
    public static String of(List<StepProgress> steps) {
        return new PlanScript(List.copyOf(steps), Runtimes.USUAL).text();
    }

    private String text() {
        StringBuilder script = new StringBuilder(ScriptFile.read(PlanScript.class, FRAME));
        script.append("# How ssh reaches each host. Where it does not know the name, write user@address here.\n");
        variables.forEach((host, variable) -> script.append(variable)
                .append('=')
                .append(CommandLine.quoted(host.name()))
                .append('\n'));
        for (int i = 0; i < steps.size(); i++) {
            StepProgress step = steps.get(i);
            Action action = step.step().action();
            script.append('\n');
            line(script, "step", Integer.toString(i + 1), action.describe());
            guard(action).forEach(words -> line(script, words));
            wait(i, action).forEach(words -> line(script, words));
            step.commands().forEach(c -> line(script, "run", variable(c.host()), c.text()));
        }
        return script.append("\nsay 'All steps are done.'\n").toString();
    }

    /** A removal cuts what is left, so the destination must still be drained. */
    private List<List<String>> guard(Action action) {
        return action instanceof TableAction.RemoveDestination(var director, var service, var address, var spec)
                ? List.of(drained(director, service, address, spec.endpoint(), Duration.ZERO))
                : List.of();
    }

    private List<List<String>> wait(int index, Action action) {
        return switch (action) {
            case TableAction.AwaitDrained(var director, var service, var address, var endpoint, var deadline) ->
                List.of(drained(director, service, address, endpoint, deadline));
            case ContainerAction.AwaitServing(var container, var deadline) -> serving(index, container, deadline);
            case ContainerAction _, TableAction _ -> List.of();
        };
    }

    private List<String> drained(
            HostId director, ServiceId service, VirtualAddress address, Endpoint endpoint, Duration deadline) {
        List<String> words = new ArrayList<>(List.of(
                "await_drained",
                variable(director),
                look(director, IpvsCommands.listPersistent()),
                header(address),
                endpoint.toString(),
                Long.toString(deadline.toSeconds()),
                service.name()));
        if (address.mayCarryUdp()) {
            words.add(look(director, IpvsCommands.listPackets()));
            words.add(look(director, IpvsCommands.listTimeouts()));
        }
        return words;
    }

    private String look(HostId director, CommandLine listing) {
        return privilege(director).apply(listing).toShell();
    }

    /** How {@code ipvsadm -Ln} begins the line of a virtual service. */
    private static String header(VirtualAddress address) {
        return switch (address) {
            case VirtualAddress.Socket(Protocol protocol, Endpoint endpoint) -> protocol + " " + endpoint;
            case VirtualAddress.FirewallMark(long mark, boolean ipv6) -> "FWM " + mark + (ipv6 ? " IPv6" : "");
        };
    }

    private List<List<String>> serving(int index, ContainerId container, Duration deadline) {
        String seconds = Long.toString(deadline.toSeconds());
        HostId server = container.server();
        List<List<String>> waits = new ArrayList<>();
        waits.add(List.of(
                "await_running",
                variable(server),
                privilege(server).apply(runtime.state(container.name())).toShell(),
                container.name(),
                seconds));
        firstUse(index)
                .filter(use -> isTcp(use.address()) && use.endpoint().port() > 0)
                .ifPresent(use -> {
                    String probe = ProbeCommands.connect(use.endpoint()).toShell();
                    waits.add(List.of(
                            "await_answer",
                            variable(use.director()),
                            probe,
                            use.endpoint().toString(),
                            seconds));
                });
        return waits;
    }

    private static boolean isTcp(VirtualAddress address) {
        return address instanceof VirtualAddress.Socket(Protocol protocol, var _) && protocol == Protocol.TCP;
    }

    private record Use(HostId director, VirtualAddress address, Endpoint endpoint) {}

    /** The destination by which the container gets its clients, according to the steps that follow. */
    private Optional<Use> firstUse(int index) {
        for (StepProgress step : steps.subList(index, steps.size())) {
            if (step.step().action()
                    instanceof TableAction.AddDestination(var director, var _, var address, var spec)) {
                return Optional.of(new Use(director, address, spec.endpoint()));
            }
        }
        return Optional.empty();
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

    private String variable(HostId host) {
        return "$" + variables.get(host);
    }

    private void line(StringBuilder script, String... words) {
        line(script, List.of(words));
    }

    /**
     * Adds a command, quoted a second time for the administrator's shell, which passes it to the host's shell. The
     * only place that does.
     */
    private void line(StringBuilder script, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            script.append(i == 0 ? "" : " ").append(isVariable(word) ? '"' + word + '"' : CommandLine.quoted(word));
        }
        script.append('\n');
    }

    private boolean isVariable(String word) {
        return word.startsWith("$") && variables.containsValue(word.substring(1));
    }
}
