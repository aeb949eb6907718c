package dev.headroom.program.wording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.ProtectionDomain;
import java.util.stream.Collectors;

/** Rewords the core and the window while a Java machine loads them, and writes what it did to the file that it is given. */
public final class RewordingAgent implements ClassFileTransformer {
    private final Path report;

    private RewordingAgent(Path report) {
        this.report = report;
    }

    /** Called by the Java machine before {@code main}. */
    public static void premain(String report, Instrumentation instrumentation) {
        // asked by the tests that read the window's text
        System.setProperty("headroom.reworded", "true");
        instrumentation.addTransformer(new RewordingAgent(Path.of(report)));
    }

    @Override
    @SuppressWarnings("CatchAndPrintStackTrace") // the Java machine would swallow it and load the class as it was
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] original) {
        if (Part.of(name).isEmpty() || isTest(domain)) {
            return original;
        }
        RewordedClass rewording = new RewordedClass(name);
        try {
            byte[] rewritten = rewording.rewritten(original, loader);
            report(rewording, name);
            return rewritten;
        } catch (RuntimeException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(99);
            throw e;
        }
    }

    /** Tests lie in the same packages as what they test, and say what they expect. */
    private static boolean isTest(ProtectionDomain domain) {
        return Path.of(URI.create(domain.getCodeSource().getLocation().toString()))
                .getFileName()
                .toString()
                .contains("test");
    }

    private synchronized void report(RewordedClass rewording, String name) {
        try {
            Files.writeString(
                    report,
                    rewording.found().stream()
                            .map(found -> "%s\t%s\t%s%n".formatted(found.kind(), name, printable(found.text())))
                            .collect(Collectors.joining()),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String printable(String text) {
        return text.replace("\n", "\\n").replace("\t", "\\t").replace('\u0001', '◌');
    }
}
