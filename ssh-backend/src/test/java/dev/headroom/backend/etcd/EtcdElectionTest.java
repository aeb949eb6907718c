package dev.headroom.backend.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.headroom.backend.TestPatience;
import dev.headroom.backend.lease.Election.Standing;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The election by a real etcd. */
class EtcdElectionTest {
    private static final Duration TERM = Duration.ofSeconds(5);

    @TempDir
    private Path folder = Path.of(".");

    private final List<EtcdElection> begun = new ArrayList<>();
    private Optional<EtcdServer> server = Optional.empty();

    @BeforeEach
    void etcd() throws Exception {
        server = Optional.of(EtcdServer.start(folder));
    }

    @AfterEach
    void end() throws Exception {
        begun.forEach(EtcdElection::close);
        if (server.isPresent()) {
            server.get().close();
        }
    }

    private EtcdServer server() {
        return server.orElseThrow();
    }

    private EtcdElection wants(EtcdSettings settings, String who) {
        EtcdElection election = EtcdElection.start(settings, "shop", who, TERM);
        begun.add(election);
        election.want(true);
        return election;
    }

    private EtcdElection wants(String who) {
        return wants(server().settings(), who);
    }

    private static long elected(EtcdElection election) throws Exception {
        return ((Standing.Elected) until(election, "it is elected", Standing.Elected.class::isInstance)).number();
    }

    private static String waits(EtcdElection election, String word) throws Exception {
        return ((Standing.Waits) until(
                        election,
                        "it waits: " + word,
                        standing -> standing instanceof Standing.Waits waits
                                && waits.sentence().contains(word)))
                .sentence();
    }

    private static Standing until(EtcdElection election, String what, Predicate<Standing> wanted) throws Exception {
        TestPatience.until(
                what, () -> wanted.test(election.now()), () -> election.now().toString());
        return election.now();
    }

    @Test
    void oneIsElectedAndTheOtherNamesItUntilItLeaves() throws Exception {
        EtcdElection ann = wants("ann@laptop");
        long first = elected(ann);
        EtcdElection bob = wants("bob@desk");
        assertThat(waits(bob, "ann@laptop")).startsWith("etcd has elected ann@laptop for shop (shop.yaml:2:8)");
        assertThat(EtcdLook.at(server().settings(), "shop"))
                .isEqualTo(new EtcdLook(
                        true, "etcd answers, and has elected ann@laptop for shop (number %d).".formatted(first)));
        ann.want(false);
        assertThat(elected(bob)).isGreaterThan(first);
        assertThat(ann.now()).isInstanceOf(Standing.Waits.class);
    }

    /** A take-over that could not be done is no order for later, when its master wants no lease any more. */
    @Test
    void aTakeOverThatFoundNobodyIsForgottenWithTheWish() throws Exception {
        EtcdElection ann = EtcdElection.start(server().settings(), "shop", "ann@laptop", TERM);
        begun.add(ann);
        ann.takeOver();
        ann.want(true);
        ann.want(false);
        EtcdElection bob = wants("bob@desk");
        long number = elected(bob);

        ann.want(true);

        waits(ann, "bob@desk");
        assertThat(bob.now()).isEqualTo(new Standing.Elected(number));
    }

