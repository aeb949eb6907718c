package dev.headroom.share.legal;

import java.util.List;

/**
 * A jar in a package.
 *
 * @param file its name in the folder of libraries
 * @param licences identifiers of SPDX, all that its pom names
 * @param sha256 of the jar, in hexadecimal digits
 * @param purl its package URL
 * @param texts the licence and notice texts that it brings
 */
record Part(
        String file,
        String group,
        String name,
        String version,
        List<String> licences,
        String sha256,
        String purl,
        List<String> texts) {

    static final String OURS = "dev.headroom";

    Part {
        licences = licences.stream().distinct().toList();
        texts = List.copyOf(texts);
    }

    boolean isOurs() {
        return group.equals(OURS);
    }

    String title() {
        return name + " " + version;
    }
}
