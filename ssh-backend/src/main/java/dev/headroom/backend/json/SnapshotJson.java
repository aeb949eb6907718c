package dev.headroom.backend.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.model.ZoneId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Snapshots as JSON. Ids, endpoints and addresses are strings as an operator writes them; a reading says whether it is
 * fresh, stale or missing by {@code "is"}. Stateless; safe to share.
 */
public final class SnapshotJson {
    /** A snapshot of ten thousand servers stays below this; more is a wrong file. */
    private static final long LARGEST_FILE = 64L << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultVisibility(
                    v -> v.withGetterVisibility(Visibility.NONE).withIsGetterVisibility(Visibility.NONE))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .addMixIn(Reading.class, ReadingTypes.class)
            .addMixIn(ForwardingMethod.class, MethodTypes.class)
            .addMixIn(ContainerRole.class, RoleTypes.class)
            .addModule(names())
            .build();

    private SnapshotJson() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Reading.Fresh.class, name = "fresh"),
        @JsonSubTypes.Type(value = Reading.Stale.class, name = "stale"),
        @JsonSubTypes.Type(value = Reading.Missing.class, name = "missing")
    })
    private interface ReadingTypes {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ForwardingMethod.DirectRouting.class, name = "direct-routing"),
        @JsonSubTypes.Type(value = ForwardingMethod.Masquerading.class, name = "masquerading"),
        @JsonSubTypes.Type(value = ForwardingMethod.Tunneling.class, name = "tunneling"),
        @JsonSubTypes.Type(value = ForwardingMethod.Local.class, name = "local")
    })
    private interface MethodTypes {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ContainerRole.Home.class, name = "home"),
        @JsonSubTypes.Type(value = ContainerRole.StandBy.class, name = "stand-by"),
        @JsonSubTypes.Type(value = ContainerRole.Unrelated.class, name = "unrelated")
    })
    private interface RoleTypes {}

    /** One line, without line breaks. */
    public static String write(ClusterSnapshot snapshot) {
        return JSON.writeValueAsString(snapshot);
    }

    /**
     * Reads a snapshot from a file that holds one, or the last line of a file that holds one a line.
     *
     * @throws SnapshotException with one sentence: file, line, path within the snapshot, what is wrong
     */
    public static ClusterSnapshot read(Path file) throws SnapshotException {
        try {
            if (!Files.isRegularFile(file)) {
                throw new SnapshotException(
                        "%s is no file. Name one that 'headroom observe --json' wrote.".formatted(file));
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw new SnapshotException("%s has %d bytes; a snapshot has at most %d. Is it the right file?"
                        .formatted(file, Files.size(file), LARGEST_FILE));
            }
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new SnapshotException("%s cannot be read: %s.".formatted(file, e), e);
        }
    }

    static ClusterSnapshot parse(String text, String name) throws SnapshotException {
        try {
            return JSON.readValue(text, ClusterSnapshot.class);
        } catch (JacksonException e) {
            throw new SnapshotException(sentence(name, e), e);
        }
    }

    private static String sentence(String name, JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        String path = e instanceof DatabindException ? e.getPathReference() : "";
        // the path names Java classes before each field; the operator knows only the fields
        String fields = path.replaceAll("\\(?[a-zA-Z0-9_.$]+\\)?(?:\\[[^\\[\\]]*\\])?(?=\\[)", "")
                .replaceAll("->", "")
                .replaceAll("\\[\"([^\"]*)\"\\]", ".$1");
        String where = at == null ? name : name + ":" + at.getLineNr() + ":" + at.getColumnNr();
        Throwable cause = e.getCause() instanceof IllegalArgumentException refused ? refused : e;
        String what = String.valueOf(cause instanceof JacksonException j ? j.getOriginalMessage() : cause.getMessage());
        String field = fields.startsWith(".") ? fields.substring(1) : fields;
        return "%s: %s%s"
                .formatted(
                        where,
                        field.isEmpty() ? "" : field + ": ",
                        what.lines().findFirst().orElse(what));
    }

    private static SimpleModule names() {
        SimpleModule module = new SimpleModule();
        text(module, DirectorId.class, DirectorId::new);
        text(module, ServerId.class, ServerId::new);
        text(module, ServiceId.class, ServiceId::new);
        text(module, ZoneId.class, ZoneId::new);
        text(module, ContainerId.class, ContainerId::parse);
        text(module, Endpoint.class, Endpoint::parse);
        text(module, VirtualAddress.class, VirtualAddress::parse);
        text(module, Weight.class, value -> new Weight(Integer.parseInt(value)));
        module.addKeyDeserializer(Endpoint.class, new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return Endpoint.parse(key);
            }
        });
        return module;
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, new ValueSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializationContext context) {
                out.writeString(value.toString());
            }
        });
        module.addDeserializer(type, new ValueDeserializer<T>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) {
                String text = in.getValueAsString("");
                try {
                    return parse.apply(text);
                } catch (IllegalArgumentException e) {
                    String kind = type.getSimpleName().toLowerCase(Locale.ROOT);
                    throw context.weirdStringException(text, type, kind + ": " + e.getMessage());
                }
            }
        });
    }
}
