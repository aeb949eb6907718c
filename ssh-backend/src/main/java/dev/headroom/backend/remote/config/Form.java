package dev.headroom.backend.remote.config;

import dev.headroom.backend.remote.SshTarget;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The form of a keyword's value. A line that ssh itself would not read refuses the hosts for which it counts. */
enum Form {
    WORD("ssh takes one value here."),
    WORDS("ssh takes one value or several here."),
    /** The rest of the line, as it is written. */
    COMMAND("ssh takes a value here."),
    PORT("A port is a number within 1..65535."),
    INTEGER("ssh takes a number here."),
    TIME("ssh takes a time here, such as 30, 10s or 2m."),
    ALGORITHMS("ssh takes names here, with commas between them."),
    FLAG("yes", "no", "true", "false"),
    ASK("yes", "no", "ask", "true", "false"),
    STRICT("ask", "yes", "no", "off", "accept-new", "true", "false"),
    FAMILY("any", "inet", "inet6"),
    CANONICALIZE("no", "yes", "always", "true", "false"),
    PUBKEY("yes", "no", "unbound", "host-bound", "true", "false");

    private final String expected;
    private final String choices;

    Form(String expected) {
        this.expected = expected;
        this.choices = "";
    }

    Form(String first, String... others) {
        this.choices = first + " " + String.join(" ", others);
        this.expected = "ssh takes one of %s here.".formatted(choices.replace(" ", ", "));
    }

    /** Why ssh would not read the line: a sentence. */
    Optional<String> mistake(Said said) {
        return reads(said) ? Optional.empty() : Optional.of(expected);
    }

    private boolean reads(Said said) {
        boolean one = said.words().size() == 1 && !said.word().isEmpty();
        return switch (this) {
            case WORD -> one;
            case WORDS -> !said.words().isEmpty() && said.words().stream().noneMatch(String::isEmpty);
            case COMMAND -> !said.rest().isEmpty();
            case PORT -> one && Numbers.within(said.word(), 1, SshTarget.HIGHEST_PORT);
            case INTEGER -> one && Numbers.within(said.word(), 0, Integer.MAX_VALUE);
            case TIME ->
                one
                        && (said.word().equals("none")
                                || Numbers.seconds(said.word()).isPresent());
            case ALGORITHMS -> one && AlgorithmList.isOne(said.word());
            case FLAG, ASK, STRICT, FAMILY, CANONICALIZE, PUBKEY ->
                one && List.of(choices.split(" ")).contains(said.word().toLowerCase(Locale.ROOT));
        };
    }
}
