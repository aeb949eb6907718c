package dev.headroom.backend.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.Starter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes and reads snapshots as JSON. Ids, endpoints and addresses are strings as an operator writes them; {@code
 * "is"} says whether a reading is fresh, stale or missing; a missing field has a default, see {@code
 * ma2scf/README.md}. Only public accessors and constructors are used, so that the model need not be opened to
 * reflection. Stateless; safe for several threads at once.
 */
public final class SnapshotJson {
    /** The largest file, 64 MiB: a snapshot of ten thousand servers is smaller, so a larger file is a wrong one. */
    private static final long LARGEST_FILE = 64L << 20;

    /** The deepest nesting that is read; Headroom's own snapshots have 16 levels. */
    private static final int DEEPEST = 100;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .changeDefaultVisibility(
                    v -> v.withFieldVisibility(Visibility.NONE).withIsGetterVisibility(Visibility.NONE))
            .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .changeDefaultNullHandling(n -> n.withValueNulls(Nulls.FAIL, Nulls.FAIL))
            .withConfigOverride(Optional.class, o -> o.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.SET)))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addMixIn(Reading.class, Alternatives.Readings.class)
            .addMixIn(ForwardingMethod.class, Alternatives.Methods.class)
            .addMixIn(ContainerRole.class, Alternatives.Roles.class)
            .addMixIn(Starter.class, Alternatives.Starters.class)
            .addModule(Spellings.module())
            .build();

    private SnapshotJson() {}

    static JsonMapper mapper() {
        return JSON;
    }

    /** The snapshot as one line, without its line break. What is not known is null or left out. */
    public static String write(ClusterSnapshot snapshot) {
        JsonNode tree = JSON.valueToTree(snapshot);
        Unknowns.mark(tree);
        return JSON.writeValueAsString(tree);
    }

    /**
     * Reads a snapshot from a file that holds one, or from the last line of a file with one a line.
     *
     * @throws SnapshotException with one sentence: file, line, column, path within the snapshot, what is wrong
     */
    public static ClusterSnapshot read(Path file) throws SnapshotException {
        try {
            if (!Files.isRegularFile(file)) {
                throw new SnapshotException(
                        "%s is no file. Name one that the command 'observe --json' wrote.".formatted(file));
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw new SnapshotException("%s has %d bytes; a snapshot has at most %d. Is it the right file?"
                        .formatted(file, Files.size(file), LARGEST_FILE));
            }
            return parse(Files.readString(file), file.toString(), true);
        } catch (CharacterCodingException e) {
            throw new SnapshotException("%s is no text in UTF-8. Is it the right file?".formatted(file), e);
        } catch (AccessDeniedException e) {
            throw new SnapshotException("%s may not be read by this user.".formatted(file), e);
        } catch (IOException e) {
            throw new SnapshotException("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }

    /** @param coherent whether a name without its entry is refused, as it always is in a file */
    static ClusterSnapshot parse(String text, String name, boolean coherent) throws SnapshotException {
        String body = text.stripTrailing();
        if (body.isEmpty()) {
            throw new SnapshotException(
                    "%s is empty. Name a file that the command 'observe --json' wrote.".formatted(name));
        }
        int lastLine = body.lastIndexOf('\n') + 1;
        int start = body.startsWith("{", lastLine) ? lastLine : 0;
        int linesBefore =
                (int) body.substring(0, start).chars().filter(c -> c == '\n').count();
        String snapshot = body.substring(start);
        Complaint complaint = new Complaint(snapshot, name, linesBefore);
        try {
            return Optional.ofNullable(snapshot(snapshot, coherent))
                    .orElseThrow(() -> new SnapshotException("%s: null is no snapshot.".formatted(name)));
        } catch (Misfit e) {
            throw new SnapshotException(complaint.of(e, moves(snapshot)), e);
        } catch (JacksonException e) {
            throw new SnapshotException(complaint.of(e, moves(snapshot)), e);
        }
    }

    private static ClusterSnapshot snapshot(String text, boolean coherent) throws Misfit {
        JsonNode tree = JSON.readTree(text);
        if (tree instanceof ObjectNode root) {
            Shorthand.writeOut(root, Moves.forgotten());
            Unknowns.fill(root);
            if (coherent && root.has("servers") && root.has("services")) {
                Coherence.check(root);
            }
        }
        return JSON.treeToValue(tree, ClusterSnapshot.class);
    }

    /** Where the parts of a refused snapshot are in the text. */
    private static Moves moves(String text) {
        Moves moves = Moves.kept();
        try {
            if (JSON.readTree(text) instanceof ObjectNode root) {
                Shorthand.writeOut(root, moves);
            }
        } catch (JacksonException broken) {
            return moves;
        }
        return moves;
    }
}
