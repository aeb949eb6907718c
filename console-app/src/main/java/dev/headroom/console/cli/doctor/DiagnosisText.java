package dev.headroom.console.cli.doctor;

import dev.headroom.backend.doctor.Diagnosis;
import dev.headroom.backend.doctor.Finding;
import dev.headroom.backend.json.JsonLine;
import dev.headroom.backend.remote.Printable;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints a diagnosis for a terminal or for a program. Stateless. */
final class DiagnosisText {
    private static final String WHOLE = "cluster";

    private DiagnosisText() {}

    /** One line for each finding, below the host that it is about; the remedy on the line after it. */
    static void print(Diagnosis diagnosis, PrintWriter out) {
        diagnosis.parts().forEach(part -> {
            out.println(name(part));
            part.findings().forEach(finding -> {
                out.println("  %s: %s".formatted(finding.severity().words(), Printable.line(finding.what())));
                finding.remedy().ifPresent(remedy -> out.println("    -> " + Printable.line(remedy)));
            });
        });
    }

    private static String name(Diagnosis.Part part) {
        return part.host().map(host -> host.name()).orElse(WHOLE);
    }

    /** The same as one JSON object. */
    static String json(Diagnosis diagnosis) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("worst", diagnosis.worst().words());
        all.put("complete", !diagnosis.isIncomplete());
        all.put("parts", diagnosis.parts().stream().map(DiagnosisText::part).toList());
        return JsonLine.of(all);
    }

    private static Map<String, Object> part(Diagnosis.Part part) {
        Map<String, Object> fields = new LinkedHashMap<>();
        part.host().ifPresent(host -> fields.put("host", host.name()));
        fields.put("worst", part.worst().words());
        fields.put(
                "findings", part.findings().stream().map(DiagnosisText::finding).toList());
        return fields;
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("severity", finding.severity().words());
        fields.put("check", finding.check().word());
        fields.put("what", finding.what());
        finding.remedy().ifPresent(remedy -> fields.put("remedy", remedy));
        return fields;
    }
}
