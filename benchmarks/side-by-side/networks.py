"""The networks of tribuo-pnas's candidates, as one would write them in PyTorch.

A cell is read from the same text form. Parameters are created in the order in which the Java
network lists them, so that the weights of one can be given to the other by position.
"""
import torch
from torch import nn
from torch.nn import functional as F

EPSILON = 1e-5


class ConvolutionNorm(nn.Module):
    """Convolutions in a row and one batch normalization; its reader runs the ReLU before it."""

    def __init__(self, *convolutions, rectified=True):
        super().__init__()
        self.rectified = rectified
        self.convolutions = nn.ModuleList(convolutions)
        self.norm = nn.BatchNorm2d(convolutions[-1].out_channels, eps=EPSILON)

    def forward(self, x):
        for convolution in self.convolutions:
            x = convolution(x)
        return self.norm(x)


class Separable(nn.Module):
    """A separable convolution, applied twice; only the first has the stride."""

    rectified = True

    def __init__(self, inputs, filters, kernel, stride):
        super().__init__()
        self.first = ConvolutionNorm(
            depthwise(inputs, kernel, stride, 1), pointwise(inputs, filters, 1))
        self.second = ConvolutionNorm(
            depthwise(filters, kernel, 1, 1), pointwise(filters, filters, 1))

    def forward(self, x):
        return self.second(F.relu(self.first(x)))


class Pooling(nn.Module):
    rectified = False

    def __init__(self, pool, inputs, filters):
        super().__init__()
        self.pool = pool
        self.projection = None
        if inputs != filters:
            self.projection = ConvolutionNorm(pointwise(inputs, filters, 1), rectified=False)

    def forward(self, x):
        x = self.pool(x)
        return x if self.projection is None else self.projection(x)


class FactorizedReduction(nn.Module):
    rectified = True

    def __init__(self, inputs, filters):
        super().__init__()
        self.even = pointwise(inputs, filters // 2, 2)
        self.odd = pointwise(inputs, filters - filters // 2, 2)
        self.norm = nn.BatchNorm2d(filters, eps=EPSILON)

    def forward(self, x):
        shifted = F.pad(x, (-1, 1, -1, 1))
        return self.norm(torch.cat([self.even(x), self.odd(shifted)], 1))


class Identity(nn.Module):
    rectified = False

    def forward(self, x):
        return x


def pointwise(inputs, outputs, stride):
    return nn.Conv2d(inputs, outputs, 1, stride, bias=False)


def depthwise(channels, kernel, stride, dilation):
    padding = dilation * (kernel // 2)
    return nn.Conv2d(
        channels, channels, kernel, stride, padding, dilation, groups=channels, bias=False)


def operation(name, inputs, filters, stride):
    if name in ("sep3x3", "sep5x5", "sep7x7"):
        return Separable(inputs, filters, int(name[3]), stride)
    if name == "conv1x7_7x1":
        return ConvolutionNorm(
            nn.Conv2d(inputs, filters, (1, 7), (1, stride), (0, 3), bias=False),
            nn.Conv2d(filters, filters, (7, 1), (stride, 1), (3, 0), bias=False))
    if name == "identity":
        if stride == 1 and inputs == filters:
            return Identity()
        return ConvolutionNorm(pointwise(inputs, filters, stride))
    if name == "avg3x3":
        return Pooling(
            nn.AvgPool2d(3, stride, 1, count_include_pad=False), inputs, filters)
    if name == "max3x3":
        return Pooling(nn.MaxPool2d(3, stride, 1), inputs, filters)
    if name == "dil3x3":
        return ConvolutionNorm(depthwise(inputs, 3, stride, 2), pointwise(inputs, filters, 1))
    raise ValueError("unknown operation " + name)


def parse(cell):
    """Reads `I1:op1+I2:op2,...`; inputs become places in the list of the cell's arrays."""
    places = {"pp": 0, "p": 1}
    blocks = []
    for block in cell.split(","):
        branches = []
        for branch in block.split("+"):
            source, name = branch.split(":")
            branches.append((places[source] if source in places else int(source) + 1, name))
        blocks.append(branches)
    return blocks


class Cell(nn.Module):
    def __init__(self, blocks, before_previous, previous, filters, stride, first, shrunk):
        super().__init__()
        self.blocks = blocks
        if first:
            self.adjust_pp = Identity()
        elif shrunk:
            self.adjust_pp = FactorizedReduction(before_previous, filters)
        elif before_previous != filters:
            self.adjust_pp = ConvolutionNorm(pointwise(before_previous, filters, 1))
        else:
            self.adjust_pp = Identity()
        self.adjust_p = ConvolutionNorm(pointwise(previous, filters, 1))
        channels = [previous if first else filters] + [filters] * (len(blocks) + 1)
        self.branches = nn.ModuleList(
            operation(name, channels[place], filters, stride if place < 2 else 1)
            for block in blocks for place, name in block)

    def forward(self, before_previous, previous):
        states = [adjusted(self.adjust_pp, before_previous), adjusted(self.adjust_p, previous)]
        rectified = {}
        for i, block in enumerate(self.blocks):
            sides = []
            for j, (place, _) in enumerate(block):
                branch = self.branches[2 * i + j]
                x = states[place]
                if branch.rectified:
                    if place not in rectified:
                        rectified[place] = F.relu(x)
                    x = rectified[place]
                sides.append(branch(x))
            states.append(sides[0] + sides[1])
        return torch.cat(states[2:], 1) if len(states) > 3 else states[2]


def adjusted(layer, x):
    return layer(F.relu(x) if layer.rectified else x)


class Network(nn.Module):
    """Stem, three groups of cells of which the second and third begin with a reduction, head."""

    def __init__(self, cell, filters, repeats, stem_multiplier, channels, classes):
        super().__init__()
        blocks = parse(cell)
        stem = filters * stem_multiplier
        self.stem = ConvolutionNorm(nn.Conv2d(channels, stem, 3, 1, 1, bias=False))
        self.cells = nn.ModuleList()
        before_previous, previous = stem, stem
        shrunk = False
        for number in range(3 * repeats):
            reduces = number > 0 and number % repeats == 0
            if reduces:
                filters *= 2
            self.cells.append(
                Cell(blocks, before_previous, previous, filters, 2 if reduces else 1,
                     number == 0, shrunk))
            shrunk = reduces
            before_previous, previous = previous, filters * len(blocks)
        self.head = nn.Linear(previous, classes)

    def forward(self, x):
        before_previous = previous = self.stem(x)
        for cell in self.cells:
            before_previous, previous = previous, cell(before_previous, previous)
        x = F.adaptive_avg_pool2d(F.relu(previous), 1).flatten(1)
        return self.head(x)

    def tensors(self):
        """Weights, gammas, betas, running means and variances in the order of the Java network."""
        for name, tensor in self.state_dict(keep_vars=True).items():
            if not name.endswith("num_batches_tracked"):
                yield tensor

    def load(self, values):
        """Takes the weights from one array of floats."""
        start = 0
        with torch.no_grad():
            for tensor in self.tensors():
                end = start + tensor.numel()
                tensor.copy_(values[start:end].view(tensor.shape))
                start = end
        if start != values.numel():
            raise ValueError(f"{values.numel()} weights were given, the network has {start}")
