#!/usr/bin/env python3
"""A plain consumer that trains in PyTorch, one thread: what the job is compared with.

usage: stream.py HOST:PORT TOPIC lenet|mlp nobody|everybody WARM_UP,MEASURED,ROUNDS

Reads images from partition 0 of TOPIC, a byte of label and 784 pixels a record, and trains on batches of 64 with SGD and
momentum, as dev.millrace.bench.pipeline.Case says. Everybody: each batch is predicted in eval mode by a forward of its own
before it trains. Every 1,000 samples a line of metrics goes to TOPIC.torch, every 10,000 the weights.
It is eager PyTorch at its best: fused optimiser, channels last for convolutions, and an allocator that keeps its memory
(whoever starts it sets MALLOC_TRIM_THRESHOLD_ and MALLOC_TOP_PAD_). Compiling the loss was slower.

Prints marks and waits for its turn, as dev.millrace.bench.pipeline.Gate does.
"""
import io
import json
import os
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import torch
import torch.nn.functional as F
from confluent_kafka import Consumer, Producer, TopicPartition
from networks import network

BATCH = 64
LEARNING_RATE = 0.02
MOMENTUM = 0.9
METRICS_EVERY = 1_000
SNAPSHOT_EVERY = 10_000
RECORD = 1 + 784

torch.set_num_threads(1)


class Gate:
    def __init__(self, plan):
        self.warm_up, self.measured, self.rounds = (int(number) for number in plan.split(","))
        self.end = self.warm_up + self.rounds * self.measured

    def awaits(self, position):
        return self.warm_up <= position <= self.end and (position - self.warm_up) % self.measured == 0

    def wait(self, position):
        self.mark(position)
        if not sys.stdin.readline():
            sys.exit(1)
        self.mark(position)

    @staticmethod
    def mark(position):
        mark = {
            "samples": position,
            "wallSeconds": time.perf_counter(),
            "cpuSeconds": time.process_time(),
            "threadSeconds": {},
            "stageSeconds": {},
            "about": f"PyTorch {torch.__version__}",
        }
        print(json.dumps(mark), flush=True)


def batches(consumer):
    """Batches of exactly BATCH record values, fetched many at a time."""
    waiting = []
    while True:
        for message in consumer.consume(1_000, timeout=1.0):
            if message.error():
                sys.exit(str(message.error()))
            waiting.append(message.value())
        whole = len(waiting) - len(waiting) % BATCH
        for start in range(0, whole, BATCH):
            yield waiting[start : start + BATCH]
        del waiting[:whole]


def tensors(values, layout):
    records = np.frombuffer(b"".join(values), np.uint8).reshape(BATCH, RECORD)
    images = torch.from_numpy(records[:, 1:].astype(np.float32)).mul_(1 / 255).view(BATCH, 1, 28, 28)
    return images.contiguous(memory_format=layout), torch.from_numpy(records[:, 0].astype(np.int64))


class Trainer:
    def __init__(self, name, scores):
        self.layout = torch.channels_last if name == "lenet" else torch.contiguous_format
        self.net = network(name).to(memory_format=self.layout)
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=LEARNING_RATE, momentum=MOMENTUM, fused=True)
        self.scores = scores
        self.right = 0
        self.loss = torch.zeros(())

    def learn(self, values):
        x, y = tensors(values, self.layout)
        if self.scores:
            self.net.eval()
            with torch.inference_mode():
                self.right += int((self.net(x).argmax(1) == y).sum())
            self.net.train()
        loss = F.cross_entropy(self.net(x), y)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.loss = loss.detach()

    def metrics(self, trained):
        return json.dumps({"trained": trained, "right": self.right, "loss": float(self.loss)})

    def weights(self):
        buffer = io.BytesIO()
        torch.save(self.net.state_dict(), buffer)
        return buffer.getvalue()


def main(servers, topic, name, scoring, plan):
    torch.manual_seed(42)
    gate = Gate(plan)
    trainer = Trainer(name, scoring == "everybody")
    consumer = Consumer(
        {"bootstrap.servers": servers, "group.id": "torch", "enable.auto.commit": False, "fetch.wait.max.ms": 50}
    )
    consumer.assign([TopicPartition(topic, 0, 0)])
    producer = Producer({"bootstrap.servers": servers, "linger.ms": 20, "message.max.bytes": 16 << 20})
    trained = 0
    for values in batches(consumer):
        if gate.awaits(trained):
            gate.wait(trained)
        if trained == gate.end:
            break
        trainer.learn(values)
        before, trained = trained, trained + BATCH
        if trained // METRICS_EVERY > before // METRICS_EVERY:
            producer.produce(topic + ".torch", trainer.metrics(trained))
        if trained // SNAPSHOT_EVERY > before // SNAPSHOT_EVERY:
            producer.produce(topic + ".torch", trainer.weights())
        producer.poll(0)
    producer.flush(10)
    consumer.close()


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
