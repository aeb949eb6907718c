package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ZoneId;

/**
 * The smallest change that would have chosen a server: the numbers first, the sentence made of them. What {@code to} says is
 * enough; sentences round away from {@code from}, so what they say is at least as much.
 */
public sealed interface Remedy {

    /** One sentence for an operator, with numbers and units where there are any. */
    String sentence();

    /**
     * More processor time to lend.
     *
     * @param from cores it can lend now
     * @param to cores, above {@code from}
     */
    record MoreCpu(ServerId server, double from, double to) implements Remedy {
        @Override
        public String sentence() {
            return "It would be chosen if it had %s cores to lend instead of %s."
                    .formatted(Rounded.up(to, 1, 3), Rounded.down(from, 1, 3));
        }
    }

    /**
     * Less processor time to lend: of those that are enough, the smallest is taken.
     *
     * @param from cores it can lend now
     * @param to cores, below {@code from}
     */
    record LessCpu(ServerId server, double from, double to) implements Remedy {
        @Override
        public String sentence() {
            return "It has more than is needed, and the smallest that is enough is taken: it would be chosen if it had"
                    + " %s cores to lend instead of %s.".formatted(Rounded.down(to, 1, 3), Rounded.up(from, 1, 3));
        }
    }

    /**
     * More memory to lend.
     *
     * @param from bytes it can lend now
     * @param to bytes, above {@code from}
     */
    record MoreMemory(ServerId server, long from, long to) implements Remedy {
        @Override
        public String sentence() {
            return "It would be chosen if it had %s MiB of memory to lend instead of %s."
                    .formatted(Rounded.up((double) to, MEBIBYTE, 0), Rounded.down((double) from, MEBIBYTE, 0));
        }

        private static final double MEBIBYTE = 1024 * 1024;
    }

    /**
     * More network to lend.
     *
     * @param from bytes a second it can lend now
     * @param to bytes a second, above {@code from}
     */
    record MoreNetwork(ServerId server, double from, double to) implements Remedy {
        @Override
        public String sentence() {
            return "It would be chosen if its network had %s MB/s to lend instead of %s."
                    .formatted(Rounded.up(to, 1e6, 3), Rounded.down(from, 1e6, 3));
        }
    }

    /**
     * More loans at once on one server.
     *
     * @param to above {@code from}
     */
    record HigherLoanLimit(ServerId server, int from, int to) implements Remedy {
        @Override
        public String sentence() {
            return "It would be chosen if %d loans were allowed there at once instead of %d.".formatted(to, from);
        }
    }

    /**
     * More containers of the service in all, or more in one plan: whichever limit is the lower one.
     *
     * @param from containers that may be started now
     * @param to above {@code from}
     */
    record MoreStarts(ServiceId service, int from, int to) implements Remedy {
        @Override
        public String sentence() {
            return "It would be chosen if %d containers of %s might be started now instead of %d."
                    .formatted(to, service, from);
        }
    }

    /**
     * More containers of the service in one zone, those that serve now included.
     *
     * @param to above {@code from}
     */
    record HigherZoneLimit(ServiceId service, ZoneId zone, int from, int to) implements Remedy {
        @Override
        public String sentence() {
            return "It would be chosen if its zone %s might have %d containers of %s instead of %d."
                    .formatted(zone, to, service, from);
        }
    }

    /** A stand-by container where there is none. */
    record DefineStandBy(ServerId server, ServiceId service) implements Remedy {
        @Override
        public String sentence() {
            return "It would be chosen if a stand-by container for %s were defined on it.".formatted(service);
        }
    }

    /** The operator's leave to lend to the service. */
    record AllowLender(ServerId server, ServiceId service) implements Remedy {
        @Override
        public String sentence() {
            return "It would be chosen if it were allowed to lend to %s.".formatted(service);
        }
    }

    /**
     * What must become true first, where it is not a quantity of the server's or of the policy's.
     *
     * @param sentence one sentence
     */
    record MustBecome(String sentence) implements Remedy {}

    /**
     * No change of one value alone was found that would do.
     *
     * @param left what would still be in the way after the change that fits best, one sentence
     */
    record NoSingleChange(String left) implements Remedy {
        @Override
        public String sentence() {
            return "No single change was found that would make it chosen. After the one that fits best: " + left;
        }
    }
}
