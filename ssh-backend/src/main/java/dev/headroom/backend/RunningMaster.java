package dev.headroom.backend;

import dev.headroom.backend.act.ActionCommands;
import dev.headroom.backend.act.PlanScripts;
import dev.headroom.backend.act.SshStepExecutor;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.control.Continuity;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.ControlSettings;
import dev.headroom.backend.control.core.Leaving;
import dev.headroom.backend.control.driver.ClusterObserver;
import dev.headroom.backend.control.driver.HostsLease;
import dev.headroom.backend.control.driver.Ports;
import dev.headroom.backend.control.driver.StateSink;
import dev.headroom.backend.control.driver.VmMaster;
import dev.headroom.backend.etcd.EtcdElection;
import dev.headroom.backend.inventory.HostEntry;
import dev.headroom.backend.inventory.LeaseKeeper;
import dev.headroom.backend.inventory.ServiceEntry;
import dev.headroom.backend.journal.FileJournal;
import dev.headroom.backend.journal.FileLease;
import dev.headroom.backend.journal.JournalSettings;
import dev.headroom.backend.journal.LedgerFile;
import dev.headroom.backend.journal.StateFolder;
import dev.headroom.backend.lease.Election;
import dev.headroom.backend.lease.Fence;
import dev.headroom.backend.lease.HostLease;
import dev.headroom.backend.lease.LeaseDesk;
import dev.headroom.backend.lease.LeaseName;
import dev.headroom.backend.link.FolderOrders;
import dev.headroom.backend.link.MasterServer;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.policy.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A master at work on one cluster: it observes, decides and acts, with its journal and lease, and with a socket for
 * commands of the same machine. Closing it ends all of that; its maker closes the connection. Safe for several
 * threads at once.
 */
public final class RunningMaster implements AutoCloseable {
    /** The journal's file name in the state folder. */
    public static final String JOURNAL = "journal.jsonl";

    private static final Logger LOG = LoggerFactory.getLogger(RunningMaster.class);

    /** The time in seconds for the last command and its reading: a container may take as long to start. */
    private static final int LEAVE_SECONDS = 60;

    /** How long hosts are given to take the lease back; the others keep it for its term. */
    private static final Duration GIVING_BACK = Duration.ofSeconds(3);

    private static final String ONLOOKERS_JOURNAL = "journal-onlooker.jsonl";

    /** How long a master that renews the lease of the hosts no more keeps it; at least {@link #LEASE_INTERVALS}. */
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(30);

    /** How long etcd keeps the election of a master that it hears nothing of. */
    private static final Duration ELECTION = Duration.ofSeconds(15);

    /** The term of the lease in intervals between two readings. */
    private static final int LEASE_INTERVALS = 15;

    private final VmMaster master;
    private final ClusterObserver observer;
    private final SshStepExecutor executor;
    private final FileJournal journal;
    private final FileLease lease;
    private final Optional<MasterServer> link;
    private final LeaseWatch watch;
    private final Optional<HostLease> ofHosts;
    private final Optional<EtcdElection> election;
    private final PlanScripts scripts;

    private RunningMaster(
            VmMaster master,
            ClusterObserver observer,
            SshStepExecutor executor,
            FileJournal journal,
            FileLease lease,
            Optional<MasterServer> link,
            LeaseWatch watch,
            Optional<HostLease> ofHosts,
            Optional<EtcdElection> election,
            PlanScripts scripts) {
        this.master = master;
        this.observer = observer;
        this.executor = executor;
        this.journal = journal;
        this.lease = lease;
        this.link = link;
        this.watch = watch;
        this.ofHosts = ofHosts;
        this.election = election;
        this.scripts = scripts;
    }

    /**
     * Starts a master.
     *
     * @param folder the state folder with journal, lease and socket; made if it is not there
     * @param sink receives each new state
     * @throws IOException if the folder cannot be used
     */
    public static RunningMaster start(ClusterConnection cluster, Mode mode, Path folder, StateSink sink)
            throws IOException {
        return start(cluster, mode, folder, sink, JournalSettings.USUAL);
    }

