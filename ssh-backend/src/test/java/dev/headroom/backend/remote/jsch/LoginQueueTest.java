package dev.headroom.backend.remote.jsch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoginQueueTest {
    private static final HostId LB1 = new DirectorId("lb1");
    private static final HostId LB2 = new DirectorId("lb2");
    private static final HostId RS1 = new ServerId("rs1");
    private static final HostId RS2 = new ServerId("rs2");

    private final LoginQueue queue = new LoginQueue(1);

    @Test
    void letsInByNeed() throws InterruptedException {
        List<HostId> order = new CopyOnWriteArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try (var _ = queue.enter(RS1, false)) {
                enterLater(threads, LB2, true, order);
                enterLater(threads, RS2, true, order);
                enterLater(threads, RS1, false, order);
                enterLater(threads, LB1, false, order);
            }
        }
        assertThat(order).containsExactly(LB1, RS1, LB2, RS2);
    }

    /** One after the other, so that who came first is certain. */
    private void enterLater(ExecutorService threads, HostId host, boolean failedBefore, List<HostId> order) {
        int before = queue.length();
        threads.execute(() -> {
            try (var _ = queue.enter(host, failedBefore)) {
                order.add(host);
            }
        });
        while (queue.length() == before) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aHostThatHangsDoesNotKeepItsPlace() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        try (var _ = queue.enter(RS1, false)) {
            Thread.ofVirtual().start(() -> {
                try (var _ = queue.enter(RS2, false)) {
                    over.countDown();
                }
            });
            over.await(); // while the first is still inside
        }
    }

    @Test
    void aPlaceIsLeftOnce() {
        var place = queue.enter(RS1, false);
        place.close();
        place.close();
        try (var _ = queue.enter(RS1, false)) {
            assertThat(queue.length()).isZero();
            Thread second =
                    Thread.ofVirtual().start(() -> queue.enter(RS2, false).close());
            while (queue.length() == 0) {
                Thread.onSpinWait();
            }
            assertThat(second.isAlive()).isTrue();
        }
    }
}
