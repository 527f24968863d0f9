package dev.millrace.pipeline.embedded;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.EndTxnRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.TransactionResult;

/**
 * Stands between clients and a broker, on loopback, and can take the broker away at the worst moment: when a client asks to commit a
 * transaction. The broker itself stays up, so its clocks go on.
 */
public final class CuttableProxy implements AutoCloseable {

    private final ServerSocket server;
    private final InetSocketAddress broker;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch cut = new CountDownLatch(1);

    private int commitsUntilCut = Integer.MAX_VALUE;
    private Duration outage = Duration.ZERO;
    private long awayUntilNanos = System.nanoTime();

    private CuttableProxy(ServerSocket server, int brokerPort) {
        this.server = server;
        this.broker = new InetSocketAddress(InetAddress.getLoopbackAddress(), brokerPort);
    }

    /** A proxy on a free port, for a broker that listens, or will listen, on the given one. */
    public static CuttableProxy start(int brokerPort) {
        try {
            CuttableProxy proxy =
                    new CuttableProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), brokerPort);
            proxy.daemon(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port for clients. */
    public int port() {
        return server.getLocalPort();
    }

    /**
     * Takes the broker away when the n-th commit from now on is asked for: that request is not passed on, all connections break, and new
     * ones are refused for a while.
     */
    public synchronized void cutAtCommit(int n, Duration outage) {
        this.commitsUntilCut = n;
        this.outage = outage;
    }

    /** Takes the broker away now: all connections break, and new ones are refused, until {@link #giveBack}. */
    public void takeAway() throws IOException {
        cut(Duration.ofDays(1));
    }

    /** Lets clients reach the broker again. */
    public synchronized void giveBack() {
        awayUntilNanos = System.nanoTime();
    }

    /** Waits until the broker was taken away; false if that has not happened by then. */
    public boolean awaitCut(Duration patience) throws InterruptedException {
        return cut.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            if (isAway()) {
                client.close();
                continue;
            }
            Socket upstream = new Socket();
            sockets.add(client);
            sockets.add(upstream);
            if (isAway()) {
                // Cut meanwhile, before it was there to be cut.
                drop(client, upstream);
                continue;
            }
            try {
                upstream.connect(broker);
                daemon(() -> passRequests(client, upstream));
                daemon(() -> passAnswers(client, upstream));
            } catch (IOException e) {
                drop(client, upstream);
            }
        }
    }

    private void passRequests(Socket client, Socket upstream) throws IOException {
        try {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(upstream.getOutputStream());
            while (true) {
                byte[] request = in.readNBytes(in.readInt());
                if (isCommit(request) && isTheOne()) {
                    cut(outage);
                    return;
                }
                byte[] frame = ByteBuffer.allocate(Integer.BYTES + request.length)
                        .putInt(request.length)
                        .put(request)
                        .array();
                out.write(frame);
            }
        } finally {
            drop(client, upstream);
        }
    }

    private void passAnswers(Socket client, Socket upstream) throws IOException {
        try {
            upstream.getInputStream().transferTo(client.getOutputStream());
        } finally {
            drop(client, upstream);
        }
    }

    private static boolean isCommit(byte[] request) {
        if (ByteBuffer.wrap(request).getShort() != ApiKeys.END_TXN.id) {
            return false;
        }
        ByteBuffer buffer = ByteBuffer.wrap(request);
        short version = RequestHeader.parse(buffer).apiVersion();
        return EndTxnRequest.parse(new ByteBufferAccessor(buffer), version).result() == TransactionResult.COMMIT;
    }

    private synchronized boolean isTheOne() {
        commitsUntilCut--;
        return commitsUntilCut == 0;
    }

    private synchronized boolean isAway() {
        return awayUntilNanos - System.nanoTime() > 0;
    }

    private void cut(Duration howLong) throws IOException {
        synchronized (this) {
            awayUntilNanos = System.nanoTime() + howLong.toNanos();
        }
        for (Socket socket : sockets) {
            drop(socket);
        }
        cut.countDown();
    }

    private void drop(Socket... all) throws IOException {
        for (Socket socket : all) {
            sockets.remove(socket);
            socket.close();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                drop(socket);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Broken connections are what this class is for: its threads end with them, silently. */
    private void daemon(IoTask task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // The connection is gone, and with it this thread's work.
                    }
                },
                "cuttable-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private interface IoTask {
        void run() throws IOException;
    }
}
