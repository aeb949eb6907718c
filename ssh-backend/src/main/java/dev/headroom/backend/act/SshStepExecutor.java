package dev.headroom.backend.act;

import dev.headroom.backend.agent.HostAccess;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.LeaseCommands;
import dev.headroom.backend.command.RevertCommands;
import dev.headroom.backend.command.Sudoers;
import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.CommandOutcome.Indeterminate;
import dev.headroom.backend.control.CommandOutcome.Ran;
import dev.headroom.backend.control.CommandOutcome.Refused;
import dev.headroom.backend.control.CommandOutcome.Unsent;
import dev.headroom.backend.control.RevertReport;
import dev.headroom.backend.control.core.Permit;
import dev.headroom.backend.control.driver.Lease;
import dev.headroom.backend.control.driver.StepExecutor;
import dev.headroom.backend.control.driver.TimeMark;
import dev.headroom.backend.lease.Fence;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteResult.Completed;
import dev.headroom.backend.remote.RemoteResult.Failed;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.remote.Said;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Wait;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends every command that changes a cluster, only with a permit of the control loop and while this master holds the
 * lease. The commands for one service or container of a host run one after the other, in the order in which they
 * came; other services and hosts do not wait for them. See decisions 0003, 0007 and 0066.
 *
 * <p>Safe for several threads at once. Only the next reading says whether a change was made.
 */
public final class SshStepExecutor implements StepExecutor, AutoCloseable {
    /** The exit code of a time limit that sent TERM. */
    private static final int TIMED_OUT = 124;

    /** The exit codes after KILL, and those of busybox's time limit, which gives the signal that ended the tool. */
    private static final Set<Integer> ENDED_BY_LIMIT = Set.of(TIMED_OUT, 137, 143);

    /** What sudo says to a login user without the right to run a command. */
    private static final Pattern NO_RIGHT = Pattern.compile(
            "^sudo(?:-rs)?: .*(?:password|authentication|I'm afraid I can't do that)|^Sorry, user | not allowed to execute ");

    /** What a time limit says that does not find the tool: sudo gave it another path than the lines of sudoers set. */
    private static final Pattern NOT_FOUND = Pattern.compile("^timeout: .*(?:failed to run command|can't execute)");

    /** Words of sudo, and of a time limit that does not know its options: the tool was never started. */
    private static final Pattern NOT_BEGUN = Pattern.compile("sudo(?:-rs)?:|timeout: (?:invalid|unrecognized) option");

    private static final Logger LOG = LoggerFactory.getLogger(SshStepExecutor.class);

    private final Map<HostId, HostLanes> lanes;
    private final ActionCommands commands;
    private final Lease lease;
    private final Fence fence;
    private final Clock clock;
    private final ArmedAnswers armed = new ArmedAnswers();

    /**
     * @param hosts how each host is reached; {@link #close} leaves their shells and the lease open
     * @param lease of the state folder
     * @param fence by which the hosts refuse the commands of a master that lost their lease
     * @param clock of the master whose commands it sends
     */
    public SshStepExecutor(
            Collection<HostAccess> hosts, ActionCommands commands, Lease lease, Fence fence, Clock clock) {
        this.lanes = hosts.stream()
                .map(access -> new HostLanes(access.shell()))
                .collect(Collectors.toUnmodifiableMap(HostLanes::host, Function.identity()));
        this.commands = commands;
        this.lease = lease;
        this.fence = fence;
        this.clock = clock;
    }

    @Override
    public void execute(Permit permit, Action action, TimeMark decided, Consumer<CommandOutcome> whenDone) {
        CommandLine command = commands.command(action)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'%s' changes nothing: there is no command to send.".formatted(action.describe())));
        HostLanes host = lanes.get(action.host());
        if (host == null) {
            whenDone.accept(new Unsent("There is no way to %s: it is not in the cluster file."
                    .formatted(action.host().name())));
            return;
        }
        try {
            host.execute(subject(action), () -> whenDone.accept(send(permit, host.shell(), action, decided, command)));
        } catch (RejectedExecutionException _) {
            whenDone.accept(new Unsent("Not sent to %s: Headroom is closing."
                    .formatted(action.host().name())));
        }
    }

    /** What the action changes; two actions with one subject must not overtake each other. */
    private static Object subject(Action action) {
        return switch (action) {
            case TableAction table -> table.service();
            case ContainerAction container -> container.container();
        };
    }

    @Override
    public List<RevertReport> armed() {
        return armed.told();
    }

