package dev.headroom.backend.doctor;

import dev.headroom.ma2scf.model.HostId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All findings about a set-up.
 *
 * @param parts the cluster as a whole, then its hosts; the part with the worst finding first
 */
public record Diagnosis(List<Part> parts) {
    public Diagnosis {
        parts = parts.stream().sorted(Comparator.comparing(Part::worst)).toList();
    }

    /** These findings, and one more about the cluster as a whole. */
    public Diagnosis with(Finding ofCluster) {
        List<Part> more = new ArrayList<>(parts);
        Optional<Part> whole =
                parts.stream().filter(part -> part.host().isEmpty()).findFirst();
        whole.ifPresent(more::remove);
        List<Finding> findings = new ArrayList<>(whole.map(Part::findings).orElse(List.of()));
        findings.add(ofCluster);
        more.add(new Part(Optional.empty(), findings));
        return new Diagnosis(more);
    }

    /** The worst finding of all. */
    public Severity worst() {
        return parts.stream().map(Part::worst).min(Comparator.naturalOrder()).orElse(Severity.FINE);
    }

    /** Whether some host could not be asked, so that the other findings are not all there are. */
    public boolean isIncomplete() {
        return parts.stream().anyMatch(part -> !part.asked());
    }

    /**
     * The findings about one host, or about the cluster as a whole.
     *
     * @param host empty for the cluster as a whole
     * @param findings the worst first
     */
    public record Part(Optional<HostId> host, List<Finding> findings) {
        public Part {
            findings = findings.stream().distinct().sorted().toList();
        }

        /** Whether the host told all that it was asked. */
        public boolean asked() {
            return findings.stream().noneMatch(finding -> finding.severity() == Severity.NOT_ASKED);
        }

        /** The worst finding. */
        public Severity worst() {
            return findings.isEmpty() ? Severity.FINE : findings.getFirst().severity();
        }
    }
}
