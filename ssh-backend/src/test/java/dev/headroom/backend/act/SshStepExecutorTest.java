package dev.headroom.backend.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.agent.HostAccess;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.command.LeaseCommands;
import dev.headroom.backend.command.LoanCommands;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.command.RevertCommands;
import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.RevertReport;
import dev.headroom.backend.control.core.Permit;
import dev.headroom.backend.control.driver.Lease;
import dev.headroom.backend.control.driver.StepExecutor;
import dev.headroom.backend.control.driver.TimeMark;
import dev.headroom.backend.lease.Fence;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SshStepExecutorTest {
    private static final DirectorId LB1 = new DirectorId("lb1");
    private static final ServerId RS1 = new ServerId("rs1");
    private static final ServiceId WEB = new ServiceId("web");
    private static final VirtualAddress VIP = new VirtualAddress.Socket(Protocol.TCP, new Endpoint("10.99.0.100", 80));
    private static final DestinationSpec SPEC = new DestinationSpec(
            new Endpoint("10.99.0.211", 80),
            new ForwardingMethod.Masquerading(),
            new Weight(100),
            new Thresholds(200, 150));
    private static final Instant START_OF_TEST = Instant.parse("2026-11-28T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(START_OF_TEST, ZoneOffset.UTC);
    private static final TimeMark NOW = TimeMark.now(CLOCK);
    private static final Permit PERMIT = new Permit(new ProposalId(7), Mode.MANUAL);
    private static final Action QUIESCE = new TableAction.SetWeight(LB1, WEB, VIP, SPEC, Weight.ZERO);
    private static final Action START = new ContainerAction.StartContainer(new ContainerId(RS1, "web-1"));
    private static final String INSTALL =
            "Put what 'headroom sudoers --cluster FILE' prints for rs1 into /etc/sudoers.d/headroom there; with"
                    + " --old-sudo if its sudo is older than 1.9.10 (sudo -V). If it is sudo-rs, choose sudo.ws"
                    + " (update-alternatives --config sudo).";
    private static final ActionCommands COMMANDS =
            ActionCommands.withUsualRuntime(Map.of(LB1, Privilege.ROOT, RS1, Privilege.SUDO), Installation.NONE);

    record CommandCase(String name, Action action, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<CommandCase> commands() {
        return Stream.of(
                new CommandCase(
                        "start",
                        START,
                        LoanCommands.start(Installation.NONE, "web-1", limited("60", "lxc-start", "-n", "web-1", "-d"))
                                .toShell()),
                new CommandCase(
                        "stop",
                        new ContainerAction.StopContainer(new ContainerId(RS1, "web-1")),
                        LoanCommands.stop(
                                        Installation.NONE,
                                        "web-1",
                                        limited("60", "lxc-stop", "-n", "web-1", "-t", "30"))
                                .toShell()),
                new CommandCase(
                        "add",
                        new TableAction.AddDestination(LB1, WEB, VIP, SPEC),
                        "timeout -k 2 10 ipvsadm -a -t 10.99.0.100:80 -r 10.99.0.211:80 -m -w 100 -x 200 -y 150"),
                new CommandCase(
                        "set weight, all else unchanged",
                        QUIESCE,
                        "timeout -k 2 10 ipvsadm -e -t 10.99.0.100:80 -r 10.99.0.211:80 -m -w 0 -x 200 -y 150"),
                new CommandCase(
                        "remove",
                        new TableAction.RemoveDestination(LB1, WEB, VIP, SPEC),
                        "timeout -k 2 10 ipvsadm -d -t 10.99.0.100:80 -r 10.99.0.211:80"));
    }

    private static CommandLine limited(String seconds, String... tool) {
        return new CommandLine(Stream.concat(Stream.of("sudo", "-n", "timeout", "-k", "2", seconds), Stream.of(tool))
                .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void sendsToTheLetterWhatItShows(CommandCase wanted) {
        assertThat(COMMANDS.preview(wanted.action))
                .containsExactly(new ExactCommand(wanted.action.host(), wanted.text, COMMANDS.patience(wanted.action)));
        FakeShell shell = new FakeShell(wanted.action.host(), _ -> new RemoteResult.Completed(0, "", ""));
        assertThat(execute(shell, wanted.action, Optional.empty())).isInstanceOf(CommandOutcome.Ran.class);
        assertThat(shell.sent).containsExactly(wanted.text);
    }

    /** A line of the answer is the director's own word on taking the plan back; a login may print others before it. */
    @Test
    void armsInTheSameRemoteLineUntilAReadingShowsThatItIsArmed() {
        Permit permit = new Permit(new ProposalId(7), Mode.MANUAL, List.of((TableAction) QUIESCE));
        FakeShell shell =
                new FakeShell(LB1, _ -> new RemoteResult.Completed(0, "Welcome\nheadroom: armed\nsaid\n", ""));
        boolean[] armed = {false};
        Fence fence = new Fence() {
            @Override
            public Optional<String> refusal(HostId host) {
                return Optional.empty();
            }

            @Override
            public CommandLine guard(ProposalId plan, CommandLine command) {
                return command;
            }

            @Override
            public Optional<RevertCommands.Lease> toArm(HostId host, ProposalId plan) {
                return armed[0] ? Optional.empty() : Optional.of(new RevertCommands.Lease("shop", 3, "us.abcdef"));
            }
        };
        try (SshStepExecutor executor = new SshStepExecutor(
                List.of(new HostAccess(shell, "192.0.2.1", Privilege.ROOT)),
                COMMANDS,
                lease(Optional.empty()),
                fence,
                CLOCK)) {
            assertThat(ended(executor, permit)).isEqualTo(new CommandOutcome.Ran("Welcome\nsaid\n"));
            assertThat(shell.sent.remove())
                    .contains("timeout -k 2 10 ipvsadm -e -t 10.99.0.100:80 -r 10.99.0.211:80 -m -w 100 -x 200 -y 150")
                    .endsWith(" timeout -k 2 10 ipvsadm -e -t 10.99.0.100:80 -r 10.99.0.211:80 -m -w 0 -x 200 -y 150");
            assertThat(executor.armed())
                    .containsExactly(new RevertReport(LB1, new ProposalId(7), new RevertReport.Outcome.Armed()));
            assertThat(executor.armed()).isEmpty();
            armed[0] = true;
            ended(executor, permit);
            assertThat(shell.sent)
                    .containsExactly(COMMANDS.command(QUIESCE).orElseThrow().toShell());
        }
    }

    private static CommandOutcome ended(SshStepExecutor executor, Permit permit) {
        CompletableFuture<CommandOutcome> outcome = new CompletableFuture<>();
        executor.execute(permit, QUIESCE, NOW, outcome::complete);
        return outcome.join();
    }

    @Test
    void hasNoCommandForWaiting() {
        Action wait = new ContainerAction.AwaitServing(new ContainerId(RS1, "web-1"), Duration.ofSeconds(5));
        assertThat(COMMANDS.preview(wait)).isEmpty();
        FakeShell shell = new FakeShell(RS1, _ -> new RemoteResult.Completed(0, "", ""));
        assertThatThrownBy(() -> execute(shell, wait, Optional.empty())).isInstanceOf(IllegalArgumentException.class);
        assertThat(shell.sent).isEmpty();
    }

    record OutcomeCase(String name, Action action, RemoteResult result, Class<?> outcome, String sentence) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<OutcomeCase> outcomes() {
        RemoteFailure lost = new RemoteFailure.Disconnected(LB1, "reset");
        return Stream.of(
                new OutcomeCase("done", QUIESCE, completed(0, ""), CommandOutcome.Ran.class, ""),
                new OutcomeCase(
                        "refused by the kernel",
                        QUIESCE,
                        completed(255, "No such destination"),
                        CommandOutcome.Refused.class,
                        "exit code 255: No such destination"),
                new OutcomeCase(
                        "refused by sudo",
                        START,
                        completed(1, "sudo: a password is required"),
                        CommandOutcome.Refused.class,
                        "sudo: a password is required. " + INSTALL),
                new OutcomeCase(
                        "not allowed by sudo",
                        START,
                        completed(1, "Sorry, user ann is not allowed to execute '/usr/bin/timeout' as root on rs1."),
                        CommandOutcome.Refused.class,
                        "as root on rs1. " + INSTALL),
                new OutcomeCase(
                        "not allowed by sudo-rs",
                        START,
                        completed(1, "sudo-rs: I'm sorry ann. I'm afraid I can't do that"),
                        CommandOutcome.Refused.class,
                        "can't do that. " + INSTALL),
                new OutcomeCase(
                        "where sudo leaves out the folder of the tool",
                        START,
                        completed(127, "timeout: failed to run command 'lxc-start': No such file or directory"),
                        CommandOutcome.Refused.class,
                        "If 'lxc-start' is installed there, sudo does not look in its folder. " + INSTALL),
                new OutcomeCase(
                        "sudo itself is broken",
                        START,
                        completed(1, "sudo: /etc/sudo.conf is owned by uid 1, should be 0"),
                        CommandOutcome.Refused.class,
                        "should be 0"),
                new OutcomeCase(
                        "a time limit that does not know its option",
                        START,
                        completed(1, "timeout: invalid option -- 'k'"),
                        CommandOutcome.Refused.class,
                        "invalid option"),
                new OutcomeCase(
                        "no such tool",
                        START,
                        completed(127, "sh: lxc-start: not found"),
                        CommandOutcome.Refused.class,
                        "not found"),
                new OutcomeCase(
                        "half a start",
                        START,
                        completed(1, "lxc-start: web-1: Container is already running"),
                        CommandOutcome.Indeterminate.class,
                        "already running"),
                new OutcomeCase(
                        "ended at its limit",
                        QUIESCE,
                        completed(124, ""),
                        CommandOutcome.Indeterminate.class,
                        "'ipvsadm' on lb1 did not end within 10 s and was ended there."),
                new OutcomeCase(
                        "killed at its limit",
                        QUIESCE,
                        completed(137, "Killed"),
                        CommandOutcome.Indeterminate.class,
                        "'ipvsadm' on lb1 was ended by a signal (exit code 137), as it is when it runs for more than"
                                + " 10 s."),
                new OutcomeCase(
                        "ended at the limit of busybox",
                        QUIESCE,
                        completed(143, "Terminated"),
                        CommandOutcome.Indeterminate.class,
                        "'ipvsadm' on lb1 was ended by a signal (exit code 143)"),
                new OutcomeCase(
                        "a start ended at its limit",
                        START,
                        completed(124, ""),
                        CommandOutcome.Indeterminate.class,
                        "'lxc-start' on rs1 did not end within 60 s and was ended there. What it had begun may still"
                                + " go on."),
                new OutcomeCase(
                        "no time limit there",
                        QUIESCE,
                        completed(127, "sh: 1: timeout: not found"),
                        CommandOutcome.Refused.class,
                        "timeout: not found"),
                new OutcomeCase(
                        "never sent",
                        QUIESCE,
                        new RemoteResult.Failed(lost, false),
                        CommandOutcome.Unsent.class,
                        "was lost"),
                new OutcomeCase(
                        "lost after sending",
                        QUIESCE,
                        new RemoteResult.Failed(lost, true),
                        CommandOutcome.Indeterminate.class,
                        "was lost: reset. If 'ipvsadm' still runs there, the host ends it 10 s after its start."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outcomes")
    void saysWhatBecameOfACommand(OutcomeCase wanted) {
        FakeShell shell = new FakeShell(wanted.action.host(), _ -> wanted.result);
        CommandOutcome outcome = execute(shell, wanted.action, Optional.empty());
        assertThat(outcome).isInstanceOf(wanted.outcome);
        assertThat(outcome.toString()).contains(wanted.sentence);
    }

    /**
     * The exit status of the time limit reaches only a master that still waits: 2 s for KILL, the rest for the network.
     */
    @Test
    void waitsLongerThanTheHost() {
        for (Action action : List.of(QUIESCE, START)) {
            assertThat(COMMANDS.patience(action))
                    .isGreaterThanOrEqualTo(COMMANDS.limit(action).plusSeconds(5));
        }
        assertThat(COMMANDS.patience(QUIESCE))
                .as("also when it began as late as it may")
                .isGreaterThanOrEqualTo(
                        COMMANDS.limit(QUIESCE).plus(LeaseCommands.BEGINS).plusSeconds(5));
    }

    @Test
    void takesABugForIndeterminate() {
        FakeShell shell = new FakeShell(LB1, _ -> {
            throw new IllegalStateException("bug");
        });
        assertThat(execute(shell, QUIESCE, Optional.empty())).isInstanceOf(CommandOutcome.Indeterminate.class);
    }

    @Test
    void sendsNothingWithoutTheLease() {
        FakeShell shell = new FakeShell(LB1, _ -> completed(0, ""));
        assertThat(execute(shell, QUIESCE, Optional.of("Another master holds the lease.")))
                .isEqualTo(new CommandOutcome.Unsent("Another master holds the lease."));
        assertThat(shell.sent).isEmpty();
    }

    @Test
    void refusesHostsThatItDoesNotKnow() {
        FakeShell shell = new FakeShell(LB1, _ -> completed(0, ""));
        assertThat(execute(shell, START, Optional.empty())).isInstanceOf(CommandOutcome.Unsent.class);
    }

    @Test
    void aCommandThatWasDecidedLongAgoIsNotSent() {
        FakeShell shell = new FakeShell(LB1, _ -> completed(0, ""));
        TimeMark tooOld =
                new TimeMark(START_OF_TEST.minus(StepExecutor.GOOD_FOR).minusMillis(1), Duration.ZERO);
        TimeMark justInTime = new TimeMark(START_OF_TEST.minus(StepExecutor.GOOD_FOR), Duration.ZERO);
        List<CommandOutcome> outcomes = new CopyOnWriteArrayList<>();

        try (SshStepExecutor executor = executor(Optional.empty(), shell)) {
            executor.execute(PERMIT, QUIESCE, tooOld, outcomes::add);
            executor.execute(PERMIT, QUIESCE, justInTime, outcomes::add);
        }

        assertThat(outcomes)
                .containsExactly(
                        new CommandOutcome.Late(
                                "Not sent: it was decided 4 s before, and the cluster may have changed since."),
                        new CommandOutcome.Ran(""));
        assertThat(shell.sent).hasSize(1);
    }

    @Test
    void keepsTheOrderOnOneHostAndDoesNotWaitForOthers() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        FakeShell slow = new FakeShell(LB1, _ -> {
            awaited(gate);
            return completed(0, "");
        });
        FakeShell quick = new FakeShell(RS1, _ -> completed(0, ""));
        ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
        CountDownLatch quickDone = new CountDownLatch(1);
        try (SshStepExecutor executor = executor(Optional.empty(), slow, quick)) {
            for (int weight = 1; weight <= 20; weight++) {
                String name = Integer.toString(weight);
                executor.execute(
                        PERMIT,
                        new TableAction.SetWeight(LB1, WEB, VIP, SPEC, new Weight(weight)),
                        NOW,
                        _ -> done.add(name));
            }
            executor.execute(PERMIT, START, NOW, _ -> quickDone.countDown());
            assertThat(quickDone.await(TestPatience.millis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            assertThat(done).isEmpty();
            gate.countDown();
        }
        assertThat(done).hasSize(20);
        assertThat(slow.sent).hasSize(20).first().asString().contains("-w 1 ");
        assertThat(List.copyOf(done))
                .isEqualTo(Stream.iterate(1, i -> i + 1)
                        .limit(20)
                        .map(String::valueOf)
                        .toList());
    }

    @Test
    void aCommandThatHangsHoldsUpNoOtherServiceOfItsHost() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        FakeShell shell = new FakeShell(LB1, command -> {
            if (command.toShell().contains("-t 10.99.0.100:80 ")) {
                awaited(gate);
            }
            return completed(0, "");
        });
        CountDownLatch otherDone = new CountDownLatch(1);
        try (SshStepExecutor executor = executor(Optional.empty(), shell)) {
            executor.execute(PERMIT, QUIESCE, NOW, _ -> {});
            executor.execute(PERMIT, quiesce(1), NOW, _ -> otherDone.countDown());
            boolean done = otherDone.await(TestPatience.millis(), TimeUnit.MILLISECONDS);
            gate.countDown();
            assertThat(done).isTrue();
        }
    }

    /** An sshd opens ten sessions on a connection, and the agent has one of them. */
    @Test
    void sendsOnlyAFewCommandsToAHostAtOnce() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch four = new CountDownLatch(4);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        FakeShell shell = new FakeShell(LB1, _ -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            four.countDown();
            awaited(gate);
            now.decrementAndGet();
            return completed(0, "");
        });
        try (SshStepExecutor executor = executor(Optional.empty(), shell)) {
            for (int service = 0; service < 20; service++) {
                executor.execute(PERMIT, quiesce(service), NOW, _ -> {});
            }
            awaited(four);
            gate.countDown();
        }
        assertThat(shell.sent).hasSize(20);
        assertThat(most).hasValue(4);
    }

    private static Action quiesce(int service) {
        VirtualAddress address = new VirtualAddress.Socket(Protocol.TCP, new Endpoint("10.99.0.101", 8000 + service));
        return new TableAction.SetWeight(LB1, new ServiceId("other-" + service), address, SPEC, Weight.ZERO);
    }

    @Test
    void refusesAfterItWasClosed() {
        SshStepExecutor executor = executor(Optional.empty(), new FakeShell(LB1, _ -> completed(0, "")));
        executor.close();
        CompletableFuture<CommandOutcome> outcome = new CompletableFuture<>();
        executor.execute(PERMIT, QUIESCE, NOW, outcome::complete);
        assertThat(outcome.join()).isInstanceOf(CommandOutcome.Unsent.class);
    }

    private static CommandOutcome execute(FakeShell shell, Action action, Optional<String> refusal) {
        try (SshStepExecutor executor = executor(refusal, shell)) {
            CompletableFuture<CommandOutcome> outcome = new CompletableFuture<>();
            executor.execute(PERMIT, action, NOW, outcome::complete);
            return outcome.orTimeout(TestPatience.millis(), TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    private static Lease lease(Optional<String> refusal) {
        return new Lease() {
            @Override
            public Optional<String> refusal() {
                return refusal;
            }

            @Override
            public void close() {}
        };
    }

    private static SshStepExecutor executor(Optional<String> refusal, FakeShell... shells) {
        return new SshStepExecutor(
                Stream.of(shells)
                        .map(s -> new HostAccess(s, "192.0.2.1", Privilege.ROOT))
                        .toList(),
                COMMANDS,
                lease(refusal),
                Fence.NONE,
                CLOCK);
    }

    private static RemoteResult completed(int exitCode, String error) {
        return new RemoteResult.Completed(exitCode, "", error);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(TestPatience.millis(), TimeUnit.MILLISECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A host that answers what it is told to, and remembers what it was sent. */
    private static final class FakeShell implements RemoteShell {
        private final HostId host;
        private final Function<CommandLine, RemoteResult> answer;
        private final ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();

        FakeShell(HostId host, Function<CommandLine, RemoteResult> answer) {
            this.host = host;
            this.answer = answer;
        }

        @Override
        public HostId host() {
            return host;
        }

        @Override
        public RemoteResult run(CommandLine command, Duration deadline) {
            sent.add(command.toShell());
            return answer.apply(command);
        }

        @Override
        public RemoteStream open(CommandLine command, Duration deadline) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
