package dev.headroom.backend.link;

import dev.headroom.backend.control.Adoption;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Division;
import dev.headroom.backend.control.Division.Kind;
import dev.headroom.backend.control.Division.Part;
import dev.headroom.backend.control.Observation;
import dev.headroom.ma2scf.model.ServiceId;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Prints the division of a cluster for the operator who adopts it: one line a container. */
public final class DivisionText {
    private static final String UNCHANGED = "already adopted, unchanged";

    private DivisionText() {}

    /** Whether {@code text}, made by {@link #of}, is of a cluster in which no question waits for an answer. */
    public static boolean saysUnchanged(String text) {
        return text.lines().anyMatch(UNCHANGED::equals);
    }

    /** The division that a master knows, with what it notes of each host; the last line holds its fingerprint. */
    static String of(ControlState state) {
        String notes = notes(state.observation()).stream()
                .map(note -> "Note: " + note + "\n")
                .collect(Collectors.joining());
        return notes + of(state.adoption());
    }

    /** What the hosts lack that the cluster file names, and what else is noted of them. */
    public static List<String> notes(Observation observation) {
        return observation.hosts().stream()
                .flatMap(host -> host.notes().stream())
                .toList();
    }

    /** The division; the last line holds its fingerprint. */
    public static String of(Adoption adoption) {
        StringBuilder text = new StringBuilder();
        Division found = adoption.found();
        SortedSet<ServiceId> services = new TreeSet<>();
        found.parts().forEach(p -> services.add(p.service()));
        found.unmanaged().forEach(s -> services.add(s.service()));
        for (ServiceId service : services) {
            text.append("service ").append(service).append('\n');
            kind(text, adoption, service, Kind.HOME, "homes, never started or stopped");
            kind(text, adoption, service, Kind.STAND_BY, "stand-bys, may be started for a loan");
            kind(
                    text,
                    adoption,
                    service,
                    Kind.RUNS_UNKNOWN,
                    "stand-bys that run, not started by Headroom: never stopped");
            kind(text, adoption, service, Kind.AMBIGUOUS, "ambiguous, never used");
            String others = found.unmanaged().stream()
                    .filter(s -> s.service().equals(service))
                    .map(s -> "    " + s.endpoint() + "\n")
                    .collect(Collectors.joining());
            text.append(others.isEmpty() ? "" : "  destinations that no known container carries:\n" + others);
        }
        text.append(adoption.unchanged() ? UNCHANGED + "\n" : "");
        return text.append("fingerprint ").append(found.fingerprint()).toString();
    }

    private static void kind(StringBuilder text, Adoption adoption, ServiceId service, Kind kind, String title) {
        boolean any = false;
        for (Part part : adoption.found().parts(service, kind)) {
            text.append(any ? "" : "  " + title + ":\n");
            text.append("    ").append(part.container()).append("  ").append(part.detail());
            text.append(adoption.permitsChanges() && adoption.pending().contains(part) ? "  (new)" : "")
                    .append('\n');
            any = true;
        }
    }
}
