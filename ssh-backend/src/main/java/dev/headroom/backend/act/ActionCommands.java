package dev.headroom.backend.act;

import dev.headroom.backend.agent.HostAccess;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.command.IpvsCommands;
import dev.headroom.backend.command.LeaseCommands;
import dev.headroom.backend.command.LoanCommands;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.command.RevertCommands;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.ProposalId;
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

/**
 * Spells the command of an action, the same for the operator's preview and for the executor. Pure; safe for several
 * threads at once.
 */
public final class ActionCommands {
    private static final Duration TABLE_LIMIT = Duration.ofSeconds(10);

    /** The time for KILL after the limit, and for the way to a slow host and back. */
    private static final Duration RESERVE = Duration.ofSeconds(10);

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
     * For the hosts of a cluster file.
     *
     * @param ours the installation whose mark a started container bears
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
     * For clusters whose containers have the default runtime.
     *
     * @param privileges how each host's login user gets the rights of root; every host must be in it
     * @param ours the installation whose mark a started container bears
     */
    public static ActionCommands withUsualRuntime(Map<HostId, Privilege> privileges, Installation ours) {
        return new ActionCommands(privileges, _ -> Runtimes.USUAL, ours);
    }

    /** The one command of an action; empty for an action that only waits. */
    public Optional<CommandLine> command(Action action) {
        return tool(action).map(tool -> {
            CommandLine limited = privilege(action.host()).applyWithin(limit(action), tool);
            return switch (action) {
                case StartContainer(var container) -> LoanCommands.start(ours, container.name(), limited);
                case StopContainer(var container) -> LoanCommands.stop(ours, container.name(), limited);
                case TableAction _, Wait _ -> limited;
            };
        });
    }

    /** The command that changes the host; empty for an action that only waits. */
    private Optional<CommandLine> tool(Action action) {
        return switch (action) {
            case StartContainer(var container) -> Optional.of(runtime(action).start(container.name()));
            case StopContainer(var container) -> Optional.of(runtime(action).stop(container.name()));
            case AddDestination(var _, var _, var address, var spec) -> Optional.of(IpvsCommands.add(address, spec));
            case RemoveDestination(var _, var _, var address, var spec) ->
                Optional.of(IpvsCommands.delete(address, spec.endpoint()));
            case SetWeight change -> Optional.of(IpvsCommands.edit(change.address(), change.after()));
            case Wait _ -> Optional.empty();
        };
    }

    /** Whether the login user of a host gets the rights of root by sudo. */
    boolean isBySudo(HostId host) {
        return privileges.get(host) == Privilege.SUDO;
    }

    /** The program that makes the change, for sentences. */
    String program(Action action) {
        return tool(action).map(line -> line.arguments().getFirst()).orElse("nothing");
    }

    /**
     * The command of an action, and before it, in one remote line, what tells its director to take its part of the plan back if this
     * master dies; empty if there is nothing to take back.
     *
     * @param plan the proposal
     * @param own the changes of the plan on that director
     * @param looks see {@link RevertCommands#LOOKS}
     */
    public Optional<CommandLine> arming(
            RevertCommands.Lease lease, ProposalId plan, List<TableAction> own, int looks, Action action) {
        Privilege privilege = privilege(action.host());
        List<RevertCommands.Change> changes = TakenBack.of(own, tool -> privilege.applyWithin(TABLE_LIMIT, tool));
        return changes.isEmpty()
                ? Optional.empty()
                : command(action)
                        .map(command ->
                                RevertCommands.armed(lease, plan.toString(), looks, privilege, changes, command));
    }

    /**
     * The command that the operator is shown, character for character as it is sent; empty for a host that is no
     * longer in the cluster file.
     */
    public List<ExactCommand> preview(Action action) {
        return Optional.of(action).filter(a -> privileges.containsKey(a.host())).flatMap(this::command).stream()
                .map(command -> new ExactCommand(action.host(), command.toShell(), patience(action)))
                .toList();
    }

    /** How long the program may run before its host ends it. */
    Duration limit(Action action) {
        return switch (action) {
            case Wait _, TableAction _ -> TABLE_LIMIT;
            case ContainerAction _ -> runtime(action).limit();
        };
    }

    /**
     * How long the command may take before the connection counts as lost: long enough for the host to report that it
     * ended the program. After that it runs there no more. A command that changes the table may wait there until what takes it
     * back is armed.
     */
    Duration patience(Action action) {
        Duration ran = limit(action).plus(RESERVE);
        return action instanceof TableAction ? ran.plus(LeaseCommands.BEGINS) : ran;
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