    /** The same with other limits of the journal's files. */
    public static RunningMaster start(
            ClusterConnection cluster, Mode mode, Path folder, StateSink sink, JournalSettings files)
            throws IOException {
        FileLease lease = FileLease.take(folder.resolve("lease"));
        try {
            FileJournal journal = FileJournal.open(journal(folder, lease), files);
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
     * Starts a master on a simulated cluster: it adopts the cluster as soon as all hosts were read, then switches to
     * {@code mode}.
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
        LeaseName name = LeaseName.of(ours);
        Optional<EtcdElection> election = lease.refusal().isEmpty()
                ? cluster.file()
                        .etcd()
                        .map(settings ->
                                EtcdElection.start(settings, cluster.file().name(), name.who(), ELECTION))
                : Optional.empty();
        Optional<HostLease> ofHosts =
                lease.refusal().isEmpty() && cluster.file().lease() != LeaseKeeper.NONE
                        ? Optional.of(hostLease(cluster, name, clock, election.map(e -> e)))
                        : Optional.empty();
        ActionCommands commands = cluster.commands(ours);
        SshStepExecutor executor = new SshStepExecutor(
                cluster.hosts(), commands, lease, ofHosts.<Fence>map(l -> l).orElse(Fence.NONE), clock);
        ClusterObserver observer =
                cluster.observer(clock, ours, ofHosts.<LeaseDesk>map(l -> l).orElse(LeaseDesk.NONE));
        ControlCore core = new ControlCore(settings(cluster), commands::preview);
        ControlState resumed = core.resumed(mode, ledger.read(), journal.past(), clock.instant());
        ControlState initial = lease.refusal()
                .map(sentence -> resumed.withMode(Mode.WATCH).withoutLease(sentence))
                .orElse(resumed);
        VmMaster master = new VmMaster(
                core,
                initial,
                new Ports(
                        observer,
                        executor,
                        journal,
                        sink,
                        lease,
                        ledger,
                        ofHosts.<HostsLease>map(l -> l)
                                .orElseGet(() ->
                                        lease.refusal().isPresent() ? new FolderOrders(folder) : HostsLease.NONE)),
                clock,
                About.of(cluster.file()));
        PlanScripts scripts =
                new PlanScripts(cluster.file().name(), cluster.file().policy(), commands::preview);
        // Only the holder of the lease has a socket: a second master of this machine must not get the requests for
        // the first.
        Optional<MasterServer> link = lease.refusal().isEmpty()
                ? Optional.of(MasterServer.listen(folder, master, scripts))
                : Optional.empty();
        if (link.isPresent()) {
            lease.guard(journal(folder, lease), journal::isStillThere);
            lease.guard(link.get().socket());
        }
        master.start();
        LeaseWatch watch = LeaseWatch.start(lease);
        if (link.isPresent()) {
            var _ = watch.lost().thenAccept(master::leaseLost);
        }
        return new RunningMaster(master, observer, executor, journal, lease, link, watch, ofHosts, election, scripts);
    }

    private static HostLease hostLease(
            ClusterConnection cluster, LeaseName name, Clock clock, Optional<Election> election) {
        Duration term = cluster.file().interval().multipliedBy(LEASE_INTERVALS);
        return new HostLease(
                name,
                cluster.file().hosts().stream().map(HostEntry::id).toList(),
                term.compareTo(SHORTEST_LEASE) < 0 ? SHORTEST_LEASE : term,
                clock,
                election);
    }

    /**
     * The journal's file. A master without the lease numbers its proposals by itself, so its entries must not mix
     * with those of the holder.
     */
    private static Path journal(Path folder, FileLease lease) {
        return folder.resolve(lease.refusal().isEmpty() ? JOURNAL : ONLOOKERS_JOURNAL);
    }

    private static ControlSettings settings(ClusterConnection cluster) {
        Map<ServiceId, Mode> modes = cluster.file().services().stream()
                .filter(s -> s.mode().isPresent())
                .collect(Collectors.toMap(ServiceEntry::id, s -> s.mode().orElseThrow()));
        return new ControlSettings(
                cluster.file().policy(), modes, cluster.file().limits());
    }

    /** The control loop of this master. */
    public VmMaster master() {
        return master;
    }

    /**
     * A proposal as a script that a person can run without this master, as things stand now.
     *
     * @param undo whether it shall take the proposal back
     */
    public PlanScripts.Script script(ProposalId id, boolean undo) {
        return scripts.of(master.state(), id, undo);
    }

    /** Why this master may not write; empty while it may. */
    public Optional<String> leaseRefusal() {
        return lease.refusal();
    }

    /**
     * Completes with a sentence when this master loses the right to write because its state folder was moved, removed
     * or replaced. The master has then halted and cannot go on.
     */
    public CompletableFuture<String> whenLeaseIsLost() {
        return link.isPresent() ? watch.lost() : new CompletableFuture<>();
    }

    /** Begins a new file of the journal if another program has moved the present one: at a signal HUP. */
    public void reopenJournal() {
        try {
            journal.reopen();
        } catch (IOException e) {
            // The next entry fails for the same reason, and halts the master.
            LOG.warn("The journal cannot be opened anew", e);
        }
    }

    /**
     * Sends no further command, waits until the effect of the last command is seen, and names the plans that are left
     * unfinished: one sentence a plan. The master observes until it is closed.
     */
    public List<String> leave() {
        ControlState before = master.state();
        if (!before.running().isEmpty()) {
            var _ = master.submit(new Intent.Close(Continuity.Closing.LEAVE, "master"))
                    .thenCompose(_ -> master.whenClosable())
                    .completeOnTimeout(before, LEAVE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
        return Leaving.sentences(master.state());
    }

    /** Closes each part before the parts that it uses. */
    @Override
    public void close() throws IOException {
        leave();
        ofHosts.ifPresent(hosts -> hosts.leave()
                .completeOnTimeout(false, GIVING_BACK.toMillis(), TimeUnit.MILLISECONDS)
                .join());
        election.ifPresent(EtcdElection::close);
        watch.close();
        observer.close();
        executor.close();
        master.close();
        // Last: the master has kept its state by now, and the socket belongs to the holder of the lease.
        link.ifPresent(MasterServer::close);
        journal.close();
        lease.close();
    }
}
