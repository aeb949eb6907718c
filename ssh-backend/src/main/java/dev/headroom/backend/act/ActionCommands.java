package dev.headroom.backend.act;

import dev.headroom.backend.agent.HostAccess;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.command.IpvsCommands;
import dev.headroom.backend.command.LoanCommands;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.runtime.ContainerRuntime;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.ContainerAction.StartContainer;
import dev.headroom.ma2scf.plan.ContainerAction.StopContainer;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.TableAction.AddDestination;
import dev.headroom.ma2scf.plan.TableAction.RemoveDestination;
import dev.headroom.ma2scf.plan.TableAction.SetWeight;
import dev.headroom.ma2scf.plan.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Action → command, the same for the operator's preview and for the executor. Pure; safe to share between threads. */
public final class ActionCommands {
    private static final Duration TABLE_PATIENCE = Duration.ofSeconds(15);

    private final Map<HostId, Privilege> privileges;
    private final Function<HostId, ContainerRuntime> runtimes;
    private final Installation ours;

    private ActionCommands(
            Map<HostId, Privilege> privileges, Function<HostId, ContainerRuntime> runtimes, Installation ours) {
        this.privileges = Map.copyOf(privileges);
        this.runtimes = runtimes;
        this.ours = ours;
    }

    /**
     * For hosts of a cluster file.
     *
     * @param ours whose mark a started container bears
     */
    public static ActionCommands of(List<HostAccess> hosts, Installation ours) {
        Map<HostId, ContainerRuntime> runtimes =
                hosts.stream().collect(Collectors.toMap(HostAccess::id, HostAccess::runtime));
        return new ActionCommands(
                hosts.stream().collect(Collectors.toMap(HostAccess::id, HostAccess::privilege)),
                host -> runtimes.getOrDefault(host, Runtimes.USUAL),
                ours);
    }

    /**
     * For clusters whose containers are of the usual runtime.
     *
     * @param privileges how each host's login user gets root's rights; every host must be there
     * @param ours whose mark a started container bears
     */
    public static ActionCommands withUsualRuntime(Map<HostId, Privilege> privileges, Installation ours) {
        return new ActionCommands(privileges, _ -> Runtimes.USUAL, ours);
    }

    /** The one command of an action; empty for an action that only waits. */
    public Optional<CommandLine> command(Action action) {
        Privilege rights = privilege(action.host());
        return switch (action) {
            case StartContainer(var container) ->
                Optional.of(LoanCommands.start(
                        ours, container.name(), rights.apply(runtime(action).start(container.name()))));
            case StopContainer(var container) ->
                Optional.of(LoanCommands.stop(
                        ours, container.name(), rights.apply(runtime(action).stop(container.name()))));
            case AddDestination(var _, var _, var address, var spec) ->
                Optional.of(rights.apply(IpvsCommands.add(address, spec)));
            case RemoveDestination(var _, var _, var address, var spec) ->
                Optional.of(rights.apply(IpvsCommands.delete(address, spec.endpoint())));
            case SetWeight change -> Optional.of(rights.apply(IpvsCommands.edit(change.address(), change.after())));
            case Wait _ -> Optional.empty();
        };
    }

    /** What the operator is shown: to the letter what is sent; nothing for a host that is no more in the cluster file. */
    public List<ExactCommand> preview(Action action) {
        return Optional.of(action).filter(a -> privileges.containsKey(a.host())).flatMap(this::command).stream()
                .map(command -> new ExactCommand(action.host(), command.toShell()))
                .toList();
    }

    /** How long the command may take before the host is taken for lost. */
    Duration patience(Action action) {
        return switch (action) {
            case Wait _, TableAction _ -> TABLE_PATIENCE;
            case ContainerAction _ -> runtime(action).patience();
        };
    }

    private ContainerRuntime runtime(Action action) {
        return runtimes.apply(action.host());
    }

    private Privilege privilege(HostId host) {
        return Optional.ofNullable(privileges.get(host))
                .orElseThrow(() -> new IllegalArgumentException(
                        "The host '%s' is not in the cluster file.".formatted(host.name())));
    }
}
