package dev.headroom.backend.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A sentence for the operator. */
public record Notice(Instant at, Severity severity, Topic topic, String sentence) {
    private static final int KEPT = 20;

    /**
     * By which a notice is found again, never by its sentence.
     *
     * @param proposal what it is about, if it is about one
     */
    public record Topic(Matter matter, Optional<ProposalId> proposal) {
        public static final Topic HALTED = new Topic(Matter.HALTED, Optional.empty());
        public static final Topic BARRED = new Topic(Matter.BARRED, Optional.empty());
        public static final Topic JOURNAL = new Topic(Matter.JOURNAL, Optional.empty());
        public static final Topic FIRST_LOOK = new Topic(Matter.FIRST_LOOK, Optional.empty());
        public static final Topic OTHER_MASTER = new Topic(Matter.OTHER_MASTER, Optional.empty());
        public static final Topic ORDER = new Topic(Matter.ORDER, Optional.empty());
        public static final Topic OTHER = new Topic(Matter.OTHER, Optional.empty());

        /** An earlier master left {@code proposal} unfinished. */
        public static Topic interrupted(ProposalId proposal) {
            return new Topic(Matter.INTERRUPTED, Optional.of(proposal));
        }
    }

    /** What a notice is about. */
    public enum Matter {
        HALTED,
        BARRED,
        JOURNAL,
        INTERRUPTED,
        FIRST_LOOK,
        OTHER_MASTER,
        /** How far an order to the master that acts has come. */
        ORDER,
        OTHER;

        /** Whether it says why the master was halted. */
        boolean halts() {
            return switch (this) {
                case HALTED, BARRED, JOURNAL -> true;
                case INTERRUPTED, FIRST_LOOK, OTHER_MASTER, ORDER, OTHER -> false;
            };
        }
    }

    /** Whether it holds as long as it is among the notices: the master takes it away when it holds no more. */
    public boolean lasts() {
        return switch (topic.matter()) {
            case FIRST_LOOK, OTHER_MASTER, ORDER -> true;
            case HALTED, BARRED, JOURNAL, INTERRUPTED, OTHER -> false;
        };
    }

    /** How urgent a notice is. */
    public enum Severity {
        INFORMATION,
        WARNING,
        FAILURE
    }

    /** The newest notices, this one first and without an earlier one of the same sentence. */
    List<Notice> onTopOf(List<Notice> notices) {
        Stream<Notice> others = notices.stream().filter(n -> !n.sentence().equals(sentence));
        return Stream.concat(Stream.of(this), others).limit(KEPT).toList();
    }
}
