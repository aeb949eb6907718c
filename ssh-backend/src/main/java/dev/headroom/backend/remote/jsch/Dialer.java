package dev.headroom.backend.remote.jsch;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.headroom.backend.remote.AlgorithmKind;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.jsch.crypto.Algorithms;
import dev.headroom.backend.remote.jsch.crypto.HostProof;
import dev.headroom.backend.remote.jsch.hostkeys.TrustedHostKeys;
import dev.headroom.backend.remote.jsch.keys.OfferedKeys;
import dev.headroom.backend.remote.jsch.login.LoginAnswers;
import dev.headroom.backend.remote.jsch.login.LoginWatch;
import dev.headroom.backend.time.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs in to one host, once. It never trusts a host key that is not in the files. */
final class Dialer implements SessionKeeper.Dialing {
    private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);
    private static final int SIGNS_OF_LIFE = 3;
    private static final Duration WHILE_ASKING = Duration.ofSeconds(2);
    private static final String TOO_LATE = "timeout: not logged in";
    private static final Properties CONFIGURATION = configuration();

    private final SshTarget target;
    private final JschSettings settings;
    private final Way way;
    private final Algorithms algorithms;
    private final ThreadFactory threads;

    /** Whether the operator began the next attempt: by starting the program, or by asking for it. */
    private final AtomicBoolean begun = new AtomicBoolean(true);

    /** A dialler with jump hosts of its own. */
    Dialer(SshTarget target, JschSettings settings) {
        this(target, settings, new JumpHosts(settings, LoginQueue.ofThisMachine()));
    }

    Dialer(SshTarget target, JschSettings settings, JumpHosts jumps) {
        this.target = target;
        this.settings = settings;
        way = Way.of(target, settings, jumps);
        algorithms = Algorithms.of(target.session().algorithms());
        threads =
                Thread.ofVirtual().name("headroom-ssh-" + target.host().name()).factory();
    }

    private static Properties configuration() {
        var properties = new Properties();
        properties.setProperty("StrictHostKeyChecking", "yes");
        // JSch would prefer the types that its own, weaker, known_hosts reader finds.
        properties.setProperty("prefer_known_host_key_types", "no");
        return properties;
    }

    @Override
    public Optional<RemoteFailure> prepare() {
        return way.prepare();
    }

    @Override
    public void tryAgain() {
        begun.set(true);
        way.tryAgain();
    }

    @Override
    public void woken() {
        way.woken();
    }

    @Override
    public void close() {
        way.close();
    }

    /**
     * Logs in; blocks for at most about the two deadlines together. The caller may stop waiting earlier. Each
     * exception of JSch, which throws more than it declares, becomes a failure.
     *
     * @param loginDeadline from the start to the end of the login
     */
    @Override
    public Link dial(Duration loginDeadline) {
        Optional<RemoteFailure> nothingLeft = algorithms.empty().map(this::nothingLeft);
        if (nothingLeft.isPresent()) {
            return new Link.Down(nothingLeft.get());
        }
        boolean asks = begun.getAndSet(false);
        Link first = dial(loginDeadline, algorithms, asks);
        // OpenSSH asks for a common MAC only where the cipher needs one, JSch always.
        return first instanceof Link.Down(RemoteFailure.NoCommonAlgorithm none)
                        && none.kind() == AlgorithmKind.MAC
                        && algorithms.withoutMacs().empty().isEmpty()
                ? dial(loginDeadline, algorithms.withoutMacs(), asks)
                : first;
    }

    private RemoteFailure nothingLeft(AlgorithmKind kind) {
        return new RemoteFailure.SettingNotFollowed(
                target.host(),
                kind.keyword() + " …",
                RemoteFailure.CONFIGURATION,
                "Its list has no %s that Headroom has; name one more of ssh -Q %s there."
                        .formatted(kind.term(), kind.keyword()));
    }

    private Link dial(Duration loginDeadline, Algorithms offered, boolean asks) {
        var limit = new Deadline(loginDeadline, settings.ticker());
        var sockets = new WatchedSockets(() -> way.open(limit));
        var failures = new LoginFailures(target, sockets);
        try {
            var proof = new HostProof();
            var keys = new OfferedKeys(target.keys(), target.user(), wallTime(), settings.ring(), proof, limit::left);
            var trusted = new TrustedHostKeys(target, settings.knownHosts(), proof, Dialer::wallTime);
            Session session = session(trusted, keys, sockets, offered);
            var answers = new LoginAnswers(target, settings.ring().secrets(), asks);
            LoginWatch watch = LoginWatch.over(
                    session, keys, answers, target.session().algorithms().publicKeys());
            trusted.listen(session);
            try {
                proof.during(() -> connect(
                        session,
                        limit,
                        () -> trusted.isAsked() || keys.offered() > 0,
                        () -> answers.isAsking() || keys.isAsking()));
                return new Link.Up(session, sockets.life);
            } catch (JSchException e) {
                sockets.close();
                return new Link.Down(failures.of(e, trusted, new LoginFailures.Attempt(keys, answers, watch), limit));
            }
        } catch (Throwable e) {
            sockets.close();
            return new Link.Down(failures.ofFault(e));
        }
    }

    /** By which certificates are in force. */
    static Instant wallTime() {
        SteadyClock clock = SteadyClock.ofThisProcess();
        return clock.wallTime(clock.instant());
    }

    private Session session(TrustedHostKeys trusted, OfferedKeys keys, WatchedSockets sockets, Algorithms offered)
            throws JSchException {
        Session session = new JSch().getSession(target.user(), target.address(), target.port());
        trusted.judge(session, offered.hostKeys());
        session.setIdentityRepository(keys);
        session.setSocketFactory(sockets);
        session.setThreadFactory(work -> threads.newThread(() -> {
            try {
                work.run();
            } catch (Throwable e) { // an Error: JSch catches the rest, and ends the session
                LOG.error(
                        "The thread of the session with {} ended in a fault",
                        target.host().name(),
                        e);
                sockets.life.end("a fault of Headroom, which its log describes, ended the thread of its session");
                sockets.close();
            }
        }));
        session.setConfig(CONFIGURATION);
        session.setConfig(offered.toJsch());
        target.session()
                .algorithms()
                .authorities()
                .ifPresent(names -> session.setConfig("ca_signature_algorithms", String.join(",", names)));
        keepAlive(session);
        return session;
    }

    /** The host's settings may ask for signs of life more often, never more rarely: a lost host must be noticed. */
    private void keepAlive(Session session) throws JSchException {
        Duration ours = settings.keepAlive();
        Duration interval = target.session()
                .aliveInterval()
                .filter(said -> said.isPositive() && said.compareTo(ours) < 0)
                .orElse(ours);
        int count = Math.max(
                SIGNS_OF_LIFE, Math.toIntExact(ours.multipliedBy(SIGNS_OF_LIFE).dividedBy(interval)));
        session.setServerAliveInterval((int) interval.toMillis());
        session.setServerAliveCountMax(
                Math.min(count, target.session().aliveCount().orElse(SIGNS_OF_LIFE)));
    }

    /** JSch limits each read, not their sum: a host that sends single bytes would hold the login forever. */
    private void connect(Session session, Deadline limit, BooleanSupplier keysExchanged, BooleanSupplier asking)
            throws JSchException {
        var inTime = new CompletableFuture<Boolean>();
        target.session()
                .connectTimeout()
                .ifPresent(brief -> after(brief, inTime, () -> {
                    if (!keysExchanged.getAsBoolean()) { // ConnectTimeout counts up to the end of the key exchange
                        end(session, inTime);
                    }
                }));
        endAfter(limit.left(), session, inTime, asking);
        try {
            session.connect((int) Math.max(1, limit.left().toMillis()));
        } catch (JSchException | RuntimeException e) {
            if (!inTime.complete(true)) {
                throw new JSchException(TOO_LATE, e);
            }
            throw e;
        }
        if (!inTime.complete(true)) {
            throw new JSchException(TOO_LATE);
        }
    }

    /** An operator may take longer than a host; the host sets its own limit to that. */
    private static void endAfter(
            Duration pause, Session session, CompletableFuture<Boolean> inTime, BooleanSupplier asking) {
        after(pause, inTime, () -> {
            if (asking.getAsBoolean()) {
                endAfter(WHILE_ASKING, session, inTime, asking);
            } else {
                end(session, inTime);
            }
        });
    }

    /** Works if the login is not over by then; the timer, which holds the session, goes with the login. */
    private static void after(Duration pause, CompletableFuture<Boolean> inTime, Runnable work) {
        var _ = inTime.copy().orTimeout(pause.toMillis(), TimeUnit.MILLISECONDS).whenComplete((_, late) -> {
            if (late != null) {
                work.run();
            }
        });
    }

    private static void end(Session session, CompletableFuture<Boolean> inTime) {
        if (inTime.complete(false)) {
            Hangup.of(session::disconnect);
        }
    }
}