    private CommandOutcome send(
            Permit permit, RemoteShell shell, Action action, TimeMark decided, CommandLine command) {
        Optional<String> refusal = lease.refusal().or(() -> fence.refusal(shell.host()));
        if (refusal.isPresent()) {
            return new Unsent(refusal.get());
        }
        // Last: it may have waited in its lane, too.
        Optional<CommandOutcome> late = StepExecutor.late(decided, clock);
        if (late.isPresent()) {
            return late.get();
        }
        LOG.info("{} on {}: {}", permit.proposal(), shell.host().name(), command);
        RemoteResult result;
        try {
            Optional<CommandLine> arming = fence.toArm(shell.host(), permit.proposal())
                    .flatMap(lease -> commands.arming(
                            lease, permit.proposal(), permit.takenBack(), RevertCommands.LOOKS, action));
            RemoteResult answer =
                    shell.run(fence.guard(permit.proposal(), arming.orElse(command)), commands.patience(action));
            result = arming.isPresent() ? armed.told(shell.host(), permit.proposal(), answer) : answer;
        } catch (Throwable e) {
            // A bug or a lack of memory: the control loop waits for an outcome, and the command may have been sent.
            LOG.error(
                    "The command '{}' on {} ended in a fault",
                    command,
                    shell.host().name(),
                    e);
            return new Indeterminate("A fault of Headroom ended '%s' on %s: %s."
                    .formatted(action.describe(), shell.host().name(), e));
        }
        return outcome(action, shell.host(), result);
    }

    private CommandOutcome outcome(Action action, HostId host, RemoteResult result) {
        return switch (result) {
            case Completed completed when completed.succeeded() -> new Ran(completed.output());
            case Completed(int exitCode, var _, var _)
            when ENDED_BY_LIMIT.contains(exitCode) -> new Indeterminate(overLimit(action, host, exitCode), false);
            case Completed completed -> {
                Said said =
                        Said.of(completed.error().lines(), completed.output().lines());
                String sentence = "%s answered '%s' with exit code %d: %s"
                        .formatted(host.name(), action.describe(), completed.exitCode(), said.ending());
                if (NO_RIGHT.matcher(said.last()).find()) {
                    yield new Refused(sentence + " " + Sudoers.advice(host.name()));
                }
                if (commands.isBySudo(host) && NOT_FOUND.matcher(said.last()).find()) {
                    yield new Refused("%s If '%s' is installed there, sudo does not look in its folder. %s"
                            .formatted(sentence, commands.program(action), Sudoers.advice(host.name())));
                }
                if (completed.exitCode() == LeaseCommands.HELD) {
                    yield new Unsent(sentence);
                }
                yield !NOT_BEGUN.matcher(said.last()).lookingAt() && mayHaveChanged(action, completed.exitCode())
                        ? new Indeterminate(sentence, false)
                        : new Refused(sentence);
            }
            case Failed(RemoteFailure failure, boolean sent) ->
                sent
                        ? new Indeterminate("%s If '%s' still runs there, the host ends it %d s after its start."
                                .formatted(
                                        failure.sentence(),
                                        commands.program(action),
                                        commands.limit(action).toSeconds()))
                        : new Unsent(failure.sentence());
        };
    }

    /**
     * The sentence for a tool that its time limit ended. The end does not undo what the tool had begun, and a container's start
     * goes on in a process of its own.
     */
    private String overLimit(Action action, HostId host, int exitCode) {
        String tool = commands.program(action);
        long seconds = commands.limit(action).toSeconds();
        String ended = exitCode == TIMED_OUT
                ? "'%s' on %s did not end within %d s and was ended there.".formatted(tool, host.name(), seconds)
                : "'%s' on %s was ended by a signal (exit code %d), as it is when it runs for more than %d s."
                        .formatted(tool, host.name(), exitCode, seconds);
        String rest = action instanceof ContainerAction ? " What it had begun may still go on." : "";
        return ended + rest + " Run it there by hand to see what it waits for.";
    }

    /**
     * Whether a command that failed may have changed the host. An error of ipvsadm on one entry means that the kernel
     * refused it. A container's start or stop can fail halfway; a command that a signal ended may have changed
     * anything. 125 to 127 are those of the time limit or the shell: the tool did not begin.
     */
    private static boolean mayHaveChanged(Action action, int exitCode) {
        if (exitCode >= 125 && exitCode <= 127) {
            return false;
        }
        return switch (action) {
            case Wait _ -> false;
            case ContainerAction _ -> true;
            case TableAction _ -> exitCode < 0 || (exitCode > 128 && exitCode < 255);
        };
    }

    /** Takes no more commands and waits for those on the way. */
    @Override
    public void close() {
        lanes.values().forEach(HostLanes::close);
    }
}
