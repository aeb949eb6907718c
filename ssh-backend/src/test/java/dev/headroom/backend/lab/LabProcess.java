package dev.headroom.backend.lab;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.RunningMaster;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.driver.Answer;
import dev.headroom.backend.control.driver.VmMaster;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.ClusterFileException;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A master on the lab in a process of its own, which a test can kill or stop; it says each change of its state in a line. */
final class LabProcess implements AutoCloseable {
    private static final String READY = "ready";
    private static final String BARRED = "barred: ";
    private static final String OPERATOR = "tester";

    private final Process process;
    private final LinkedBlockingQueue<String> coming = new LinkedBlockingQueue<>();
    private final List<String> said = new ArrayList<>();

    private LabProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().name("said-by-master").start(this::listen);
    }

    /** Starts one, which adopts the cluster by itself. */
    static LabProcess start(Mode mode, Path folder) throws IOException {
        return start(mode, folder, Lab.clusterFile());
    }

    /** With a cluster file of the test's own. */
    static LabProcess start(Mode mode, Path folder, Path clusterFile) throws IOException {
        return start(mode, folder, clusterFile, Map.of());
    }

    /** With more in its environment. */
    static LabProcess start(Mode mode, Path folder, Path clusterFile, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LabProcess.class.getName(),
                        clusterFile.toString(),
                        mode.name(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return new LabProcess(builder.start());
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                coming.add(line);
            }
        } catch (IOException _) {
            coming.add("its output ended");
        }
    }

    /** The next line of that kind. */
    String await(String what, Duration time, Predicate<String> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (true) {
            String line = coming.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new AssertionError("Waited %d s in vain until %s. It said: %s"
                        .formatted(time.toSeconds(), what, String.join("; ", said)));
            }
            said.add(line);
            if (wanted.test(line)) {
                return line;
            }
        }
    }

    void awaitReady(Duration time) throws InterruptedException {
        await("it has read all hosts", time, READY::equals);
    }

    /** The line that says that a plan of a kind is done. */
    String awaitDone(PlanKind kind, Duration time) throws InterruptedException {
        return await(kind + " is done", time, line -> line.startsWith(kind + " DONE "));
    }

    /** The line that says that a plan of a kind has done a step and is not done. */
    String awaitBegun(PlanKind kind, Duration time) throws InterruptedException {
        return await(
                kind + " has begun", time, line -> line.startsWith(kind + " RUNNING ") && !line.contains(" 0 of "));
    }

    /** As an operator: {@code maintenance SERVER}, or {@code undo PROPOSAL}, which also approves what is offered. */
    void order(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    String awaitBarred(Duration time) throws InterruptedException {
        return await("it may not change anything", time, line -> line.startsWith(BARRED));
    }

    /** {@code STOP} or {@code CONT}. */
    void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill -%s: exit code %d".formatted(name, code));
        }
    }

    /** By SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /**
     * The process.
     *
     * @param arguments cluster file, mode, state folder
     */
    public static void main(String[] arguments) throws IOException, ClusterFileException, InterruptedException {
        ClusterFile file = ClusterFile.read(Path.of(arguments[0]));
        Set<String> told = new HashSet<>();
        try (ClusterConnection connection = ClusterConnection.overSsh(file);
                RunningMaster running = RunningMaster.startAdopting(
                        connection, Mode.valueOf(arguments[1]), Path.of(arguments[2]), state -> tell(state, told));
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                obey(line.split(" ", -1), running.master());
            }
            new CountDownLatch(1).await();
        }
    }

    private static void obey(String[] order, VmMaster master) {
        Answer answer = switch (order[0]) {
            case "maintenance" ->
                master.submit(new Intent.SetMaintenance(new ServerId(order[1]), true, OPERATOR))
                        .join();
            case "undo" -> undone(ProposalId.parse(order[1]), master);
            default -> throw new IllegalArgumentException(order[0]);
        };
        if (answer instanceof Answer.Refused(String sentence)) {
            System.out.println("refused: " + sentence);
        }
    }

    private static Answer undone(ProposalId wanted, VmMaster master) {
        Answer offered = master.submit(new Intent.Undo(wanted, OPERATOR)).join();
        Optional<Proposal> undo = master.state().open().stream()
                .filter(p -> p.plan().kind() == PlanKind.UNDO)
                .findFirst();
        return undo.map(p -> master.submit(new Intent.Approve(p.id(), p.plan().basisRevision(), OPERATOR))
                        .join())
                .orElse(offered);
    }

    private static void tell(ControlState state, Set<String> told) {
        if (!state.snapshot().servers().isEmpty()
                && state.snapshot().servers().stream().allMatch(RealServer::isMeasured)) {
            say(READY, told);
        }
        state.barred().ifPresent(sentence -> say(BARRED + sentence, told));
        for (Proposal proposal : state.proposals()) {
            long done = proposal.steps().stream().filter(StepProgress::finished).count();
            say(
                    "%s %s %s %d of %d"
                            .formatted(
                                    proposal.plan().kind(),
                                    proposal.status(),
                                    proposal.id(),
                                    done,
                                    proposal.steps().size()),
                    told);
        }
    }

    private static void say(String line, Set<String> told) {
        if (told.add(line)) {
            System.out.println(line);
        }
    }
}
