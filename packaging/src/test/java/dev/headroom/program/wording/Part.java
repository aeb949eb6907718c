package dev.headroom.program.wording;

import java.util.Optional;

/** The parts of the program that are reworded. The simulated cluster is not: its hosts print what real hosts print. */
enum Part {
    CORE,
    WINDOW;

    static Optional<Part> of(String className) {
        if (className.startsWith("dev/headroom/console/")) {
            return Optional.of(WINDOW);
        }
        return className.startsWith("dev/headroom/ma2scf/") || className.startsWith("dev/headroom/backend/")
                ? Optional.of(CORE)
                : Optional.empty();
    }
}
