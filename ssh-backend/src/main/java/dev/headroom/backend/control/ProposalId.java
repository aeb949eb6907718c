package dev.headroom.backend.control;

/**
 * The number of a proposal, shown as {@code P7}. No two proposals of a state folder have the same, also not under two
 * masters.
 *
 * @param number from 1
 */
public record ProposalId(long number) implements Comparable<ProposalId> {
    public ProposalId {
        if (number < 1) {
            throw new IllegalArgumentException("The proposal number (%d) must be at least 1.".formatted(number));
        }
    }

    /**
     * Reads {@code P7} or {@code 7}.
     *
     * @throws IllegalArgumentException with a sentence if it is neither
     */
    public static ProposalId parse(String text) {
        String digits = text.startsWith("P") || text.startsWith("p") ? text.substring(1) : text;
        try {
            return new ProposalId(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is no proposal; write it as P7.".formatted(text), e);
        }
    }

    @Override
    public int compareTo(ProposalId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "P" + number;
    }
}
