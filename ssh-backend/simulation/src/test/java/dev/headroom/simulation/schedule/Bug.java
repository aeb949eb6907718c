package dev.headroom.simulation.schedule;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.Kept;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.RevertReport;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.ControlSettings;
import dev.headroom.backend.control.core.PlantedJudgement;
import dev.headroom.backend.control.driver.HostsLease;
import dev.headroom.backend.control.driver.HostsOrders;
import dev.headroom.backend.control.driver.SimulatedMaster.Disk;
import dev.headroom.backend.control.driver.StepExecutor;
import dev.headroom.backend.control.leasehold.Rival;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction.StopContainer;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Bugs to plant: each is one that a master had, or could have. */
final class Bug {
    private Bug() {}

    /** A disk that passes all on. */
    private static class Passing implements Disk {
        private final Disk sound;

        Passing(Disk sound) {
            this.sound = sound;
        }

        @Override
        public void append(JournalEntry entry) throws IOException {
            sound.append(entry);
        }

        @Override
        public void tear(JournalEntry entry) {
            sound.tear(entry);
        }

        @Override
        public void keep(Kept kept) throws IOException {
            sound.keep(kept);
        }
    }

    /** An entry is written when the next one comes. */
    static final class SendsBeforeTheJournal implements Planted {
        @Override
        public Disk disk(Disk sound) {
            Deque<JournalEntry> waiting = new ArrayDeque<>();
            return new Passing(sound) {
                @Override
                public void append(JournalEntry entry) throws IOException {
                    waiting.add(entry);
                    if (waiting.size() > 1) {
                        super.append(waiting.remove());
                    }
                }
            };
        }
    }

    /** What a full disk does not take is forgotten. */
    static final class IgnoresAFullDisk implements Planted {
        @Override
        public Disk disk(Disk sound) {
            return new Passing(sound) {
                @Override
                public void append(JournalEntry entry) {
                    try {
                        super.append(entry);
                    } catch (IOException _) {
                        // This is the bug.
                    }
                }

                @Override
                public void keep(Kept kept) {
                    try {
                        super.keep(kept);
                    } catch (IOException _) {
                        // This is the bug.
                    }
                }
            };
        }
    }

    /** A command without an answer is sent again. */
    static final class SendsAgain implements Planted {
        @Override
        public StepExecutor executor(StepExecutor sound) {
            return (permit, action, decided, whenDone) -> sound.execute(permit, action, decided, outcome -> {
                if (outcome instanceof CommandOutcome.Indeterminate unknown && unknown.mayStillRun()) {
                    sound.execute(permit, action, decided, whenDone);
                } else {
                    whenDone.accept(outcome);
                }
            });
        }

        /** By the time at which no answer has come the decision is old. */
        @Override
        public boolean expires() {
            return false;
        }
    }

    /** A stop does not look for our mark. */
    static final class StopsWithoutTheMark implements Planted {
        @Override
        public String text(Action action, String sound) {
            return action instanceof StopContainer stop
                    ? "sudo -n lxc-stop -n " + stop.container().name()
                    : sound;
        }
    }

    /** Holds and terms go by the clock on the wall. */
    static final class GoesByTheWallClock implements Planted {
        @Override
        public Clock clock(Clock steady, Clock wall) {
            return wall;
        }
    }

    /** A new master does not know what its predecessor quiesced. */
    static final class ForgetsWhatItQuiesced implements Planted {
        @Override
        public Kept kept(Kept sound) {
            return new Kept(
                    sound.adoption(),
                    sound.memory()
                            .withLasting(
                                    sound.memory().loans(),
                                    List.of(),
                                    new TreeMap<>(sound.memory().startedFor())));
        }
    }

    /** A new master does not read the journal. */
    static final class UsesIdsAgain implements Planted {
        @Override
        public List<JournalEntry> past(List<JournalEntry> sound) {
            return List.of();
        }
    }

    /** A new master does not know of a halt. */
    static final class ForgetsAHalt implements Planted {
        @Override
        public List<JournalEntry> past(List<JournalEntry> sound) {
            return sound.stream().filter(e -> e.kind() != Kind.HALTED).toList();
        }
    }

    /** An operator's halt is lost on its way. */
    static final class DoesNotHalt implements Planted {
        @Override
        public boolean halts() {
            return false;
        }
    }

    static final class NeverReconsiders implements Planted {
        @Override
        public ControlCore core(ControlSettings settings, Function<Action, List<ExactCommand>> preview) {
            return PlantedJudgement.neverReconsiders(settings, preview);
        }
    }

    /** Where one director is not read, nothing is done for its services at the others. */
    static final class StopsForADirector implements Planted {
        @Override
        public ControlCore core(ControlSettings settings, Function<Action, List<ExactCommand>> preview) {
            return PlantedJudgement.stopsForADirector(settings, preview);
        }
    }

