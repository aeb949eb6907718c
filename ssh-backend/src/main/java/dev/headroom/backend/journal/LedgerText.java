package dev.headroom.backend.journal;

import dev.headroom.backend.control.Adoption;
import dev.headroom.backend.control.Division.Agreed;
import dev.headroom.backend.control.Kept;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.EntryId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.sharing.memory.Homes;
import dev.headroom.ma2scf.sharing.memory.Loan;
import dev.headroom.ma2scf.sharing.memory.OurWeight;
import dev.headroom.ma2scf.sharing.memory.QuiescedDestination;
import dev.headroom.ma2scf.sharing.memory.SeenLimit;
import dev.headroom.ma2scf.sharing.memory.Setback;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a master keeps as a text of JSON, and reads it back. Pure. */
final class LedgerText {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private LedgerText() {}

    static String write(Kept kept) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree(kept));
    }

    /**
     * What {@link #write} has written.
     *
     * @throws JacksonException if {@code text} is no JSON
     * @throws IllegalArgumentException if a name, an address or a number in it is none
     * @throws DateTimeException if a time in it is none
     */
    static Kept read(String text) {
        return kept(JSON.readTree(text));
    }

    private static ObjectNode tree(Kept kept) {
        ObjectNode root = JSON.createObjectNode();
        root.put("adopted", kept.adoption().state() == Adoption.State.ANSWERED);
        ArrayNode agreed = root.putArray("agreed");
        kept.adoption()
                .agreed()
                .forEach(a -> agreed.addObject()
                        .put("service", a.service().name())
                        .put("container", a.container().toString())
                        .put("home", a.home()));
        ArrayNode homes = root.putArray("homes");
        kept.adoption()
                .homes()
                .places()
                .forEach((container, spot) -> homes.addObject()
                        .put("container", container.toString())
                        .put("service", spot.service().name())
                        .put("endpoint", spot.endpoint().toString()));
        ArrayNode loans = root.putArray("loans");
        kept.memory()
                .loans()
                .forEach(loan -> loans.addObject()
                        .put("container", loan.container().toString())
                        .put("borrower", loan.borrower().name())
                        .put("since", loan.since().toString())
                        .put("reason", loan.reason()));
        ArrayNode started = root.putArray("started");
        kept.memory()
                .startedFor()
                .forEach((container, kind) -> started.addObject()
                        .put("container", container.toString())
                        .put("for", kind.name()));
        ArrayNode quiesced = root.putArray("quiesced");
        kept.memory()
                .quiesced()
                .forEach(q -> quiesced.addObject()
                        .put("director", q.director().name())
                        .put("service", q.spot().service().name())
                        .put("endpoint", q.spot().endpoint().toString())
                        .put("weight", q.original().value())
                        .put("since", q.since().toString()));
        ArrayNode weights = root.putArray("weights");
        kept.memory()
                .weights()
                .forEach(w -> weights.addObject()
                        .put("director", w.director().name())
                        .put("service", w.spot().service().name())
                        .put("endpoint", w.spot().endpoint().toString())
                        .put("weight", w.weight().value())
                        .put("added", w.added()));
        ArrayNode failed = root.putArray("failed");
        kept.memory()
                .stamps()
                .setbacks()
                .forEach((spot, setback) -> put(failed.addObject(), setback)
                        .put("service", spot.service().name())
                        .put("endpoint", spot.endpoint().toString()));
        ArrayNode refused = root.putArray("refused");
        kept.memory()
                .stamps()
                .refusals()
                .forEach((entry, setback) -> put(refused.addObject(), setback)
                        .put("director", entry.director().name())
                        .put("service", entry.service().name()));
        ArrayNode limits = root.putArray("limits");
        kept.memory()
                .demands()
                .forEach((service, history) -> history.limits()
                        .forEach((container, limit) -> limits.addObject()
                                .put("service", service.name())
                                .put("container", container.toString())
                                .put("rate", limit.rate())
                                .put("sign", limit.sign())
                                .put("at", limit.at().toString())));
        return root;
    }

    private static ObjectNode put(ObjectNode node, Setback setback) {
        return node.put("times", setback.times()).put("last", setback.last().toString());
    }

    private static Setback setback(JsonNode node) {
        int times = node.path("times").asInt();
        if (times < 1) {
            throw new IllegalArgumentException("Nothing has failed %d times.".formatted(times));
        }
        return new Setback(times, Instant.parse(text(node, "last")));
    }

    private static Kept kept(JsonNode root) {
        SortedSet<Agreed> agreed = new TreeSet<>();
        root.path("agreed")
                .forEach(a -> agreed.add(new Agreed(
                        new ServiceId(text(a, "service")),
                        ContainerId.parse(text(a, "container")),
                        a.path("home").asBoolean())));
        SortedMap<ContainerId, Spot> homes = new TreeMap<>();
        root.path("homes")
                .forEach(h -> homes.put(
                        ContainerId.parse(text(h, "container")),
                        new Spot(new ServiceId(text(h, "service")), Endpoint.parse(text(h, "endpoint")))));
        List<Loan> loans = new ArrayList<>();
        root.path("loans")
                .forEach(l -> loans.add(new Loan(
                        ContainerId.parse(text(l, "container")),
                        new ServiceId(text(l, "borrower")),
                        Instant.parse(text(l, "since")),
                        text(l, "reason"))));
        SortedMap<ContainerId, PlanKind> started = new TreeMap<>();
        root.path("started")
                .forEach(s -> started.put(ContainerId.parse(text(s, "container")), PlanKind.valueOf(text(s, "for"))));
        List<QuiescedDestination> quiesced = new ArrayList<>();
        root.path("quiesced")
                .forEach(q -> quiesced.add(new QuiescedDestination(
                        new DirectorId(text(q, "director")),
                        new Spot(new ServiceId(text(q, "service")), Endpoint.parse(text(q, "endpoint"))),
                        new Weight(q.path("weight").asInt()),
                        Instant.parse(text(q, "since")))));
        List<OurWeight> weights = new ArrayList<>();
        root.path("weights")
                .forEach(w -> weights.add(new OurWeight(
                        new DirectorId(text(w, "director")),
                        new Spot(new ServiceId(text(w, "service")), Endpoint.parse(text(w, "endpoint"))),
                        new Weight(w.path("weight").asInt()),
                        w.path("added").asBoolean())));
        SortedMap<Spot, Setback> failed = new TreeMap<>();
        root.path("failed")
                .forEach(f -> failed.put(
                        new Spot(new ServiceId(text(f, "service")), Endpoint.parse(text(f, "endpoint"))), setback(f)));
        SortedMap<EntryId, Setback> refused = new TreeMap<>();
        root.path("refused")
                .forEach(r -> refused.put(
                        new EntryId(new DirectorId(text(r, "director")), new ServiceId(text(r, "service"))),
                        setback(r)));
        SharingMemory memory = SharingMemory.EMPTY
                .withLasting(loans, quiesced, started)
                .withWeights(weights)
                .withSetbacks(failed, refused);
        for (JsonNode limit : root.path("limits")) {
            memory = memory.withLimit(
                    new ServiceId(text(limit, "service")),
                    ContainerId.parse(text(limit, "container")),
                    new SeenLimit(
                            limit.path("rate").asDouble(), text(limit, "sign"), Instant.parse(text(limit, "at"))));
        }
        return new Kept(
                root.path("adopted").asBoolean()
                        ? Adoption.answered(agreed, new Homes(homes, Instant.EPOCH))
                        : Adoption.UNANSWERED,
                memory);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString();
    }
}
