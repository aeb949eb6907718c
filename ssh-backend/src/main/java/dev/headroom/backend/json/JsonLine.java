package dev.headroom.backend.json;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** JSON objects on one line, for programs that read what a command prints. */
public final class JsonLine {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonLine() {}

    /** {@code content} in its order, without a line break. */
    public static String of(Map<String, ?> content) {
        return MAPPER.writeValueAsString(content);
    }
}
