package dev.headroom.backend;

import dev.headroom.backend.act.ActionCommands;
import dev.headroom.backend.act.SshStepExecutor;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.ControlSettings;
import dev.headroom.backend.control.core.Leaving;
import dev.headroom.backend.control.driver.ClusterObserver;
import dev.headroom.backend.control.driver.StateSink;
import dev.headroom.backend.control.driver.VmMaster;
import dev.headroom.backend.inventory.ServiceEntry;
import dev.headroom.backend.journal.FileJournal;
import dev.headroom.backend.journal.FileLease;
import dev.headroom.backend.journal.LedgerFile;
import dev.headroom.backend.journal.StateFolder;
import dev.headroom.backend.link.MasterServer;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.policy.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A master at work on one cluster: observing, deciding, acting, with its journal and lease, and a socket for the commands of
 * the same machine. Closing it ends all of that; the connection stays open for whoever made it.
 */
public final class RunningMaster implements AutoCloseable {
    /** The journal's name in the state folder. */
    public static final String JOURNAL = "journal.jsonl";

    /** As long as a container may take to start, and as a reading may take to come. */
    private static final int LEAVE_SECONDS = 60;

    private static final String ONLOOKERS_JOURNAL = "journal-onlooker.jsonl";

    private final VmMaster master;
    private final ClusterObserver observer;
    private final SshStepExecutor executor;
    private final FileJournal journal;
    private final FileLease lease;
    private final Optional<MasterServer> link;
    private final LeaseWatch watch;

    private RunningMaster(
            VmMaster master,
            ClusterObserver observer,
            SshStepExecutor executor,
            FileJournal journal,
            FileLease lease,
            Optional<MasterServer> link,
            LeaseWatch watch) {
        this.master = master;
        this.observer = observer;
        this.executor = executor;
        this.journal = journal;
        this.lease = lease;
        this.link = link;
        this.watch = watch;
    }

    /**
     * Starts.
     *
     * @param folder state folder: journal, lease and socket; made if it is not there
     * @throws IOException if the folder cannot be used
     */
    public static RunningMaster start(ClusterConnection cluster, Mode mode, Path folder, StateSink sink)
            throws IOException {
        FileLease lease = FileLease.take(folder.resolve("lease"));
        try {
            FileJournal journal = FileJournal.open(journal(folder, lease));
            try {
                return start(cluster, mode, folder, sink, lease, journal);
            } catch (IOException | RuntimeException e) {
                journal.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /**
     * Starts on a cluster of our own making: adopts it as soon as all hosts were read, then switches to {@code mode}.
     *
     * @throws IOException if the folder cannot be used
     */
    public static RunningMaster startAdopting(ClusterConnection cluster, Mode mode, Path folder, StateSink sink)
            throws IOException {
        SelfAdopting adopting = new SelfAdopting(sink, mode);
        RunningMaster running = start(cluster, mode, folder, adopting);
        adopting.adoptFor(running.master());
        return running;
    }

    private static RunningMaster start(
            ClusterConnection cluster, Mode mode, Path folder, StateSink sink, FileLease lease, FileJournal journal)
            throws IOException {
        Clock clock = SteadyClock.ofThisProcess();
        Installation ours = new Installation(
                StateFolder.installation(folder), cluster.file().name());
        LedgerFile ledger = new LedgerFile(folder);
        ActionCommands commands = cluster.commands(ours);
        SshStepExecutor executor = new SshStepExecutor(cluster.hosts(), commands, lease);
        ClusterObserver observer = cluster.observer(clock, ours);
        ControlCore core = new ControlCore(settings(cluster), commands::preview);
        ControlState resumed =
                core.resumed(mode, ledger.read(), FileJournal.read(journal(folder, lease)), clock.instant());
        ControlState initial = lease.refusal()
                .map(sentence -> resumed.withMode(Mode.WATCH).withoutLease(sentence))
                .orElse(resumed);
        VmMaster master = new VmMaster(
                core, initial, new VmMaster.Ports(observer, executor, journal, sink, lease, ledger), clock);
        // the socket goes with the lease: a second master of this machine must not take the first one's callers
        Optional<MasterServer> link =
                lease.refusal().isEmpty() ? Optional.of(MasterServer.listen(folder, master)) : Optional.empty();
        if (link.isPresent()) {
            lease.guard(journal(folder, lease));
            lease.guard(link.get().socket());
        }
        master.start();
        LeaseWatch watch = LeaseWatch.start(lease);
        if (link.isPresent()) {
            var _ = watch.lost().thenAccept(master::leaseLost);
        }
        return new RunningMaster(master, observer, executor, journal, lease, link, watch);
    }

    /** A master that only looks on numbers its proposals by itself: they must not be mixed with those of the one that acts. */
    private static Path journal(Path folder, FileLease lease) {
        return folder.resolve(lease.refusal().isEmpty() ? JOURNAL : ONLOOKERS_JOURNAL);
    }

    private static ControlSettings settings(ClusterConnection cluster) {
        Map<ServiceId, Mode> modes = cluster.file().services().stream()
                .filter(s -> s.mode().isPresent())
                .collect(Collectors.toMap(ServiceEntry::id, s -> s.mode().orElseThrow()));
        return new ControlSettings(cluster.file().policy(), modes);
    }

    public VmMaster master() {
        return master;
    }

    /** Why this master may not write; empty while it may. */
    public Optional<String> leaseRefusal() {
        return lease.refusal();
    }

    /**
     * Completed with a sentence when this master could write and can no more, because its state folder was moved, removed or
     * replaced. It has halted then and cannot go on.
     */
    public CompletableFuture<String> whenLeaseIsLost() {
        return link.isPresent() ? watch.lost() : new CompletableFuture<>();
    }

    /**
     * Sends no further command, waits until what the command on the way did is seen, and says what is left in the middle: one
     * sentence a plan. The rest of this object goes on until it is closed.
     */
    public List<String> leave() {
        ControlState before = master.state();
        if (!before.running().isEmpty()) {
            var _ = master.submit(new Intent.Close(ControlState.Closing.LEAVE, "master"))
                    .thenCompose(_ -> master.whenClosable())
                    .completeOnTimeout(before, LEAVE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
        return Leaving.sentences(master.state());
    }

    /** In the order in which nothing is asked of what is gone already. */
    @Override
    public void close() throws IOException {
        leave();
        watch.close();
        observer.close();
        executor.close();
        master.close();
        // after the master has kept its last: the lease goes with the socket
        link.ifPresent(MasterServer::close);
        journal.close();
        lease.close();
    }
}
