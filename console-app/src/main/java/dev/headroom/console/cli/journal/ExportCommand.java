package dev.headroom.console.cli.journal;

import dev.headroom.backend.journal.JournalReader;
import dev.headroom.backend.journal.Verification;
import dev.headroom.backend.json.JsonLine;
import dev.headroom.console.cli.ExitCode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes the journal for another program, with the proof that goes with it. */
@Command(
        name = "export",
        description =
                "Prints one JSON object: what the check of the whole journal found, and the entries of a span of time,"
                        + " each once, as they are in the files.%nEnds with exit code 5 if a line is not as it was"
                        + " written.",
        mixinStandardHelpOptions = true)
final class ExportCommand extends JournalCommand.Reading {
    @Mixin
    private Span span = new Span();

    @Override
    ExitCode read(JournalReader journal) throws IOException {
        Span.Range range = span.range(times());
        Verification found = journal.verify();
        String[] separator = {""};
        out().println("{\"verification\": %s,%n\"entries\": [".formatted(JsonLine.of(fields(found))));
        journal.read((at, _) -> range.has(at), (_, line) -> {
            out().print(separator[0] + line);
            separator[0] = "," + System.lineSeparator();
        });
        out().println("]}");
        return found.fault().isPresent() ? ExitCode.UNFIT : ExitCode.DONE;
    }

    private static Map<String, Object> fields(Verification found) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("whole", found.fault().isEmpty());
        found.fault().ifPresent(fault -> fields.put("firstBadRecord", fault.toString()));
        fields.put("remarks", found.remarks());
        fields.put("files", found.files().stream().map(Object::toString).toList());
        fields.put("lines", found.lines());
        fields.put("chained", found.chained());
        fields.put("lastNumber", found.lastNumber());
        fields.put("lastHash", found.lastHash());
        return fields;
    }
}
