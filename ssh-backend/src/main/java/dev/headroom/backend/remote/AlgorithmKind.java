package dev.headroom.backend.remote;

/** What two ends of an SSH connection must agree on. */
public enum AlgorithmKind {
    KEY_EXCHANGE("key exchange", "KexAlgorithms"),
    HOST_KEY("host key algorithm", "HostKeyAlgorithms"),
    CIPHER("cipher", "Ciphers"),
    MAC("MAC", "MACs"),
    COMPRESSION("compression", "Compression");

    private final String term;
    private final String keyword;

    AlgorithmKind(String term, String keyword) {
        this.term = term;
        this.keyword = keyword;
    }

    /** For a sentence. */
    public String term() {
        return term;
    }

    /** In ssh_config and sshd_config. */
    public String keyword() {
        return keyword;
    }
}
