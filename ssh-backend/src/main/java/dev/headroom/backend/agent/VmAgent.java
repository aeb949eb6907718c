package dev.headroom.backend.agent;

import dev.headroom.backend.agent.HostReport.NotRead;
import dev.headroom.backend.command.AgentCommands;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.lease.LeaseReport;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.FrameReader;
import dev.headroom.backend.parse.ParseException;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.backend.remote.RemoteStream.Event;
import dev.headroom.backend.remote.Said;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one host: one stream to the agent's script there, one frame at each call. A stream that fails is closed, and
 * the next call opens another; a frame that is not understood costs itself (decision 0100). Owned by one thread; only {@link #close} may be called by another.
 */
final class VmAgent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VmAgent.class);
    /** The time that sshd has to start the script after the login. */
    private static final Duration START = Duration.ofSeconds(30);

    /** The time after which it is doubtful that the script began. */
    private static final Duration DOUBTFUL = Duration.ofSeconds(20);

    /** Each line between two lists of a frame begins so. */
    private static final String OF_THE_SCRIPT = "@@";

    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    private final HostAccess access;
    private final InstantSource clock;
    /** The name of all agents that this object starts on the host, one after another: each ends the one before. */
    private final String name = AgentName.fresh();

    /** What the host's sections meant last. Owned by the owner's thread. */
    private final FrameInterpreter.Memory memory = new FrameInterpreter.Memory();

    private volatile @Nullable OpenStream stream;
    /** When the frame that is still to come was asked for; null if no frame is. */
    private volatile @Nullable Instant outstanding;

    /** The time that nothing in the last frame is older than. Owned by the owner's thread. */
    private Optional<Instant> listsReadAt = Optional.empty();

    /** Whether the frame that is still to come was asked for with all lists read anew. Owned by the owner's thread. */
    private boolean anew;

    /** Whether the stream has printed no line of the script yet. */
    private volatile boolean mute = true;

    /** Whether the stream has given a frame. Owned by the owner's thread. */
    private boolean answered;

    /** Whether the last frame of the stream was not understood, so that the next can repeat nothing of it. */
    private boolean lost;

    /**
     * A request to an agent for one frame.
     *
     * @param probes the destinations that a director shall try to reach; empty for a real server
     * @param fresh whether nothing in the answer may be older than the question, as after a command of ours
     */
    record Question(Set<ProbeTarget> probes, boolean fresh) {
        Question {
            probes = Set.copyOf(probes);
        }

        /** This question, with {@code fresh} set. */
        Question anew() {
            return new Question(probes, true);
        }

        /**
         * The line that asks the agent's script.
         *
         * @param lease what it says of the lease
         */
        String line(Optional<String> lease) {
            return Stream.of(
                            fresh ? Stream.of("frame", "fresh") : Stream.of("frame"),
                            lease.stream(),
                            new TreeSet<>(probes).stream().map(ProbeTarget::toString))
                    .flatMap(words -> words)
                    .collect(Collectors.joining(" ", "", "\n"));
        }
    }

    private record OpenStream(RemoteStream remote, FrameReader reader) {}

    VmAgent(HostAccess access, InstantSource clock) {
        this.access = access;
        this.clock = clock;
    }

    HostId host() {
        return access.id();
    }

    /**
     * Asks for one frame, unless one is still to come, and waits for it. It logs in first if need be; the login has
     * deadlines of its own.
     *
     * @param probes the destinations that a director shall try to reach; not read for the first frame of a stream
     * @param patience how long to wait for the frame
     * @return empty if the frame is late: it is still to come, and the next call waits on for it
     */
    Optional<HostReport> frame(Set<ProbeTarget> probes, Duration patience) {
        return frame(new Question(probes, false), patience);
    }

    /** As {@link #frame(Set, Duration)}, for a question that may demand all lists read anew. */
    Optional<HostReport> frame(Question question, Duration patience) {
        OpenStream open = stream;
        Instant asked = outstanding;
        if (open == null) {
            open = new OpenStream(access.shell().open(command(), START), new FrameReader());
            stream = open;
            mute = true;
            // The script prints its first frame unasked: dash would swallow a line that comes together with the
            // script.
            // No value in that frame is older than this moment, however long the connecting takes.
            asked = ask(open, AgentScript.text(host(), access.runtime()));
            anew = true;
            lost = false;
            answered = false;
        } else if (asked == null) {
            asked = ask(open, line(question));
            anew = question.fresh() || lost;
        }
        Optional<HostReport> report =
                await(open, asked, question, clock.instant().plus(patience));
        report.filter(NotRead.class::isInstance).ifPresent(_ -> access.lease().lost(host()));
        return report;
    }

    private Instant ask(OpenStream open, String request) {
        Instant asked = clock.instant();
        outstanding = asked;
        open.remote.send(request);
        return asked;
    }

    /** The line that asks. After a frame that was not understood nothing may be repeated, whatever its age. */
    private String line(Question question) {
        Optional<String> lease = access.lease().words(host());
        return lost ? question.anew().line(lease).replaceFirst("^frame fresh", "frame whole") : question.line(lease);
    }

    /** Waits for a frame. A table that changed while the agent read it is read once more, and then taken as it is. */
    private Optional<HostReport> await(OpenStream open, Instant asked, Question question, Instant until) {
        Optional<HostReport> report = next(open, asked, until);
        if (report.filter(VmAgent::isTorn).isEmpty()) {
            return report;
        }
        Instant again = ask(open, question.anew().line(Optional.empty()));
        anew = true;
        return next(open, again, until).or(() -> report);
    }

    /** Waits for a report; empty at the deadline. */
    private Optional<HostReport> next(OpenStream open, Instant asked, Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        while (left.isPositive()) {
            Optional<HostReport> report = switch (open.remote.next(left)) {
                case Event.Line(String text) -> report(open, asked, text);
                case Event.Ended(int exitCode, String error) ->
                    Optional.of(broken(asked, ended(exitCode, error, open.reader.outside()), true));
                case Event.Silent() -> Optional.empty();
                case Event.Failed(RemoteFailure failure) -> {
                    close();
                    yield Optional.of(NotRead.of(host(), asked, failure));
                }
            };
            if (report.isPresent()) {
                return report;
            }
            left = Duration.between(clock.instant(), until);
        }
        return Optional.empty();
    }

    /**
     * A lower bound of the time at which the oldest list of {@code frame} was read. The age of a repeated list is in
     * whole seconds, so 1 s is added to it; but the list is never older than the bound of the frame before, because
     * an agent repeats only the list that it read last.
     */
    private Instant oldest(Frame frame, Instant asked) {
        if (anew) {
            return asked;
        }
        Instant told = asked.minus(FrameInterpreter.age(frame)).minus(ONE_SECOND);
        return listsReadAt.filter(told::isBefore).orElse(told);
    }

    /**
     * The time that nothing in the last frame is older than, addresses of containers excepted; empty before the
     * first.
     */
    Optional<Instant> listsReadAt() {
        return listsReadAt;
    }

    /** The report that this line completes; empty in the middle of a frame. */
    private Optional<HostReport> report(OpenStream open, Instant asked, String line) {
        mute &= !line.contains(OF_THE_SCRIPT);
        try {
            Optional<Frame> frame = open.reader.accept(line);
            if (frame.isPresent()) {
                outstanding = null;
                lost = false;
                answered = true;
                listsReadAt = Optional.of(oldest(frame.get(), asked));
                frame.get()
                        .section(SectionKind.LEASE, "")
                        .ifPresent(section -> access.lease().seen(host(), LeaseReport.parse(section)));
            }
            return frame.map(whole -> FrameInterpreter.report(host(), access.runtime(), asked, whole, memory));
        } catch (ParseException e) {
            String sentence = host().name() + ": " + e.getMessage();
            if (!open.reader.usable()) {
                return Optional.of(broken(asked, sentence, true));
            }
            outstanding = null;
            lost = true;
            return Optional.of(NotRead.answered(host(), asked, sentence, true));
        }
    }

    private static boolean isTorn(HostReport report) {
        return report instanceof HostReport.DirectorReport director
                && director.table().torn();
    }

    /** Lets the next frame log in, also after a refused login. */
    void tryAgain() {
        access.shell().tryAgain();
    }

    /** Has a session that may be half-open tried: this computer may have slept. */
    void woken() {
        access.shell().woken();
    }

    /** How long the caller has waited for the frame that is still to come. */
    Duration waited() {
        Instant asked = outstanding;
        return asked == null ? Duration.ZERO : Duration.between(asked, clock.instant());
    }

    /** Why the frame that is still to come may be late, and for how long it has been waited for by now. */
    String lateness() {
        Duration waited = waited();
        return mute && waited.compareTo(DOUBTFUL) >= 0
                ? Said.mute(host().name(), waited)
                : "%s is slow: it was asked for a report %d s ago.".formatted(host().name(), waited.toSeconds());
    }

    /** Gives up the frame that is still to come. The session stays. */
    NotRead giveUp() {
        Duration waited = waited();
        String late = mute
                ? Said.mute(host().name(), waited)
                : new RemoteFailure.TimedOut(host(), "a report", waited).sentence();
        access.lease().lost(host());
        return broken(clock.instant().minus(waited), late, true);
    }

    /** Closes a stream that failed, since what it prints next is unknown; the next call opens another. */
    private NotRead broken(Instant asked, String sentence, boolean transientFailure) {
        close();
        return new NotRead(host(), asked, sentence, transientFailure);
    }

    /**
     * Why the script ended. An account that may not run commands says so on standard output, where other accounts
     * print a greeting.
     */
    private String ended(int exitCode, String error, Optional<String> outside) {
        Said words = Said.of(error.lines(), outside.stream());
        String said = Printable.line(words.ending());
        return answered
                ? "The agent on %s ended with exit code %d: %s".formatted(host().name(), exitCode, said)
                : "%s does not run our script: what its sshd started for the login user ended with exit code %d: %s %s"
                        .formatted(host().name(), exitCode, said, words.needed())
                        .strip();
    }

    private CommandLine command() {
        return switch (host()) {
            case DirectorId _ -> AgentCommands.director(access.privilege(), AgentCommands.TOOL_LIMIT, name);
            case ServerId _ -> AgentCommands.server(access.privilege(), AgentCommands.TOOL_LIMIT, name);
        };
    }

    /** Ends the stream; a later call of {@link #frame} opens another. */
    @Override
    public void close() {
        OpenStream open = stream;
        stream = null;
        outstanding = null;
        if (open != null) {
            try {
                open.remote.close();
            } catch (Throwable e) { // The stream is forgotten in any case.
                LOG.error("A stream of {} could not be closed", host().name(), e);
            }
        }
    }
}
