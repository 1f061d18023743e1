"""Times training steps of networks: gpu.py DEVICE SECONDS CELL HxWxC FILTERS:BATCH,...

Each case is trained eagerly, with channels last, with that and autocast to bfloat16, and with all of
that compiled. A line a number; what a mode lacks goes to standard error, and the others go on.
"""
import sys
import time

import torch
from torch.nn import functional as F

from networks import Network

DEVICE, SECONDS, CELL, IMAGE, CASES = sys.argv[1:]
CLASSES = 10
MODES = ("eager", "channels last", "autocast", "compiled")


def wait():
    if DEVICE == "cuda":
        torch.cuda.synchronize()


def images_a_second(filters, batch, mode):
    height, width, channels = map(int, IMAGE.split("x"))
    layout = torch.contiguous_format if mode == "eager" else torch.channels_last
    network = Network(CELL, filters, 1, 1, channels, CLASSES).to(DEVICE, memory_format=layout)
    x = torch.randn(batch, channels, height, width, device=DEVICE).contiguous(memory_format=layout)
    y = torch.randint(CLASSES, (batch,), device=DEVICE)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4)
    forward = torch.compile(network) if mode == "compiled" else network
    casts = mode in ("autocast", "compiled")

    def step():
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=casts):
            loss = F.cross_entropy(forward(x), y)
        loss.backward()
        optimizer.step()

    for _ in range(3):
        step()
    wait()
    start, steps = time.perf_counter(), 0
    while steps == 0 or time.perf_counter() - start < float(SECONDS):
        step()
        steps += 1
        wait()
    return steps * batch / (time.perf_counter() - start)


def main():
    if DEVICE == "cuda":
        torch.backends.cudnn.benchmark = True
        torch.backends.cuda.matmul.allow_tf32 = True
        torch.backends.cudnn.allow_tf32 = True
    for case in CASES.split(","):
        filters, batch = map(int, case.split(":"))
        for mode in MODES:
            if mode == "compiled" and not hasattr(torch, "compile"):
                continue
            try:
                speed = images_a_second(filters, batch, mode)
            except Exception as failure:  # A mode that is not there must not end the others.
                print(f"{mode}: {failure}", file=sys.stderr)
                continue
            name = f"F={filters} batch {batch}, {mode}"
            print("pnas-measured", "python", name, speed, "images/s", sep="\t", flush=True)


if __name__ == "__main__":
    main()
