"""The tagger as a torch module: MiniLM, and on top of it the layers that each cue asks for its speaker and content.

Written out rather than taken from a library: the two graphs that are shipped are built from these very layers
(export.py), and attention without dropout runs in one fused kernel, which halves the time of training on a CPU.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reading.en.windows import AT_CUE, DISTANCES

WIDTH, HEADS, LAYERS = 384, 12, 6
VOCABULARY, POSITIONS, MARKS = 30522, 512, 16
PAIR = 256
"""Width of what a token and a cue make together."""

ROLES = 4
"""Outside, speaker, content, cue: what a token is in one attribution."""

_MASKS = 1 << 23


class Dropout(nn.Module):
    """Dropout that takes its mask from a store drawn once, at a random place: drawing anew took a tenth of the time."""

    store: Tensor | None = None

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """Set a share of the entries to zero while training. *Shape:* as given."""
        if not self.training or not self.share:
            return x
        if Dropout.store is None:
            Dropout.store = (torch.rand(_MASKS) >= self.share).float() / (1 - self.share)
        if x.numel() >= _MASKS:
            return functional.dropout(x, self.share)
        start = int(torch.randint(_MASKS - x.numel(), (1,)))
        return x * Dropout.store[start : start + x.numel()].view_as(x)


class Layer(nn.Module):
    """One layer of BERT: attention, then two linear maps, each added to its input and normalised."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """*Shape:* ``x`` batch, length, WIDTH; ``mask`` batch, 1, 1, length, false where padded."""
        batch, length, _ = x.shape
        query, key, value = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = self.norm1(x + self.dropout(self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH))))
        out: Tensor = self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))
        return out

    def take(self, weights: dict[str, Tensor], number: int) -> None:
        """Start from the weights of one layer of a BERT."""
        parts = {
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        with torch.no_grad():
            for kind in ("weight", "bias"):
                qkv = [
                    weights[f"encoder.layer.{number}.attention.self.{name}.{kind}"]
                    for name in ("query", "key", "value")
                ]
                getattr(self.qkv, kind).copy_(torch.cat(qkv))
                for own, theirs in parts.items():
                    getattr(getattr(self, own), kind).copy_(weights[f"encoder.layer.{number}.{theirs}.{kind}"])


class TaggerModel(nn.Module):
    """Encoder with tags for each token, and a top that tells the role of each token for one cue."""

    def __init__(self, top_layers: int = 1, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.mark = nn.Embedding(MARKS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.tags = nn.Linear(WIDTH, 9)  # (outside, begins, continues) of cue, speaker and content
        self.pair_cue = nn.Linear(WIDTH, PAIR)
        self.pair_token = nn.Linear(WIDTH, PAIR)
        self.pair_distance = nn.Embedding(DISTANCES, PAIR)
        self.pair_roles = nn.Linear(PAIR, ROLES)
        self.pair_in = nn.Linear(PAIR, WIDTH)
        self.top_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.top = nn.ModuleList(Layer(dropout) for _ in range(top_layers))
        self.roles = nn.Linear(WIDTH, ROLES)
        self.valid = nn.Linear(WIDTH, 1)
        self.dropout = Dropout(dropout)

    def take(self, base: Path) -> None:
        """Start from MiniLM; the top from its last layers, the marks from nothing, so that they disturb nothing."""
        weights = {name.removeprefix("bert."): value for name, value in load_file(base).items()}
        with torch.no_grad():
            self.word.weight.copy_(weights["embeddings.word_embeddings.weight"])
            kind = weights["embeddings.token_type_embeddings.weight"][0]
            self.position.weight.copy_(weights["embeddings.position_embeddings.weight"] + kind)
            self.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
            self.mark.weight.zero_()
            nn.init.normal_(self.pair_distance.weight, 0, 0.3)
            nn.init.normal_(self.pair_in.weight, 0, 0.02)
        for number, layer in enumerate(self.layers):
            layer.take(weights, number)
        for number, layer in enumerate(self.top):
            layer.take(weights, LAYERS - len(self.top) + number)

    def encode(self, ids: Tensor, marks: Tensor, sizes: Tensor) -> Tensor:
        """*Shape:* ``ids`` and ``marks`` windows by pieces, ``sizes`` windows; states windows, pieces, WIDTH."""
        length = ids.shape[1]
        x = self.dropout(self.norm(self.word(ids) + self.position.weight[:length] + self.mark(marks)))
        mask = None
        if int(sizes.min()) < length:
            mask = (torch.arange(length)[None] < sizes[:, None])[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def ask(self, states: Tensor, index: Tensor, distance: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Tell the roles of the tokens around each cue, and the log odds that it is one.

        First each token is paired with the cue and their distance, which learns fast; then the top sees the tokens so
        marked together. The roles by the pairs alone come back too: they are trained and measured by themselves.

        *Shape:* ``states`` tokens by WIDTH; the others cues by context; roles cues, context, ROLES; odds cues.
        """
        weight = ((distance == AT_CUE) & mask).float()
        weight = (weight / weight.sum(1, keepdim=True))[:, None]
        x = states[index]
        cue = self.pair_cue(torch.bmm(weight, x))
        pair = functional.gelu(cue + self.pair_token(states)[index] + self.pair_distance(distance))
        by_pair = self.pair_roles(pair)
        x = self.dropout(self.top_norm(x + self.pair_in(pair)))
        for layer in self.top:
            x = layer(x, mask[:, None, None, :])
        return self.roles(x) + by_pair, self.valid(torch.bmm(weight, x)[:, 0])[:, 0], by_pair