    @Test
    void afterTheElectedProcessWasKilledTheNextIsElectedUnderAGreaterNumber() throws Exception {
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsElection.class.getName(),
                        server().endpoint().toString())
                .redirectErrorStream(true)
                .start();
        long first;
        try (BufferedReader lines = killed.inputReader()) {
            first = lines.lines()
                    .filter(line -> line.matches("\\d+"))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        } finally {
            killed.destroyForcibly().waitFor();
        }
        EtcdElection bob = wants("bob@desk");
        waits(bob, "ann@laptop");
        assertThat(elected(bob)).isGreaterThan(first);
    }

    /** Known of locks in etcd: who does not hear of its end believes to hold it. Here the clock ends it. */
    @Test
    void whereEtcdStandsStillTheElectionEndsByTheClock() throws Exception {
        EtcdElection ann = wants("ann@laptop");
        elected(ann);
        server().signal("STOP");
        EtcdElection bob = wants("bob@desk");
        assertThat(waits(ann, "etcd does not say"))
                .contains("did not answer within 3 s")
                .endsWith("Until it does, this master changes nothing.");
        assertThat(bob.now()).isInstanceOf(Standing.Waits.class);
        server().signal("CONT");
        TestPatience.until(
                "one of both is elected",
                () -> ann.now() instanceof Standing.Elected || bob.now() instanceof Standing.Elected,
                () -> ann.now() + " " + bob.now());
        assertThat(ann.now() instanceof Standing.Elected && bob.now() instanceof Standing.Elected)
                .isFalse();
    }

    @Test
    void anOperatorTakesItOver() throws Exception {
        EtcdElection ann = wants("ann@laptop");
        long first = elected(ann);
        EtcdElection bob = wants("bob@desk");
        waits(bob, "ann@laptop");
        bob.takeOver();
        assertThat(elected(bob)).isGreaterThan(first);
        waits(ann, "bob@desk");
    }

    /** Hosts that kept the lease by themselves, or with another etcd, know greater numbers than a new etcd has revisions. */
    @Test
    void theNumberExceedsWhatHostsKnowAlsoUnderTheNextMaster() throws Exception {
        EtcdElection ann = wants("ann@laptop");
        assertThat(elected(ann)).isLessThan(1_000);
        ann.raise(70_000);
        assertThat(((Standing.Elected) until(
                                ann, "raised", s -> s instanceof Standing.Elected(long number) && number > 70_000))
                        .number())
                .isEqualTo(70_001);
        ann.want(false);
        assertThat(elected(wants("bob@desk"))).isGreaterThan(70_001);
    }

    /** An operator, or a member that lost its data, can end a lease before its time. */
    @Test
    void aLeaseThatEtcdHasNoMoreIsNoElection() throws Exception {
        EtcdElection ann = wants("ann@laptop");
        long first = elected(ann);
        for (String line : server().control("lease", "list").lines().skip(1).toList()) {
            server().control("lease", "revoke", line.strip());
        }
        assertThat(((Standing.Elected) until(
                                ann, "elected anew", s -> s instanceof Standing.Elected(long number) && number > first))
                        .number())
                .isGreaterThan(first);
    }

    /** The request was carried out and its answer lost: the master finds that the key is its own. */
    @Test
    void aLostAnswerDoesNotMakeAMasterItsOwnRival() throws Exception {
        AtomicBoolean lost = new AtomicBoolean();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (HttpClient client = HttpClient.newHttpClient()) {
            proxy.createContext("/", exchange -> {
                byte[] asked = exchange.getRequestBody().readAllBytes();
                String path = exchange.getRequestURI().getPath();
                try {
                    HttpResponse<byte[]> answer = client.send(
                            HttpRequest.newBuilder(server().endpoint().resolve(path))
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(asked))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
                    if (path.endsWith("/txn") && lost.compareAndSet(false, true)) {
                        exchange.close();
                        return;
                    }
                    exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
                    exchange.getResponseBody().write(answer.body());
                    exchange.close();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            proxy.start();
            elected(wants(
                    EtcdServer.settings(
                            URI.create("http://127.0.0.1:" + proxy.getAddress().getPort())),
                    "ann@laptop"));
            assertThat(lost).isTrue();
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void aMemberThatDoesNotAnswerIsPassedOver() throws Exception {
        elected(wants(EtcdServer.settings(URI.create("http://127.0.0.1:1"), server().endpoint()), "ann@laptop"));
    }

    @Test
    void whatIsNoEtcdIsSaidToBeNone() throws Exception {
        assertThat(waits(wants(EtcdServer.settings(URI.create("http://127.0.0.1:1")), "ann@laptop"), "nothing answers"))
                .contains("(shop.yaml:2:8)", "http://127.0.0.1:1");
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] page = "<html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        other.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + other.getAddress().getPort());
            waits(wants(EtcdServer.settings(uri), "ann@laptop"), "is no etcd 3.4 or later");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void aUserWithAWrongPasswordIsToldWhere() throws Exception {
        server().control("user", "add", "root:secret");
        server().control("user", "grant-role", "root", "root");
        server().control("auth", "enable");
        assertThat(waits(wants("ann@laptop"), "wants a user")).contains("shop.yaml:2:8");
        Path right = Files.writeString(folder.resolve("right"), "secret\n");
        Path wrong = Files.writeString(folder.resolve("wrong"), "guess\n");
        assertThat(waits(wants(as(wrong), "ann@laptop"), "does not take the user 'root'"))
                .contains(wrong.toString());
        elected(wants(as(right), "ann@laptop"));
    }

    private EtcdSettings as(Path password) {
        return new EtcdSettings(
                List.of(server().endpoint()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new EtcdSettings.User("root", password)),
                "shop.yaml:2:8");
    }

    /** Reported of etcd's own lock: it was given under a lease that had ended while the caller waited (etcd issue 11456). */
    @Test
    void theKeyIsNotTakenUnderALeaseThatHasEnded() throws Exception {
        try (EtcdClient client = new EtcdClient(server().settings())) {
            EtcdKeys keys = new EtcdKeys(client, "shop");
            String lease = keys.grant(5);
            keys.revoke(lease);
            assertThatThrownBy(() -> keys.take(lease, "ann@laptop")).hasMessageContaining("lease not found");
            assertThat(keys.look().revision()).isZero();
            assertThat(keys.keep(lease)).isFalse();
        }
    }
}
