package dev.headroom.console.cli;

import dev.headroom.Headroom;
import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.RunningMaster;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.driver.StateSink;
import dev.headroom.backend.control.driver.VmMaster;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.link.Caller;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.console.cli.ssh.WindowRequests;
import dev.headroom.console.frame.Console;
import dev.headroom.console.frame.ConsoleInputs;
import dev.headroom.console.fx.StateBridge;
import dev.headroom.console.look.LookFile;
import dev.headroom.console.secrets.SecretWindow;
import dev.headroom.console.status.Scripts;
import dev.headroom.ma2scf.policy.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A window that is open. It is there before the cluster's master: what an operator asks for until then is done when the
 * master has started.
 */
public final class OpenWindow implements AutoCloseable {
    private final StateBridge<ControlState> bridge;
    private final CompletableFuture<VmMaster> master;
    private final CompletableFuture<Scripts> scripts;
    private final CompletableFuture<ClusterFile> cluster;
    private final CountDownLatch closed;

    private OpenWindow(
            StateBridge<ControlState> bridge,
            CompletableFuture<VmMaster> master,
            CompletableFuture<Scripts> scripts,
            CompletableFuture<ClusterFile> cluster,
            CountDownLatch closed) {
        this.bridge = bridge;
        this.master = master;
        this.scripts = scripts;
        this.cluster = cluster;
        this.closed = closed;
    }

    /** Starts a master. */
    private interface Starting {
        RunningMaster start(ClusterConnection connection, Mode mode, Path folder, StateSink sink) throws IOException;
    }

    static OpenWindow open(String name, double reserve) throws InterruptedException {
        StateBridge<ControlState> bridge = new StateBridge<>();
        CompletableFuture<VmMaster> master = new CompletableFuture<>();
        CompletableFuture<Scripts> scripts = new CompletableFuture<>();
        CompletableFuture<ClusterFile> cluster = new CompletableFuture<>();
        CountDownLatch closed = Onlooker.open(stage -> {
            Console.show(stage, inputs(name, reserve, bridge, master, scripts, cluster));
            StartReport.asked().ifPresent(report -> report.watch(stage, bridge));
        });
        return new OpenWindow(bridge, master, scripts, cluster, closed);
    }

    private static ConsoleInputs inputs(
            String name,
            double reserve,
            StateBridge<ControlState> bridge,
            CompletableFuture<VmMaster> master,
            CompletableFuture<Scripts> scripts,
            CompletableFuture<ClusterFile> cluster) {
        return new ConsoleInputs(
                name,
                // A refusal comes back as a notice in the state.
                intent -> toMaster(master, it -> {
                    var _ = it.submit(intent);
                }),
                new WindowRequests(master, cluster),
                Caller.operator(),
                bridge,
                reserve,
                SteadyClock.ofThisProcess(),
                LookFile.in(ClusterOptions.stateFolders(), System.err::println),
                (proposal, undo) -> scripts.getNow(Scripts.NONE).of(proposal, undo));
    }

    private static void toMaster(CompletableFuture<VmMaster> master, Consumer<VmMaster> call) {
        var _ = master.thenAccept(call);
    }

    /** Runs the cluster's master; returns when the operator has closed the window. */
    void show(ClusterFile file, Mode mode, Path stateFolder) throws InterruptedException {
        show(file, mode, stateFolder, RunningMaster::start);
    }

    /** Runs the master of a simulated cluster, which no operator has to adopt. */
    public void showOwn(ClusterFile file, Mode mode, Path stateFolder) throws InterruptedException {
        show(file, mode, stateFolder, RunningMaster::startAdopting);
    }

    private void show(ClusterFile file, Mode mode, Path stateFolder, Starting starting) throws InterruptedException {
        try (ClusterConnection connection = Clusters.connect(file, new SecretWindow(Onlooker::theme));
                RunningMaster running = starting.start(connection, mode, stateFolder, bridge::accept)) {
            cluster.complete(file);
            scripts.complete(running::script);
            master.complete(running.master());
            awaitClosed();
        } catch (IOException e) {
            throw CommandFailure.unusable(stateFolder, e);
        }
    }

    /** Returns when the window is hidden. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /** Hides the window, if the operator has not: what it should show could not start. */
    @Override
    public void close() {
        if (closed.getCount() > 0) {
            Headroom.hideAll();
        }
    }
}
