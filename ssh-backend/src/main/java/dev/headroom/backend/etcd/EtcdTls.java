package dev.headroom.backend.etcd;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Reads the certificates and the key for a connection to etcd. Stateless. */
final class EtcdTls {
    private static final char[] IN_MEMORY = "in-memory".toCharArray();
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private EtcdTls() {}

    /**
     * A context of these settings.
     *
     * @throws EtcdException with a sentence that names the file
     */
    static SSLContext context(EtcdSettings settings) throws EtcdException {
        try {
            TrustManager[] trusted =
                    settings.ca().isPresent() ? trusted(settings.ca().get()) : new TrustManager[0];
            KeyManager[] own =
                    settings.identity().isPresent() ? own(settings.identity().get()) : new KeyManager[0];
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.length == 0 ? null : own, trusted.length == 0 ? null : trusted, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new EtcdException("the certificates for etcd cannot be used (%s)".formatted(e.getMessage()), false);
        }
    }

    private static TrustManager[] trusted(Path file) throws EtcdException, GeneralSecurityException {
        KeyStore store = empty();
        int number = 0;
        for (Certificate certificate : certificates(file)) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] own(EtcdSettings.Identity identity) throws EtcdException, GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry(
                "own",
                key(identity.key()),
                IN_MEMORY,
                certificates(identity.certificate()).toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, IN_MEMORY);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, IN_MEMORY);
        } catch (IOException e) {
            throw new IllegalStateException("an empty store is read from nowhere", e);
        }
        return store;
    }

    private static List<Certificate> certificates(Path file) throws EtcdException {
        try {
            List<Certificate> found = new ArrayList<>(CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes(file))));
            if (!found.isEmpty()) {
                return found;
            }
        } catch (GeneralSecurityException _) {
            // as if it had none
        }
        throw new EtcdException("%s has no certificate in the form PEM".formatted(file), false);
    }

    private static PrivateKey key(Path file) throws EtcdException {
        String text = new String(bytes(file), StandardCharsets.US_ASCII);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        Optional<PrivateKey> key = Optional.empty();
        if (begin >= 0 && end > begin) {
            try {
                byte[] encoded = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
                key = decoded(encoded, "EC").or(() -> decoded(encoded, "RSA")).or(() -> decoded(encoded, "Ed25519"));
            } catch (IllegalArgumentException _) {
                // as if it had none
            }
        }
        return key.orElseThrow(() -> new EtcdException(
                "%s has no private key in the form PKCS #8 without a passphrase (openssl pkcs8 -topk8 -nocrypt makes one)"
                        .formatted(file),
                false));
    }

    private static Optional<PrivateKey> decoded(byte[] encoded, String algorithm) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(Path file) throws EtcdException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new EtcdException("%s cannot be read (%s)".formatted(file, e.getMessage()), false);
        }
    }
}
