"""Trains networks when told to, one JSON request and one JSON answer a line.

Run as `worker.py plain` (channels first, as PyTorch is by default) or `worker.py tuned` (channels
last, and gradients set to nothing instead of zeros).
"""
import json
import sys
import time

import torch
from torch.nn import functional as F

from networks import Network

torch.set_num_threads(1)
torch.set_num_interop_threads(1)
CHANNELS_LAST = sys.argv[1] == "tuned"


def floats(path):
    with open(path, "rb") as file:
        return torch.frombuffer(bytearray(file.read()), dtype=torch.float32)


class Training:
    """A network, a data set of normalized images and the state of the optimizer."""

    def __init__(self, request):
        height, width, channels = request["image"]
        self.batch = request["batch"]
        self.network = Network(
            request["cell"], request["filters"], request["repeats"], request["stemMultiplier"],
            channels, request["classes"])
        self.network.load(floats(request["weights"]))
        images = floats(request["images"]).view(-1, height, width, channels).permute(0, 3, 1, 2)
        self.labels = torch.tensor(request["labels"])
        self.format = torch.channels_last if CHANNELS_LAST else torch.contiguous_format
        self.network = self.network.to(memory_format=self.format)
        self.images = images.contiguous(memory_format=self.format)
        self.optimizer = torch.optim.SGD(
            self.network.parameters(), lr=request["rate"], momentum=request["momentum"],
            weight_decay=request["decay"])

    def loss(self, order):
        x = self.images[order].contiguous(memory_format=self.format)
        return F.cross_entropy(self.network(x), self.labels[order])

    def step(self, order):
        self.optimizer.zero_grad(set_to_none=CHANNELS_LAST)
        loss = self.loss(order)
        loss.backward()
        self.optimizer.step()
        return loss.detach()

    def epoch(self, steps):
        """Trains some steps; the loss is read at the end, as the Java side does."""
        total = torch.zeros(())
        order = torch.empty(0, dtype=torch.int64)
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in range(steps):
            if len(order) < self.batch:
                order = torch.randperm(len(self.images))
            total += self.step(order[:self.batch])
            order = order[self.batch:]
        total.item()
        return time.perf_counter() - wall, time.process_time() - cpu


def main():
    training = None
    for line in sys.stdin:
        request = json.loads(line)
        if "cell" in request:
            training = Training(request)
            with torch.no_grad():
                loss = training.loss(torch.arange(training.batch)).item()
            answer = {
                "parameters": sum(p.numel() for p in training.network.parameters()), "loss": loss}
        else:
            wall, cpu = training.epoch(request["steps"])
            answer = {"seconds": wall, "cpuSeconds": cpu}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
