package dev.headroom.styles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Text can be read in every theme: WCAG contrast of each text token on each ground it is used on. */
class ContrastTest {
    private static final Pattern DEFINITION = Pattern.compile("(-(?:color|hr)-[a-z-]+)\\s*:\\s*([^;]+);");
    private static final Pattern TOKEN = Pattern.compile("-(?:color|hr)-[a-z-]+");
    private static final Pattern LITERAL =
            Pattern.compile("#[0-9a-fA-F]{3,8}\\b|rgba?\\(|hsba?\\(|:\\s*(?:white|black|red|green|blue|gray)\\b");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final List<String> GROUNDS = List.of(
            "-color-bg-default",
            "-color-bg-overlay",
            "-color-bg-subtle",
            "-color-bg-inset",
            "-color-neutral-subtle",
            "-hr-stale",
            "-hr-code");
    private static final List<String> SIGNALS = List.of("accent", "success", "warning", "danger");

    @ParameterizedTest
    @EnumSource
    void textIsReadableOnEveryGround(Theme theme) {
        Map<String, String> tokens = tokens(theme);
        List<String> tooFaint = new ArrayList<>();
        for (String ground : GROUNDS) {
            for (String text : List.of("-color-fg-default", "-color-fg-muted", "-color-fg-subtle")) {
                check(theme, tokens, text, ground, tooFaint);
            }
            for (String signal : SIGNALS) {
                check(theme, tokens, "-color-" + signal + "-fg", ground, tooFaint);
            }
        }
        for (String signal : SIGNALS) {
            String ground = "-color-" + signal + "-subtle";
            check(theme, tokens, "-color-" + signal + "-fg", ground, tooFaint);
            check(theme, tokens, "-color-fg-default", ground, tooFaint);
            check(theme, tokens, "-color-fg-muted", ground, tooFaint);
            check(theme, tokens, "-color-fg-emphasis", "-color-" + signal + "-emphasis", tooFaint);
        }
        check(theme, tokens, "-color-accent-fg", "-color-accent-subtle", tooFaint);
        assertThat(tooFaint).isEmpty();
    }

    /** Bars, flows and the focus ring carry meaning, so they need 3:1 (WCAG 1.4.11). */
    @ParameterizedTest
    @EnumSource
    void signalsStandOutFromTheirGround(Theme theme) {
        Map<String, String> tokens = tokens(theme);
        for (String mark : List.of("-hr-bar-fill", "-hr-flow-loan", "-hr-flow-broken", "-hr-focus")) {
            assertThat(contrast(tokens, mark, "-color-bg-default")).as(mark).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void everyThemeDefinesTheSameTokens() {
        assertThat(tokens(Theme.DARK).keySet())
                .isEqualTo(tokens(Theme.LIGHT).keySet())
                .isEqualTo(tokens(Theme.CONTRAST).keySet());
    }

    @Test
    void sharedSheetsUseOnlyDefinedTokensAndNameNoColour() {
        Map<String, String> tokens = tokens(Theme.LIGHT);
        for (URL sheet : Theme.shared()) {
            String css = COMMENT.matcher(read(sheet)).replaceAll("");
            assertThat(LITERAL.matcher(css).results().map(Object::toString))
                    .as("%s names a colour", sheet)
                    .isEmpty();
            for (String declaration : css.split("[;{}]", -1)) {
                String value = declaration.substring(declaration.indexOf(':') + 1);
                TOKEN.matcher(value)
                        .results()
                        .forEach(found -> assertThat(tokens)
                                .as("%s in %s", found.group(), sheet)
                                .containsKey(found.group()));
            }
        }
    }

    @Test
    void anUnreadablePairWouldBeFound() {
        Map<String, String> planted = Map.of("-a", "#777777", "-b", "#888888");
        assertThat(contrast(planted, "-a", "-b")).isLessThan(4.5);
    }

    private static void check(
            Theme theme, Map<String, String> tokens, String text, String ground, List<String> tooFaint) {
        double least = theme == Theme.CONTRAST ? 7 : 4.5;
        double measured = contrast(tokens, text, ground);
        if (measured < least) {
            tooFaint.add("%s on %s: %.2f".formatted(text, ground, measured));
        }
    }

    private static double contrast(Map<String, String> tokens, String text, String ground) {
        double one = luminance(tokens.getOrDefault(text, ""));
        double other = luminance(tokens.getOrDefault(ground, ""));
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(String hex) {
        assertThat(hex).as("an opaque colour, so that contrast can be computed").matches("#[0-9a-f]{6}");
        return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
    }

    private static double channel(String hex, int from) {
        double value = Integer.parseInt(hex, from, from + 2, 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static Map<String, String> tokens(Theme theme) {
        Map<String, String> tokens = new TreeMap<>();
        Matcher matcher = DEFINITION.matcher(read(theme.tokens()));
        while (matcher.find()) {
            tokens.put(matcher.group(1), matcher.group(2).strip());
        }
        return tokens;
    }

    private static String read(URL sheet) {
        try (InputStream in = sheet.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(sheet.toString(), e);
        }
    }
}
