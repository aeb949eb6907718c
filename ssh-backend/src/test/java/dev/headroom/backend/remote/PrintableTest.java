package dev.headroom.backend.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void textWithoutControlIsTheSameText() {
        String text = "web-1\tRUNNING  µ é 漢字 |\r\nnext\r";
        assertThat(Printable.of(text)).isSameAs(text);
    }

    @Test
    void whatSteersATerminalIsSpelledOut() {
        assertThat(Printable.of("a\033[2Jb\007c\rd\u009be\177f")).isEqualTo("a\\x1b[2Jb\\x07c\\x0dd\\u009be\\x7ff");
    }

    @Test
    void whatTurnsTheDirectionOfWritingIsSpelledOut() {
        assertThat(Printable.of("rm \u202ex\u2066 y\u200b")).isEqualTo("rm \\u202ex\\u2066 y\\u200b");
    }
}