    static final class NeverRecalls implements Planted {
        @Override
        public ControlCore core(ControlSettings settings, Function<Action, List<ExactCommand>> preview) {
            return PlantedJudgement.neverRecalls(settings, preview);
        }
    }

    static final class ForgetsSinceWhen implements Planted {
        @Override
        public ControlCore core(ControlSettings settings, Function<Action, List<ExactCommand>> preview) {
            return PlantedJudgement.forgetsSinceWhen(settings, preview);
        }
    }

    static final class QuiescesTheLast implements Planted {
        @Override
        public ControlCore core(ControlSettings settings, Function<Action, List<ExactCommand>> preview) {
            return PlantedJudgement.quiescesTheLast(settings, preview);
        }
    }

    static final class OverwritesOthers implements Planted {
        @Override
        public ControlCore core(ControlSettings settings, Function<Action, List<ExactCommand>> preview) {
            return PlantedJudgement.takesAllForOurs(settings, preview);
        }
    }

    /** What the journal tells of plans that run. */
    abstract static class FollowsPlans implements Planted {
        private final Map<String, ServiceId> services = new HashMap<>();
        final Map<String, ServiceId> running = new HashMap<>();
        final Set<ServiceId> failed = new HashSet<>();

        abstract boolean mutes(ServiceId service);

        @Override
        public ControlCore core(ControlSettings settings, Function<Action, List<ExactCommand>> preview) {
            return PlantedJudgement.mutesFailovers(settings, preview, this::mutes);
        }

        @Override
        public Disk disk(Disk sound) {
            return new Passing(sound) {
                @Override
                public void append(JournalEntry entry) throws IOException {
                    super.append(entry);
                    follow(entry);
                }
            };
        }

        private void follow(JournalEntry entry) {
            String id = entry.subject();
            if (entry.detail() instanceof Detail.OfPlan(var plan)) {
                services.put(id, plan.service());
            }
            Optional<ServiceId> service = Optional.ofNullable(services.get(id));
            if (entry.kind() == Kind.ENDED
                    && entry.detail() instanceof Detail.OfStatus(var status)
                    && status == Status.FAILED) {
                service.ifPresent(failed::add);
            }
            switch (entry.kind()) {
                case APPROVED, CONTINUED -> service.ifPresent(s -> running.put(id, s));
                case ENDED, SUPERSEDED, SUSPENDED, INTERRUPTED -> running.remove(id);
                default -> {
                    // Nothing begins or ends.
                }
            }
        }
    }

    /** One plan runs at a time. */
    static final class OneLane extends FollowsPlans {
        @Override
        boolean mutes(ServiceId service) {
            return running.values().stream().anyMatch(other -> !other.equals(service));
        }
    }

    /** A failed plan keeps the plans of its service back, failovers too. */
    static final class SuspendsAfterAFailure extends FollowsPlans {
        @Override
        boolean mutes(ServiceId service) {
            return failed.contains(service);
        }
    }

    /** Two state folders, as on two laptops: neither knows of a lease, and no host checks anything. */
    static final class KnowsNoLease implements Planted {
        @Override
        public HostsLease hosts(HostsLease sound) {
            return HostsLease.NONE;
        }

        @Override
        public boolean guards() {
            return false;
        }

        @Override
        public boolean asks() {
            return false;
        }
    }

    /** A master that was stopped goes on and sends what it had decided before. */
    static final class SendsLate implements Planted {
        @Override
        public boolean expires() {
            return false;
        }
    }

    /** Directors are never told that a plan has ended, so they take an old one back when the master dies later. */
    static final class NeverEndsReverts implements Planted {
        private final Set<ProposalId> all = new HashSet<>();

        @Override
        public HostsLease hosts(HostsLease sound) {
            return new HostsLease() {
                @Override
                public void want(boolean wanted) {
                    sound.want(wanted);
                }

                @Override
                public void takeOver() {
                    sound.takeOver();
                }

                @Override
                public Change now() {
                    return sound.now();
                }

                @Override
                public void whenChanged(Consumer<Change> listener) {
                    sound.whenChanged(listener);
                }

                @Override
                public void armed(Set<ProposalId> plans) {
                    all.addAll(plans);
                    sound.armed(all);
                }

                @Override
                public List<RevertReport> reverted() {
                    return sound.reverted();
                }

                @Override
                public Optional<Rival> rival() {
                    return sound.rival();
                }

                @Override
                public HostsOrders orders() {
                    return sound.orders();
                }
            };
        }
    }

    /** A master that was stopped goes on with what it had decided, and no host checks whether it still holds the lease. */
    static final class SendsWithoutTheCheck implements Planted {
        @Override
        public boolean guards() {
            return false;
        }

        @Override
        public boolean expires() {
            return false;
        }
    }
}
