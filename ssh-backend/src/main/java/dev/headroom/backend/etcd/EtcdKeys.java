package dev.headroom.backend.etcd;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The requests to etcd of one cluster's election, in words of its JSON gateway. There are two keys: the one that the elected
 * master holds under its lease, and one with what is added to revisions. Not safe for several threads at once.
 */
final class EtcdKeys {
    private final EtcdClient client;
    private final String held;
    private final String added;

    /**
     * What the election's keys hold.
     *
     * @param revision the revision at which the key was made; 0 where nobody holds it
     * @param who the login name and the computer of who holds it
     * @param added what is added to a revision, to be greater than numbers that hosts know
     * @param lease the id of the lease that the key stands under
     */
    record Found(long revision, String who, long added, String lease) {}

    EtcdKeys(EtcdClient client, String cluster) {
        this.client = client;
        this.held = "/headroom/lease/" + cluster;
        this.added = "/headroom/added/" + cluster;
    }

    /** Makes a lease that ends after {@code seconds} without a renewal, and returns its id. */
    String grant(long seconds) throws EtcdException, InterruptedException {
        return client.ask("/v3/lease/grant", object().put("TTL", Long.toString(seconds)))
                .path("ID")
                .asString("");
    }

    /** Renews a lease; false if etcd has it no more. */
    boolean keep(String lease) throws EtcdException, InterruptedException {
        JsonNode answer = client.ask("/v3/lease/keepalive", object().put("ID", lease));
        return answer.path("result").path("TTL").asLong(0) > 0;
    }

    void revoke(String lease) throws EtcdException, InterruptedException {
        client.ask("/v3/lease/revoke", object().put("ID", lease));
    }

    /** Takes the key under a lease, unless it is held; tells who holds it then. */
    Found take(String lease, String who) throws EtcdException, InterruptedException {
        ObjectNode txn = object();
        compare(txn, 0);
        ObjectNode put = object().put("key", text(held)).put("value", text(who)).put("lease", lease);
        ArrayNode then = txn.putArray("success");
        then.addObject().set("request_put", put);
        then.addObject().set("request_range", object().put("key", text(added)));
        ArrayNode otherwise = txn.putArray("failure");
        otherwise.addObject().set("request_range", object().put("key", text(held)));
        otherwise.addObject().set("request_range", object().put("key", text(added)));
        JsonNode answer = client.ask("/v3/kv/txn", txn);
        if (answer.path("succeeded").asBoolean(false)) {
            return new Found(
                    answer.path("header").path("revision").asLong(0), who, added(answer.path("responses")), lease);
        }
        return found(answer.path("responses"));
    }

    /** Who holds the key now. */
    Found look() throws EtcdException, InterruptedException {
        ObjectNode txn = object();
        ArrayNode then = txn.putArray("success");
        then.addObject().set("request_range", object().put("key", text(held)));
        then.addObject().set("request_range", object().put("key", text(added)));
        return found(client.ask("/v3/kv/txn", txn).path("responses"));
    }

    /** Takes the key away from whoever took it at {@code revision}. */
    void remove(long revision) throws EtcdException, InterruptedException {
        ObjectNode txn = object();
        compare(txn, revision);
        txn.putArray("success").addObject().set("request_delete_range", object().put("key", text(held)));
        client.ask("/v3/kv/txn", txn);
    }

    /** Has {@code number} added from now on, if the key is still the one that was made at {@code revision}. */
    boolean add(long revision, long number) throws EtcdException, InterruptedException {
        ObjectNode txn = object();
        compare(txn, revision);
        txn.putArray("success")
                .addObject()
                .set("request_put", object().put("key", text(added)).put("value", text(Long.toString(number))));
        return client.ask("/v3/kv/txn", txn).path("succeeded").asBoolean(false);
    }

    private void compare(ObjectNode txn, long revision) {
        txn.putArray("compare")
                .addObject()
                .put("target", "CREATE")
                .put("key", text(held))
                .put("result", "EQUAL")
                .put("create_revision", Long.toString(revision));
    }

    private static Found found(JsonNode responses) {
        JsonNode key = responses.path(0).path("response_range").path("kvs").path(0);
        return new Found(
                key.path("create_revision").asLong(0),
                plain(key.path("value")),
                added(responses),
                key.path("lease").asString(""));
    }

    private static long added(JsonNode responses) {
        String value = plain(
                responses.path(1).path("response_range").path("kvs").path(0).path("value"));
        return value.matches("\\d{1,15}") ? Long.parseLong(value) : 0;
    }

    private static ObjectNode object() {
        return EtcdClient.JSON.createObjectNode();
    }

    private static String text(String plain) {
        return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static String plain(JsonNode value) {
        try {
            return Optional.of(value.asString(""))
                    .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8))
                    .orElse("");
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
