package dev.headroom.backend.etcd;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks etcd by its JSON gateway (version 3 of the interface, etcd 3.4 and later). A member that does not answer is passed over
 * for the next one. Owned by one thread.
 */
final class EtcdClient implements AutoCloseable {
    /** How long one member is waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int OK = 200;
    private static final int LONGEST = 200;

    private final EtcdSettings settings;
    private final HttpClient http;
    private int member;
    private Optional<String> token = Optional.empty();

    /** @throws EtcdException if a file of the settings cannot be used */
    EtcdClient(EtcdSettings settings) throws EtcdException {
        this.settings = settings;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER);
        if (settings.endpoints().stream().anyMatch(uri -> uri.getScheme().equals("https"))) {
            builder.sslContext(EtcdTls.context(settings));
        }
        this.http = builder.build();
    }

    /**
     * Asks one member after the other until one answers.
     *
     * @param path as {@code /v3/kv/txn}
     * @throws EtcdException with what the last one said
     */
    JsonNode ask(String path, ObjectNode body) throws EtcdException, InterruptedException {
        EtcdException last = new EtcdException("no member was asked", true);
        for (int i = 0; i < settings.endpoints().size(); i++) {
            URI endpoint = settings.endpoints().get(member);
            try {
                return authorized(endpoint, path, body);
            } catch (EtcdException e) {
                if (!e.isTransient()) {
                    throw e;
                }
                last = e;
                member = (member + 1) % settings.endpoints().size();
            }
        }
        throw last;
    }

    private JsonNode authorized(URI endpoint, String path, ObjectNode body) throws EtcdException, InterruptedException {
        boolean fresh = token.isEmpty() && settings.user().isPresent();
        if (fresh) {
            logIn(endpoint);
        }
        Reply reply = post(endpoint, path, body);
        if (reply.isRefused() && !fresh && settings.user().isPresent()) {
            // A member forgets its tokens after some minutes, and when it is started again.
            logIn(endpoint);
            reply = post(endpoint, path, body);
        }
        if (reply.isRefused()) {
            String said = reply.words();
            throw new EtcdException(
                    settings.user()
                            .map(user -> "%s does not permit that to the user '%s' (%s)"
                                    .formatted(endpoint, user.name(), said))
                            .orElseGet(() -> "%s wants a user and a password (%s)".formatted(endpoint, said)),
                    false);
        }
        return reply.body();
    }

    private void logIn(URI endpoint) throws EtcdException, InterruptedException {
        EtcdSettings.User user = settings.user().orElseThrow();
        String password;
        try {
            password = Files.readString(user.password()).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new EtcdException("%s cannot be read (%s)".formatted(user.password(), e.getMessage()), false);
        }
        ObjectNode body = JSON.createObjectNode().put("name", user.name()).put("password", password);
        Reply reply = post(endpoint, "/v3/auth/authenticate", body);
        if (reply.status() != OK) {
            throw new EtcdException(
                    "%s does not take the user '%s' with the password of %s (%s)"
                            .formatted(endpoint, user.name(), user.password(), reply.words()),
                    false);
        }
        token = Optional.of(reply.body().path("token").asString(""));
    }

    private record Reply(int status, JsonNode body) {
        boolean isRefused() {
            String words = words();
            return status == UNAUTHORIZED
                    || status == FORBIDDEN
                    || words.contains("user name is empty")
                    || words.contains("invalid auth token")
                    // a user or a role was changed: with signed tokens each one before that is of no use any more
                    || words.contains("revision of auth store is old");
        }

        String words() {
            String words = body.path("error").isString()
                    ? body.path("error").asString()
                    : body.path("message").asString("HTTP status " + status);
            return words.substring(0, Math.min(LONGEST, words.length()));
        }
    }

    private Reply post(URI endpoint, String path, ObjectNode body) throws EtcdException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        token.ifPresent(known -> request.header("Authorization", known));
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Reply reply = new Reply(response.statusCode(), JSON.readTree(response.body()));
            boolean refused = path.startsWith("/v3/auth/") || reply.isRefused();
            if (response.statusCode() != OK && !refused) {
                throw new EtcdException("%s answers: %s".formatted(endpoint, reply.words()), true);
            }
            return reply;
        } catch (JacksonException e) {
            throw new EtcdException("what answers at %s is no etcd 3.4 or later".formatted(endpoint), true);
        } catch (HttpTimeoutException e) {
            throw new EtcdException("%s did not answer within %d s".formatted(endpoint, PATIENCE.toSeconds()), true);
        } catch (SSLException e) {
            throw new EtcdException("no secure connection to %s (%s)".formatted(endpoint, e.getMessage()), true);
        } catch (ConnectException e) {
            throw new EtcdException("nothing answers at %s".formatted(endpoint), true);
        } catch (IOException e) {
            throw new EtcdException("the connection to %s broke (%s)".formatted(endpoint, e.getMessage()), true);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
