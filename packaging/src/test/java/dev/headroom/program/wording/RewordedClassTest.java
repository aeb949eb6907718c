package dev.headroom.program.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.program.wording.planted.TextBehaviour;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RewordedClassTest {
    private static final String CORE = "dev/headroom/backend/control/core/Some";

    @ParameterizedTest
    @ValueSource(strings = {"byEquals", "bySwitch", "byBeginning", "byContents", "byTemplate"})
    void codeThatBehavesOnTextBehavesAnewWhenItIsReworded(String method) throws Exception {
        assertThat(asked(TextBehaviour.class, method)).as("as written").isTrue();
        assertThat(asked(reworded(), method)).as("reworded").isFalse();
    }

    @Test
    void codeThatBehavesOnKeysBehavesAsBefore() throws Exception {
        assertThat(asked(TextBehaviour.class, "byKey")).isTrue();
        assertThat(asked(reworded(), "byKey")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Failed                                   | FOR_PEOPLE
        The weight (%d) must be within 0..65535. | FOR_PEOPLE
        borrow for                               | FOR_PEOPLE
        of the %s cores open to it               | FOR_PEOPLE
        Run `lxc-ls --fancy` on it.              | FOR_PEOPLE
        Headless                                 | PROTOCOL
        FAILED                                   | PROTOCOL
        loan-card                                | PROTOCOL
        maxWeight                                | PROTOCOL
        %s:%d                                    | PROTOCOL
        ipvsadm -Sn                              | UNDECIDED
        cat /proc/net/ip_vs                      | UNDECIDED
        """)
    void whatAConstantIsShowsInItsLooks(String text, Wording.Kind kind) {
        assertThat(Wording.of(CORE, text)).isEqualTo(kind);
    }

    @Test
    void whereCommandsAreSpelledOnlyWholeSentencesAreForPeople() {
        String speller = "dev/headroom/backend/command/Some";
        assertThat(Wording.of(CORE, "echo ready")).isEqualTo(Wording.Kind.FOR_PEOPLE);
        assertThat(Wording.of(speller, "echo ready")).isEqualTo(Wording.Kind.UNDECIDED);
        assertThat(Wording.of(speller, "Route")).isEqualTo(Wording.Kind.UNDECIDED);
        assertThat(Wording.of(speller, "There is no %s.")).isEqualTo(Wording.Kind.FOR_PEOPLE);
    }

    @Test
    void aMarkLeavesTheHolesAndCanBeTakenOff() {
        String template = "The weight (%,d) of %1$s must be 5 %%, not \u0001 or {}.";
        String marked = Mark.put(template, CORE, 1);
        assertThat(marked).isNotEqualTo(template).contains("%,d", "%1$s", "%%", "\u0001", "{}");
        assertThat(Mark.without(marked)).isEqualTo(template);
        assertThat(Mark.put(template, CORE, 2)).as("said elsewhere").isNotEqualTo(marked);
    }

    private static boolean asked(Class<?> type, String method) throws ReflectiveOperationException {
        return (boolean) type.getMethod(method).invoke(null);
    }

    private static Class<?> reworded() throws IOException {
        String name = TextBehaviour.class.getName();
        String file = name.replace('.', '/');
        try (InputStream in =
                Objects.requireNonNull(TextBehaviour.class.getClassLoader().getResourceAsStream(file + ".class"))) {
            byte[] rewritten =
                    new RewordedClass(file).rewritten(in.readAllBytes(), TextBehaviour.class.getClassLoader());
            return new Planted().define(name, rewritten);
        }
    }

    private static final class Planted extends ClassLoader {
        Planted() {
            super(TextBehaviour.class.getClassLoader());
        }

        Class<?> define(String name, byte[] rewritten) {
            return defineClass(name, rewritten, 0, rewritten.length);
        }
    }
}
