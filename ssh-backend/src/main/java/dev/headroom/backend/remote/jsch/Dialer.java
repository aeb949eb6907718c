package dev.headroom.backend.remote.jsch;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.jsch.keys.OfferedKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs in to one host, once. It never asks a person, and never trusts a host key that is not in the files. */
final class Dialer {
    private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);
    private static final int SIGNS_OF_LIFE = 3;
    private static final String TOO_LATE = "timeout: not logged in";
    private static final List<String> HOST_KEYS = List.of(
            "ssh-ed25519-cert-v01@openssh.com",
            "ecdsa-sha2-nistp256-cert-v01@openssh.com",
            "ecdsa-sha2-nistp384-cert-v01@openssh.com",
            "ecdsa-sha2-nistp521-cert-v01@openssh.com",
            "rsa-sha2-512-cert-v01@openssh.com",
            "rsa-sha2-256-cert-v01@openssh.com",
            "ssh-ed25519",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "rsa-sha2-512",
            "rsa-sha2-256");
    private static final Properties CONFIGURATION = configuration();

    private final SshTarget target;
    private final JschSettings settings;
    private final ThreadFactory threads;

    Dialer(SshTarget target, JschSettings settings) {
        this.target = target;
        this.settings = settings;
        threads =
                Thread.ofVirtual().name("headroom-ssh-" + target.host().name()).factory();
    }

    /**
     * Fixed lists of algorithms, so that JSch generates no keys at each connect to learn which ones work. ML-KEM
     * comes first: it is safe against recorded traffic and as cheap as X25519 alone, where sntrup761 costs ten times
     * as much (and another library).
     */
    private static Properties configuration() {
        var properties = new Properties();
        properties.setProperty("StrictHostKeyChecking", "yes");
        properties.setProperty(
                "kex",
                "mlkem768x25519-sha256,curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,"
                        + "ecdh-sha2-nistp384,ecdh-sha2-nistp521,diffie-hellman-group16-sha512,"
                        + "diffie-hellman-group18-sha512,diffie-hellman-group14-sha256");
        // JSch would prefer the types that its own, weaker, known_hosts reader finds.
        properties.setProperty("prefer_known_host_key_types", "no");
        String ciphers = "aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr";
        properties.setProperty("cipher.c2s", ciphers);
        properties.setProperty("cipher.s2c", ciphers);
        for (String check : new String[] {"CheckKexes", "CheckCiphers", "CheckMacs", "CheckSignatures"}) {
            properties.setProperty(check, "");
        }
        return properties;
    }

    /**
     * Logs in; blocks for at most about the two deadlines together. The caller may stop waiting earlier. Each
     * exception of JSch, which throws more than it declares, becomes a failure.
     *
     * @param loginDeadline from the start to the end of the login
     */
    Link dial(Duration loginDeadline) {
        var limit = new Deadline(loginDeadline, settings.ticker());
        var sockets = new WatchedSockets(settings.connectDeadline());
        var failures = new LoginFailures(target, sockets);
        try {
            var keys = new OfferedKeys(target.keys(), target.user(), Instant.now());
            var trusted = new TrustedHostKeys(target, settings.knownHosts());
            Session session = session(trusted, keys, sockets);
            var watch = LoginWatch.over(
                    session,
                    target.keys().methods(),
                    keys.count(),
                    target.session().algorithms().publicKeys());
            trusted.listen(session);
            try {
                connect(session, limit);
                return new Link.Up(session, sockets.life);
            } catch (JSchException e) {
                sockets.close();
                return new Link.Down(failures.of(e, trusted, new LoginFailures.Attempt(keys, watch), limit));
            }
        } catch (Throwable e) {
            LOG.debug("Logging in to {} ended in a fault", target.host().name(), e);
            sockets.close();
            return new Link.Down(failures.ofFault(e));
        }
    }

    private Session session(TrustedHostKeys trusted, OfferedKeys keys, WatchedSockets sockets) throws JSchException {
        Session session = new JSch().getSession(target.user(), target.address(), target.port());
        trusted.judge(session, HOST_KEYS);
        session.setIdentityRepository(keys);
        session.setSocketFactory(sockets);
        session.setThreadFactory(work -> threads.newThread(() -> {
            try {
                work.run();
            } catch (Throwable e) { // an Error: JSch catches the rest, and ends the session
                sockets.life.end("a fault ended the thread of its session (%s)".formatted(e));
                sockets.close();
            }
        }));
        session.setConfig(CONFIGURATION);
        session.setServerAliveInterval((int) settings.keepAlive().toMillis());
        session.setServerAliveCountMax(SIGNS_OF_LIFE);
        return session;
    }

    /** JSch limits each read, not their sum: a host that sends single bytes would hold the login forever. */
    private static void connect(Session session, Deadline limit) throws JSchException {
        var inTime = new CompletableFuture<Boolean>();
        var _ = inTime.completeOnTimeout(false, limit.left().toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(yes -> {
                    if (!yes) {
                        Hangup.of(session::disconnect);
                    }
                });
        boolean late;
        try {
            session.connect((int) Math.max(1, limit.left().toMillis()));
            late = !inTime.complete(true);
        } catch (JSchException | RuntimeException e) {
            if (!inTime.complete(true)) {
                throw new JSchException(TOO_LATE, e);
            }
            throw e;
        } finally {
            inTime.complete(true);
        }
        if (late) {
            throw new JSchException(TOO_LATE);
        }
    }
}
