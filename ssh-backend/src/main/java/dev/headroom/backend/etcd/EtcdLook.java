package dev.headroom.backend.etcd;

import dev.headroom.backend.remote.Printable;

/**
 * What etcd says now of the election of one cluster, for who only looks.
 *
 * @param answered whether it answers
 * @param sentence who is elected, or why it does not answer
 */
public record EtcdLook(boolean answered, String sentence) {
    /** Asks etcd; takes some seconds where members do not answer. */
    public static EtcdLook at(EtcdSettings settings, String cluster) throws InterruptedException {
        try (EtcdClient client = new EtcdClient(settings)) {
            EtcdKeys.Found found = new EtcdKeys(client, cluster).look();
            return new EtcdLook(
                    true,
                    found.revision() == 0
                            ? "etcd answers, and has elected no master for %s.".formatted(cluster)
                            : "etcd answers, and has elected %s for %s (number %d)."
                                    .formatted(Printable.line(found.who()), cluster, found.revision() + found.added()));
        } catch (EtcdException e) {
            return new EtcdLook(
                    false,
                    "etcd does not say who may change %s (%s): %s. No master changes anything while that lasts."
                            .formatted(cluster, settings.place(), Printable.line(String.valueOf(e.getMessage()))));
        }
    }
}
