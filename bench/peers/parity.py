#!/usr/bin/env python3
"""The same training in PyTorch: same network, initial weights and batches as a Millrace run, losses and accuracy side by side.

usage: parity.py DIR IMAGES.gz LABELS.gz

DIR holds what dev.millrace.bench.Parity wrote: initial.safetensors (weights before the first step) and run.json (what
was run, the loss of each step, the held-out accuracy). IMAGES and LABELS are the idx files it trained on.
Exits with 1 if a loss of the first 20 steps differs by more than 1e-4, or the accuracy by more than one point.
"""
import gzip
import json
import os
import struct
import sys

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import torch
import torch.nn.functional as F
from networks import network

torch.set_num_threads(1)


def idx(path):
    with gzip.open(path) as file:
        data = file.read()
    rank = data[3]
    shape = struct.unpack(f">{rank}I", data[4 : 4 + 4 * rank])
    return np.frombuffer(data, np.uint8, offset=4 + 4 * rank).reshape(shape)


def safetensors(path):
    with open(path, "rb") as file:
        data = file.read()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + size])
    header.pop("__metadata__", None)
    return {
        name: torch.from_numpy(
            np.frombuffer(data[8 + size :][slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"]).copy()
        )
        for name, entry in header.items()
        if entry["dtype"] == "F32"
    }


def optimizer(run, parameters):
    if run["optimizer"] == "adam":
        return torch.optim.Adam(parameters, lr=run["learningRate"])
    return torch.optim.SGD(parameters, lr=run["learningRate"], momentum=run["momentum"])


def main(directory, images, labels):
    with open(os.path.join(directory, "run.json")) as file:
        run = json.load(file)
    weights = safetensors(os.path.join(directory, "initial.safetensors"))
    net = network(run["network"])
    with torch.no_grad():
        for ours, theirs in zip(net.parameters(), run["parameters"], strict=True):
            ours.copy_(weights[theirs].reshape(ours.shape))
    x = torch.from_numpy(idx(images).astype(np.float32) / np.float32(255)).unsqueeze(1)
    y = torch.from_numpy(idx(labels).astype(np.int64))
    train, batch = run["trainImages"], run["batch"]
    chosen = optimizer(run, net.parameters())
    losses = []
    for step in range(run["steps"]):
        index = torch.arange(step * batch, (step + 1) * batch) % train
        loss = F.cross_entropy(net(x[index]), y[index])
        chosen.zero_grad()
        loss.backward()
        if run["clipGlobalNorm"]:
            torch.nn.utils.clip_grad_norm_(net.parameters(), run["clipGlobalNorm"])
        chosen.step()
        losses.append(float(loss.detach()))
    with torch.no_grad():
        accuracy = float((net(x[train:]).argmax(1) == y[train:]).float().mean())

    print(f"torch {torch.__version__}, {run['network']}, {run['optimizer']}, batch {batch}, engine {run['engine']}")
    print("step  millrace      torch         difference")
    worst = 0.0
    for step, (theirs, ours) in enumerate(zip(run["losses"][:20], losses)):
        worst = max(worst, abs(theirs - ours))
        print(f"{step + 1:4d}  {theirs:.8f}    {ours:.8f}    {abs(theirs - ours):.2e}")
    print(f"largest difference of a loss in 20 steps: {worst:.2e} (at most 1e-4)")
    print(f"held-out accuracy after {run['steps']} steps: millrace {run['heldOutAccuracy']:.4f}, torch {accuracy:.4f}")
    return 0 if worst <= 1e-4 and abs(run["heldOutAccuracy"] - accuracy) <= 0.01 else 1


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
